//! Records that are created and changed together with those that they refer to.

use foobara::{
    Declaration, Encoding, ErrorCollection, OrChanged, OrNew, RawInputs, RunOptions,
    schema::{Direction, Schemas},
};
use foobara_testing::TestApp;
use serde_json::{Value, json};

use crate::shop::{
    ChangeOrder, CustomerChanges, Line, LineChanges, NewCustomer, NewLine, NewOrder, NewProduct, Order,
    OrderChanges, PlaceOrder, open,
};

async fn call(app: &TestApp, command: &str, inputs: Value) -> Result<Value, Vec<String>> {
    let command = app.command(command).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.app().clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let answer = run.await.map_err(|errors: ErrorCollection| errors.keys())?;
    Ok(serde_json::from_slice(&answer).expect("it is JSON"))
}

async fn kept(app: &TestApp) -> Value {
    call(app, "Show", json!({})).await.expect("it is shown")
}

/// An order of two products by a customer, all of them new.
fn order() -> Value {
    json!({
        "customer": { "name": " Ada ", "country": "Peru" },
        "lines": [
            { "product": { "code": "hay", "price": 3 }, "amount": "2" },
            { "product": { "code": "tub", "price": 99 }, "amount": 1 },
        ],
        "note": "soon",
    })
}

async fn furnished() -> TestApp {
    let app = open();
    let placed = call(&app, "PlaceOrder", json!({ "order": order() })).await;
    let expected = json!({ "id": 1, "customer": 1, "lines": [1, 2], "note": "soon", "version": 0 });
    assert_eq!(placed, Ok(expected));
    app
}

#[tokio::test]
async fn what_is_nested_is_created_first_and_its_keys_are_filled_in() {
    let app = furnished().await;
    let expected = json!({
        "customers": [{ "id": 1, "name": "Ada", "country": "Peru" }],
        "products": [{ "code": "hay", "price": 3 }, { "code": "tub", "price": 99 }],
        "lines": [
            { "id": 1, "product": "hay", "amount": 2 },
            { "id": 2, "product": "tub", "amount": 1 },
        ],
        "orders": [{ "id": 1, "customer": 1, "lines": [1, 2], "note": "soon", "version": 0 }],
    });
    assert_eq!(kept(&app).await, expected);
}

