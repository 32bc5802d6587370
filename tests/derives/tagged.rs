//! Enums whose variants hold data.

use foobara::{Declaration, InputErrors, Typed, prelude::*};
use foobara_types::cast;
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Model)]
struct Point {
    #[input(min = 0)]
    x: i64,
}

/// What there is to see
#[derive(Debug, Clone, PartialEq, Model)]
enum Shape {
    Nothing,
    /// All around
    Circle {
        #[input(min = 1)]
        radius: i64,
        label: Option<String>,
        #[serde(skip)]
        seen: bool,
    },
    #[serde(rename = "path", alias = "route")]
    Line(Vec<Point>),
    Group(Vec<Self>),
}

#[derive(Debug, Clone, PartialEq, Model)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Event {
    FedAtNight {
        #[input(min = 1)]
        how_much: i64,
    },
    Moved(Point),
    Slept,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[serde(tag = "kind", content = "value")]
enum Reading {
    Place(Point),
    Level {
        #[input(max = 9)]
        percent: i64,
    },
    Off,
}

fn circle(radius: i64) -> Shape {
    Shape::Circle {
        radius,
        label: None,
        seen: false,
    }
}

fn line(xs: &[i64]) -> Shape {
    Shape::Line(xs.iter().map(|&x| Point { x }).collect())
}

#[track_caller]
fn both_ways<T: Typed + serde::Serialize + PartialEq + std::fmt::Debug>(value: &T, json: &Value) {
    assert_eq!(serde_json::to_value(value).expect("it can be written"), *json);
    assert_eq!(
        serde_json::to_string(value).expect("it can be written"),
        json.to_string()
    );
    assert_eq!(
        serde_json::from_value::<T>(json.clone()).expect("it fits"),
        *value
    );
    assert_eq!(
        serde_json::from_str::<T>(&json.to_string()).expect("it fits"),
        *value
    );
    assert!(cast::accepts(&Declaration::of::<T>(), json), "{json}");
}

/// Refused by the strict decoder, and by the caster with these keys.
#[track_caller]
fn refuses<T: Typed + std::fmt::Debug>(json: &Value, error: &str, keys: &[&str]) {
    let strict = serde_json::from_str::<T>(&json.to_string())
        .expect_err("it does not fit")
        .to_string();
    assert!(strict.starts_with(error), "{strict}");
    assert_eq!(found(&cast_to::<T>(json.clone()).1), keys);
}

fn cast_to<T: Typed>(mut json: Value) -> (Value, InputErrors) {
    let mut errors = InputErrors::new();
    cast::cast_value(&Declaration::of::<T>(), &mut json, None, &mut errors);
    (json, errors)
}

fn found(errors: &InputErrors) -> Vec<String> {
    let key = |path: String, symbol: &str| {
        if path.is_empty() {
            symbol.to_owned()
        } else {
            format!("{path}.{symbol}")
        }
    };
    errors
        .iter()
        .map(|error| key(error.path.to_string(), &error.issue.symbol))
        .collect()
}

#[track_caller]
fn checks<T: Typed>(mut value: T, keys: &[&str]) {
    let mut errors = InputErrors::new();
    value.check(None, &mut errors);
    assert_eq!(found(&errors), keys);
}

#[test]
fn the_tag_is_the_only_key() {
    both_ways(&Shape::Nothing, &json!("nothing"));
    both_ways(&circle(3), &json!({ "circle": { "radius": 3 } }));
    both_ways(&line(&[1, 2]), &json!({ "path": [{ "x": 1 }, { "x": 2 }] }));
    both_ways(
        &Shape::Group(vec![Shape::Nothing, circle(1)]),
        &json!({ "group": ["nothing", { "circle": { "radius": 1 } }] }),
    );
    let route: Shape = serde_json::from_value(json!({ "route": [] })).expect("it fits");
    assert_eq!(route, line(&[]));
}

