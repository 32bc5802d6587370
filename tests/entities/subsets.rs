//! Structs of some of the attributes of an entity, as inputs of commands.

use foobara::{Auto, Changes, Encoding, ErrorCollection, Filter, Key, Patch, RawInputs, RunOptions, Typed};
use foobara_testing::TestApp;
use serde_json::{Value, json};

use crate::zoo::{
    Capybara, CapybaraChanges, CapybaraWith, CreateCapybara, FindCapybaras, NewCapybara, capybara,
    new_capybara, open,
};

fn names<T: Typed>() -> Vec<(String, bool)> {
    let base = T::BASE;
    let attributes = base.attributes().expect("it has attributes").attributes.iter();
    attributes
        .map(|attribute| (attribute.name.to_string(), attribute.required))
        .collect()
}

#[track_caller]
fn check<T: Typed>(expected: &[(&str, bool)]) {
    let expected: Vec<(String, bool)> = expected
        .iter()
        .map(|(name, required)| ((*name).to_owned(), *required))
        .collect();
    assert_eq!(names::<T>(), expected);
}

#[test]
fn what_it_takes_to_create_a_record_is_what_nobody_else_writes() {
    check::<NewCapybara>(&[
        ("name", true),
        ("age", false),
        ("weight", false),
        ("home", false),
        ("keeper", false),
        ("born_in", true),
        ("chip", false),
    ]);
}

#[test]
fn of_what_may_change_only_the_key_must_be_given() {
    check::<CapybaraChanges>(&[
        ("id", true),
        ("name", false),
        ("age", false),
        ("weight", false),
        ("home", false),
        ("keeper", false),
        ("chip", false),
        ("version", false),
    ]);
}

#[test]
fn records_are_found_by_anything_and_by_nothing() {
    check::<CapybaraWith>(&[
        ("id", false),
        ("name", false),
        ("age", false),
        ("weight", false),
        ("home", false),
        ("keeper", false),
        ("born_in", false),
        ("chip", false),
        ("version", false),
    ]);
    assert_eq!(Filter::from(CapybaraWith::default()), Filter::All);
    let with = CapybaraWith {
        id: 7.into(),
        age: Patch::Set(None),
        keeper: Some(Key::new("Kim".to_owned())).into(),
        ..CapybaraWith::default()
    };
    let expected = Filter::equal("id", 7)
        .and(Filter::is_null("age"))
        .and(Filter::equal("keeper", "Kim"));
    assert_eq!(Filter::from(with), expected);
}

#[test]
fn what_is_not_given_stays_as_it_is() {
    let mut changed = Capybara {
        id: Auto::from(7),
        age: Some(3),
        is_seen: true,
        ..capybara()
    };
    let before = changed.clone();
    CapybaraChanges::of(7).apply_to(&mut changed);
    assert_eq!(changed, before);
    let changes = CapybaraChanges {
        age: Patch::Set(None),
        weight: 60.0.into(),
        ..CapybaraChanges::of(7)
    };
    assert_eq!(changes.key(), 7);
    changes.apply_to(&mut changed);
    let expected = Capybara {
        age: None,
        weight: 60.0,
        ..before
    };
    assert_eq!(changed, expected);
}