#[tokio::test]
async fn records_that_are_there_are_referred_to_by_their_keys() {
    let app = furnished().await;
    let order = json!({
        "customer": "1",
        "lines": [1, { "product": "hay", "amount": 7 }],
        "replaces": 1,
        "brought_by": 1,
    });
    let placed = call(&app, "PlaceOrder", json!({ "order": order })).await;
    let expected = json!({
        "id": 2, "customer": 1, "lines": [1, 3], "replaces": 1, "brought_by": 1, "version": 0,
    });
    assert_eq!(placed, Ok(expected));
    let kept = kept(&app).await;
    assert_eq!(kept["customers"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        kept["lines"][2],
        json!({ "id": 3, "product": "hay", "amount": 7 })
    );
}

#[tokio::test]
async fn what_is_nested_can_be_said_in_code() {
    let app = open();
    let line = |code: &str| {
        let (code, price) = (code.to_owned(), 3);
        let product = OrNew::new(NewProduct { code, price });
        OrNew::new(NewLine { product, amount: 1 })
    };
    let (name, country) = ("Ada".to_owned(), "Peru".to_owned());
    let order = NewOrder {
        customer: OrNew::new(NewCustomer { name, country }),
        lines: vec![line("hay"), line("tub")],
        replaces: None,
        brought_by: None,
        note: None,
    };
    let placed: Order = app.run(PlaceOrder { order }).await.expect("it is placed");
    assert_eq!((placed.customer.key(), placed.customer.loaded()), (&1, None));
    let order = OrderChanges {
        customer: OrChanged::changed(CustomerChanges {
            name: "Bob".to_owned().into(),
            ..CustomerChanges::of(1)
        })
        .into(),
        ..OrderChanges::of(1)
    };
    let changed = app.run(ChangeOrder { order }).await.expect("it is changed");
    assert_eq!(changed, Order { version: 1, ..placed });
    assert_eq!(kept(&app).await["customers"][0]["name"], "Bob");
}

#[tokio::test]
async fn what_is_nested_is_changed_created_and_referred_to() {
    let app = furnished().await;
    let order = json!({
        "id": 1,
        "customer": { "id": 1, "name": " Bob " },
        "lines": [
            { "id": 2, "amount": 5, "product": { "code": "tub", "price": 80 } },
            { "amount": 4, "product": "hay" },
            1,
        ],
        "note": null,
    });
    let changed = call(&app, "ChangeOrder", json!({ "order": order })).await;
    let expected = json!({ "id": 1, "customer": 1, "lines": [2, 3, 1], "version": 1 });
    assert_eq!(changed, Ok(expected));
    let expected = json!({
        "customers": [{ "id": 1, "name": "Bob", "country": "Peru" }],
        "products": [{ "code": "hay", "price": 3 }, { "code": "tub", "price": 80 }],
        "lines": [
            { "id": 1, "product": "hay", "amount": 2 },
            { "id": 2, "product": "tub", "amount": 5 },
            { "id": 3, "product": "hay", "amount": 4 },
        ],
        "orders": [{ "id": 1, "customer": 1, "lines": [2, 3, 1], "version": 1 }],
    });
    assert_eq!(kept(&app).await, expected);
}

#[tokio::test]
async fn what_is_not_given_stays_and_null_takes_a_reference_away() {
    let app = furnished().await;
    let replacing = json!({ "customer": 1, "lines": [], "replaces": 1 });
    let placed = call(&app, "PlaceOrder", json!({ "order": replacing })).await;
    assert_eq!(placed.map(|placed| placed["replaces"].clone()), Ok(json!(1)));
    let before = kept(&app).await;
    let changed = call(&app, "ChangeOrder", json!({ "order": { "id": 1 } })).await;
    assert_eq!(
        changed,
        Ok(json!({ "id": 1, "customer": 1, "lines": [1, 2], "note": "soon", "version": 1 }))
    );
    let changed = call(
        &app,
        "ChangeOrder",
        json!({ "order": { "id": 2, "replaces": null } }),
    )
    .await;
    assert_eq!(
        changed,
        Ok(json!({ "id": 2, "customer": 1, "lines": [], "version": 1 }))
    );
    let after = kept(&app).await;
    assert_eq!(after["lines"], before["lines"]);
}

#[tokio::test]
async fn what_is_refused_says_where_and_leaves_nothing() {
    let app = furnished().await;
    let before = kept(&app).await;
    for (command, order, expected) in [
        (
            "PlaceOrder",
            json!({ "customer": 9, "lines": [1, 8] }),
            vec!["data.order.customer.not_found", "data.order.lines.1.not_found"],
        ),
        (
            "PlaceOrder",
            json!({ "customer": 1, "lines": [{ "product": "straw", "amount": 1 }] }),
            vec!["data.order.lines.0.product.not_found"],
        ),
        (
            "PlaceOrder",
            json!({ "customer": { "name": "" }, "lines": [{ "product": "hay", "amount": 0 }, true] }),
            vec![
                "data.order.customer.country.missing_required_attribute",
                "data.order.lines.0.amount.below_minimum",
                "data.order.lines.1.cannot_cast",
            ],
        ),
        (
            "PlaceOrder",
            json!({
                "customer": { "name": "", "country": "Peru" },
                "lines": [{ "product": "hay", "amount": 0 }],
            }),
            vec![
                "data.order.customer.name.below_minimum_length",
                "data.order.lines.0.amount.below_minimum",
            ],
        ),
        (
            "PlaceOrder",
            json!({
                "customer": { "name": "Bob", "country": "Peru" },
                "lines": [
                    { "product": { "code": "straw", "price": 1 }, "amount": 1 },
                    { "product": { "code": "hay", "price": 1 }, "amount": 1 },
                ],
            }),
            vec!["runtime.already_exists"],
        ),
        (
            "ChangeOrder",
            json!({ "id": 1, "customer": { "id": 1, "name": "Bob" }, "lines": [{ "id": 9, "amount": 3 }] }),
            vec!["runtime.record_gone"],
        ),
        (
            "ChangeOrder",
            json!({ "id": 1, "lines": [{ "product": "straw", "amount": 3 }] }),
            vec!["data.order.lines.0.product.not_found"],
        ),
        (
            "ChangeOrder",
            json!({ "id": 1, "lines": [{ "id": 1, "product": { "price": 7 } }] }),
            vec!["data.order.lines.0.product.code.missing_required_attribute"],
        ),
    ] {
        let refused = call(&app, command, json!({ "order": order })).await;
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(refused, Err(expected), "{order}");
    }
    assert_eq!(kept(&app).await, before);
}

#[test]
fn references_are_keys_or_objects_in_schemas() {
    let mut schemas = Schemas::new("#/$defs/", Direction::Input);
    let integer =
        |title: &str| json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX, "title": title });
    let plain = json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX });
    let amount = json!({ "type": "integer", "minimum": 1, "maximum": i64::MAX });
    let product = |required: &[&str]| {
        json!({ "anyOf": [
            { "type": "string", "title": "Primary key of Shop::Product" },
            object(&json!({ "code": { "type": "string" }, "price": plain }), required),
        ] })
    };
    let new_line = object(
        &json!({ "product": product(&["code", "price"]), "amount": amount }),
        &["product", "amount"],
    );
    assert_eq!(schemas.value(&Declaration::of::<NewLine>()), new_line);
    let changes = object(
        &json!({ "id": plain, "product": product(&["code"]), "amount": amount }),
        &["id"],
    );
    assert_eq!(schemas.value(&Declaration::of::<LineChanges>()), changes);
    let references = schemas.value(&Declaration::of::<(OrNew<Line>, OrChanged<Line>)>());
    let expected = json!([
        { "anyOf": [integer("Primary key of Shop::Line"), new_line] },
        { "anyOf": [integer("Primary key of Shop::Line"), changes, new_line] },
    ]);
    assert_eq!(references["prefixItems"], expected);
}