#[test]
fn the_tag_is_among_the_attributes() {
    both_ways(
        &Event::FedAtNight { how_much: 2 },
        &json!({ "type": "fedAtNight", "howMuch": 2 }),
    );
    both_ways(&Event::Moved(Point { x: 1 }), &json!({ "type": "moved", "x": 1 }));
    both_ways(&Event::Slept, &json!({ "type": "slept" }));
    let late: Event = serde_json::from_str(r#"{"x":1,"type":"moved"}"#).expect("it fits");
    assert_eq!(late, Event::Moved(Point { x: 1 }));
}

#[test]
fn the_tag_and_the_content_are_attributes() {
    both_ways(
        &Reading::Place(Point { x: 1 }),
        &json!({ "kind": "place", "value": { "x": 1 } }),
    );
    both_ways(
        &Reading::Level { percent: 5 },
        &json!({ "kind": "level", "value": { "percent": 5 } }),
    );
    both_ways(&Reading::Off, &json!({ "kind": "off" }));
    let late: Reading = serde_json::from_str(r#"{"value":{"x":1},"kind":"place"}"#).expect("it fits");
    assert_eq!(late, Reading::Place(Point { x: 1 }));
}

#[test]
fn unknown_tags_and_attributes_are_refused() {
    refuses::<Shape>(
        &json!("square"),
        "unknown variant `square`, expected one of `nothing`, `circle`, `path`, `group`",
        &["value_not_valid"],
    );
    refuses::<Shape>(
        &json!("circle"),
        "invalid type: unit variant",
        &["value_not_valid"],
    );
    refuses::<Shape>(
        &json!({ "circle": { "radius": 1 }, "path": [] }),
        "",
        &["cannot_cast"],
    );
    refuses::<Shape>(
        &json!({ "circle": { "radius": 1, "seen": true } }),
        "unknown field `seen`, expected `radius` or `label`",
        &["circle.unexpected_attributes"],
    );
    refuses::<Event>(
        &json!({ "type": "fled" }),
        "unknown variant `fled`",
        &["type.value_not_valid"],
    );
    refuses::<Event>(
        &json!({ "x": 1 }),
        "missing field `type`",
        &["type.missing_required_attribute"],
    );
    refuses::<Event>(
        &json!({ "type": "slept", "x": 1 }),
        "unknown field `x`",
        &["unexpected_attributes"],
    );
    refuses::<Event>(
        &json!({ "type": "moved" }),
        "missing field `x`",
        &["x.missing_required_attribute"],
    );
    refuses::<Reading>(
        &json!({ "kind": "off", "value": 1 }),
        "`off` holds nothing",
        &["unexpected_attributes"],
    );
    refuses::<Reading>(
        &json!({ "value": 1, "kind": "off" }),
        "`off` holds nothing",
        &["unexpected_attributes"],
    );
    refuses::<Reading>(
        &json!({ "kind": "place" }),
        "missing field `value`",
        &["value.missing_required_attribute"],
    );
    refuses::<Reading>(
        &json!({ "kind": "place", "value": { "x": 1 }, "y": 1 }),
        "unknown field `y`",
        &["unexpected_attributes"],
    );
}

#[test]
fn nothing_is_given_twice() {
    let refusal = |error: serde_json::Error| error.to_string().split(" at ").next().map(str::to_owned);
    let event = |text: &str| serde_json::from_str::<Event>(text).map_err(refusal);
    assert_eq!(
        event(r#"{"type":"slept","type":"slept"}"#),
        Err(Some("duplicate field `type`".to_owned()))
    );
    assert_eq!(
        event(r#"{"type":"moved","x":1,"x":1}"#),
        Err(Some("duplicate field `x`".to_owned()))
    );
    let reading = |text: &str| serde_json::from_str::<Reading>(text).map_err(refusal);
    assert_eq!(
        reading(r#"{"kind":"off","kind":"off"}"#),
        Err(Some("duplicate field `kind`".to_owned()))
    );
    for text in [
        r#"{"kind":"place","value":{"x":1},"value":{"x":1}}"#,
        r#"{"value":{"x":1},"value":{"x":1},"kind":"place"}"#,
    ] {
        assert_eq!(reading(text), Err(Some("duplicate field `value`".to_owned())));
    }
    let early = reading(r#"{"value":{"x":1,"x":1},"kind":"place"}"#);
    assert_eq!(early, Err(Some("duplicate field `x`".to_owned())));
}

#[test]
fn checks_reach_into_variants() {
    checks(circle(0), &["circle.radius.below_minimum"]);
    checks(line(&[0, -1]), &["path.1.x.below_minimum"]);
    checks(
        Shape::Group(vec![Shape::Nothing, circle(0)]),
        &["group.1.circle.radius.below_minimum"],
    );
    checks(Event::FedAtNight { how_much: 0 }, &["howMuch.below_minimum"]);
    checks(Event::Moved(Point { x: -1 }), &["x.below_minimum"]);
    checks(Event::Slept, &[]);
    checks(Reading::Place(Point { x: -1 }), &["value.x.below_minimum"]);
    checks(Reading::Level { percent: 10 }, &["value.percent.max_exceeded"]);
    for (json, keys) in [
        (
            json!({ "circle": { "radius": "0" } }),
            ["circle.radius.below_minimum"],
        ),
        (json!({ "path": [{ "x": "-1" }] }), ["path.0.x.below_minimum"]),
    ] {
        assert_eq!(found(&cast_to::<Shape>(json).1), keys);
    }
}

#[test]
fn what_needs_a_cast_is_cast() {
    let (cast, errors) = cast_to::<Event>(json!({ "type": "moved", "x": "1" }));
    assert_eq!(
        (cast, found(&errors)),
        (json!({ "type": "moved", "x": 1 }), vec![])
    );
}

#[test]
fn declarations_say_what_the_variants_hold() {
    assert_eq!(
        Declaration::of::<Reading>().to_strict(),
        json!({
            "type": "union",
            "tag": "kind",
            "content": "value",
            "variants": {
                "place": {
                    "type": "attributes",
                    "element_type_declarations": { "x": { "type": "integer", "min": 0 } },
                    "required": ["x"],
                },
                "level": {
                    "type": "attributes",
                    "element_type_declarations": { "percent": { "type": "integer", "max": 9 } },
                    "required": ["percent"],
                },
                "off": null,
            },
        })
    );
    let foobara::__private::Base::Union(union) = Shape::BASE else {
        panic!("a union")
    };
    assert_eq!(
        (union.name.as_ref(), union.description.as_deref()),
        ("Shape", Some("What there is to see"))
    );
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| {
            (
                variant.name.as_ref(),
                variant.aliases,
                variant.description.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        variants,
        [
            ("nothing", &[][..], None),
            ("circle", &[][..], Some("All around")),
            ("path", &["route"][..], None),
            ("group", &[][..], None),
        ]
    );
}

#[derive(Debug, Clone, PartialEq, Model)]
enum List {
    End,
    Item { value: i64, rest: Box<Self> },
}

#[test]
fn types_that_hold_themselves_are_shown_once() {
    let declaration = Declaration::of::<List>();
    let item = |rest: Value| {
        json!({
            "type": "attributes",
            "element_type_declarations": { "value": "integer", "rest": rest },
            "required": ["rest", "value"],
        })
    };
    assert_eq!(
        declaration.to_strict(),
        json!({ "type": "union", "variants": { "end": null, "item": item(json!("union")) } })
    );
    let mut schemas = foobara::schema::Schemas::new("#/$defs/", foobara::schema::Direction::Input);
    let reference = json!({ "$ref": "#/$defs/enum.List" });
    assert_eq!(schemas.value(&declaration), reference);
    assert_eq!(schemas.value(&declaration), reference);
    let definitions = schemas.into_definitions();
    assert_eq!(
        definitions["enum.List"].pointer("/oneOf/1/properties/item/properties/rest"),
        Some(&reference)
    );
    assert_eq!(definitions.len(), 1);
    let error = cast_to::<List>(json!({ "item": { "value": 1, "rest": 5 } })).1;
    assert_eq!(found(&error), ["item.rest.cannot_cast"]);
}

#[derive(Debug, PartialEq, Clone, Copy, Model)]
enum Colour {
    #[serde(alias = "gray")]
    Grey,
    Red,
}

#[test]
fn symbols_have_the_same_aliases_strictly_and_cast() {
    let strict: Vec<Colour> = serde_json::from_value(json!(["gray", "red"])).expect("it fits");
    assert_eq!(strict, [Colour::Grey, Colour::Red]);
    let (cast, errors) = cast_to::<Vec<Colour>>(json!(["gray", "grey", "red"]));
    assert_eq!((cast, found(&errors)), (json!(["grey", "grey", "red"]), vec![]));
    assert_eq!(
        Declaration::of::<Colour>().to_strict(),
        json!({ "type": "symbol", "one_of": ["grey", "red"] })
    );
}