async fn call(app: &TestApp, command: &str, inputs: Value) -> Result<Value, Vec<String>> {
    let command = app.command(command).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.app().clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let answer = run.await.map_err(|errors: ErrorCollection| errors.keys())?;
    Ok(serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn a_record_is_created_of_what_is_given() {
    let app = open();
    let inputs = json!({ "name": " Fumiko ", "born_in": "Lima", "age": "3", "chip": "0x1" });
    let created = call(&app, "CreateCapybara", inputs).await.expect("a capybara");
    let moment = "1970-01-01T00:00:00Z";
    let expected = json!({
        "id": 1, "name": "Fumiko", "age": 3, "weight": 50.0, "born_in": "Lima",
        "created_at": moment, "updated_at": moment, "version": 0,
    });
    assert_eq!(created, expected);
    let refused = call(
        &app,
        "CreateCapybara",
        json!({ "name": "", "age": 41, "born_in": "Lima" }),
    );
    assert_eq!(
        refused.await,
        Err(vec![
            "data.name.below_minimum_length".to_owned(),
            "data.age.max_exceeded".to_owned()
        ])
    );
    let foreign = json!({ "name": "Fumiko", "born_in": "Lima", "created_at": moment });
    let refused = call(&app, "CreateCapybara", foreign).await;
    assert_eq!(refused, Err(vec!["data.unexpected_attributes".to_owned()]));
}

#[tokio::test]
async fn what_is_given_is_changed_and_null_takes_away() {
    let app = open();
    let capybara = NewCapybara {
        age: Some(3),
        ..new_capybara()
    };
    app.run(CreateCapybara { capybara }).await.expect("a capybara");
    let changed = call(&app, "ChangeCapybara", json!({ "id": 1, "name": " Barbara " })).await;
    let changed = changed.expect("it is changed");
    assert_eq!(
        (&changed["name"], &changed["age"], &changed["version"]),
        (&json!("Barbara"), &json!(3), &json!(1))
    );
    let changed = call(
        &app,
        "ChangeCapybara",
        json!({ "id": 1, "age": null, "version": 1 }),
    )
    .await;
    let changed = changed.expect("it is changed");
    assert_eq!((&changed["name"], changed.get("age")), (&json!("Barbara"), None));
}

#[tokio::test]
async fn changes_are_refused_that_no_record_may_have() {
    let app = open();
    app.run(CreateCapybara {
        capybara: new_capybara(),
    })
    .await
    .expect("a capybara");
    for (inputs, expected) in [
        (json!({ "name": "Barbara" }), "data.id.missing_required_attribute"),
        (json!({ "id": 1, "name": null }), "data.name.cannot_cast"),
        (json!({ "id": 1, "name": "" }), "data.name.below_minimum_length"),
        (
            json!({ "id": 1, "home": { "street": "" } }),
            "data.home.street.below_minimum_length",
        ),
        (
            json!({ "id": 1, "born_in": "Quito" }),
            "data.unexpected_attributes",
        ),
        (json!({ "id": 1, "version": 7 }), "runtime.conflict"),
        (json!({ "id": 2 }), "runtime.record_gone"),
    ] {
        let refused = call(&app, "ChangeCapybara", inputs.clone()).await;
        assert_eq!(refused, Err(vec![expected.to_owned()]), "{inputs}");
    }
}

#[tokio::test]
async fn records_are_found_by_what_is_given() {
    let app = open();
    for (name, age) in [("Fumiko", Some(3)), ("Barbara", None), ("Kenji", Some(3))] {
        let capybara = NewCapybara {
            name: name.to_owned(),
            age,
            ..new_capybara()
        };
        app.run(CreateCapybara { capybara }).await.expect("a capybara");
    }
    for (inputs, expected) in [
        (json!({}), json!(["Fumiko", "Barbara", "Kenji"])),
        (json!({ "age": "3" }), json!(["Fumiko", "Kenji"])),
        (json!({ "age": 3, "name": " Kenji " }), json!(["Kenji"])),
        (json!({ "age": null }), json!(["Barbara"])),
        (json!({ "id": 1 }), json!(["Fumiko"])),
        (json!({ "home": null, "id": 9 }), json!([])),
    ] {
        assert_eq!(
            call(&app, "FindCapybaras", inputs.clone()).await,
            Ok(expected),
            "{inputs}"
        );
    }
    let with = CapybaraWith {
        born_in: "Quito".to_owned().into(),
        ..CapybaraWith::default()
    };
    let nobody = app
        .run(FindCapybaras { with })
        .await
        .expect("they are looked for");
    assert_eq!(nobody, Vec::<String>::new());
}