#[test]
fn references_are_keys_or_objects_in_declarations() {
    let product = json!({
        "type": "union",
        "key": "code",
        "variants": {
            "key": "Shop::Product",
            "new": {
                "type": "attributes",
                "element_type_declarations": { "code": "string", "price": "integer" },
                "required": ["code", "price"],
            },
        },
    });
    let line = Declaration::of::<NewLine>().to_strict();
    assert_eq!(line["element_type_declarations"]["product"], product);
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({
        "type": "object", "properties": properties, "additionalProperties": false, "required": required,
    })
}

#[test]
fn what_is_written_is_read_again() {
    let orders = [
        json!({ "customer": 7, "lines": [1, { "product": "hay", "amount": 2 }] }),
        json!({ "customer": { "name": "Ada", "country": "Peru" }, "lines": [], "replaces": 3, "note": "soon" }),
    ];
    for order in orders {
        let read: NewOrder = serde_json::from_value(order.clone()).expect("it is an order");
        assert_eq!(serde_json::to_value(read).expect("it is written"), order);
    }
    let changes = json!({
        "id": 1,
        "customer": { "id": 2, "name": "Bob" },
        "lines": [1, { "id": 2, "amount": 3 }, { "product": { "code": "hay", "price": 2 }, "amount": 2 }],
    });
    let read: OrderChanges = serde_json::from_value(changes.clone()).expect("they are changes");
    assert_eq!(serde_json::to_value(read).expect("it is written"), changes);
}
