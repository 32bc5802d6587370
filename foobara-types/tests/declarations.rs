//! Declarations from data: read, written, judged, and what becomes of values of them.

use foobara_types::{
    Declaration, TypeRegistry,
    declaration::{Base, Scalar, Wire},
    json::{self, Notes},
};
use serde_json::{Value, json};

fn declare(data: &Value) -> Declaration {
    TypeRegistry::standard()
        .declare(data)
        .unwrap_or_else(|errors| panic!("{errors}"))
}

/// Processes a value; fails with the keys of the errors.
fn process(declaration: &Declaration, value: Value) -> Result<Value, Vec<String>> {
    let keys = |error: &foobara_types::InputErrors| {
        error
            .iter()
            .map(|error| {
                format!("{}.{}", error.path, error.issue.symbol)
                    .trim_start_matches('.')
                    .to_owned()
            })
            .collect()
    };
    declaration
        .process(value, &Notes::none())
        .map_err(|errors| keys(&errors))
}

#[track_caller]
fn refuses(data: &Value, value: Value, keys: &[&str]) {
    let keys = keys.iter().map(|&key| key.to_owned()).collect();
    assert_eq!(process(&declare(data), value), Err(keys));
}

#[test]
fn sugar_becomes_the_strict_form() {
    for (sugar, strict) in [
        (json!({ "type": "integer" }), json!("integer")),
        (
            json!(["integer"]),
            json!({ "type": "array", "element_type_declaration": "integer" }),
        ),
        (
            json!(["integer", "string"]),
            json!({
                "type": "tuple",
                "element_type_declarations": ["integer", "string"],
                "size": 2,
            }),
        ),
        (
            json!({ "b": { "type": "integer", "default": 1 }, "a": { "type": "string", "required": true } }),
            json!({
                "type": "attributes",
                "element_type_declarations": { "b": "integer", "a": "string" },
                "defaults": { "b": 1 },
                "required": ["a"],
            }),
        ),
        (
            json!({ "type": "date", "one_of": ["20200131"] }),
            json!({ "type": "date", "one_of": ["2020-01-31"] }),
        ),
    ] {
        assert_eq!(declare(&sugar).to_strict(), strict);
        assert_eq!(declare(&strict).to_strict(), strict);
    }
}

#[test]
fn required_names_are_sorted() {
    let data =
        json!({ "b": { "type": "integer", "required": true }, "a": { "type": "integer", "required": true } });
    assert_eq!(declare(&data).to_strict()["required"], json!(["a", "b"]));
}

#[test]
fn every_mistake_is_reported_where_it_is() {
    let errors = TypeRegistry::standard()
        .declare(&json!({
            "a": "integr",
            "b": { "type": "string", "mx_length": 3, "min": 1, "matches": "(" },
            "c": { "type": "array", "element_type_declaration": { "type": "integer", "one_of": ["x"] } },
            "d": { "type": "tuple", "element_type_declarations": ["integer"], "size": 2 },
            "e": { "type": "attributes", "element_type_declarations": { "x": "integer" }, "required": ["y"] },
        }))
        .expect_err("much is wrong");
    let paths: Vec<String> = errors.0.iter().map(|error| error.path.to_string()).collect();
    assert_eq!(
        paths,
        [
            "element_type_declarations.a",
            "element_type_declarations.b.mx_length",
            "element_type_declarations.b.min",
            "element_type_declarations.b.matches",
            "element_type_declarations.c.element_type_declaration.one_of.0",
            "element_type_declarations.d.size",
            "element_type_declarations.e.required",
        ]
    );
}

#[test]
fn types_of_ones_own_are_special_cases_of_others() {
    let mut registry = TypeRegistry::standard();
    let even = json!({ "type": "positive_integer", "multiple_of": 2 });
    registry.add_type(
        "even",
        registry.declare(&even).expect("even numbers are declared"),
    );
    let pairs = registry
        .declare(&json!([{ "type": "even", "max": 4 }]))
        .expect("the type is known");
    assert_eq!(
        pairs.to_strict()["element_type_declaration"],
        json!({ "type": "even", "max": 4 })
    );
    assert_eq!(process(&pairs, json!(["2"])), Ok(json!([2])));
    assert_eq!(
        process(&pairs, json!([-1, 6])),
        Err(vec![
            "0.not_a_multiple".to_owned(),
            "0.below_minimum".to_owned(),
            "1.max_exceeded".to_owned()
        ])
    );
    assert!(registry.extends("even", "positive_integer") && registry.extends("even", "atomic_duck"));
    assert!(!registry.extends("even", "float"));
}

#[test]
fn types_may_have_casters_of_their_own() {
    const PARITY: &Scalar = &Scalar {
        name: "parity",
        wire: Wire::Text,
        expectation: "\"even\", \"odd\" or a whole number",
        cast: |value| match value.as_i64() {
            Some(number) => Some(if number % 2 == 0 { "even" } else { "odd" }.into()),
            None => matches!(value.as_str()?, "even" | "odd").then(|| value.clone()),
        },
        ..Scalar::ATOM
    };
    let mut registry = TypeRegistry::standard();
    registry.add_scalar(PARITY);
    let declared = registry.declare(&json!(["parity"])).expect("the type is known");
    assert_eq!(process(&declared, json!([7, "even"])), Ok(json!(["odd", "even"])));
    assert_eq!(
        process(&declared, json!(["x"])),
        Err(vec!["0.cannot_cast".to_owned()])
    );
}

#[test]
fn the_roots_take_any_value_as_it_is() {
    for name in ["duck", "atomic_duck", "duckture"] {
        for value in [json!(null), json!("1"), json!([1, { "a": null }])] {
            assert_eq!(process(&declare(&json!(name)), value.clone()), Ok(value));
        }
    }
}

#[test]
fn a_number_is_a_number_or_one_as_text() {
    let number = declare(&json!({ "type": "number", "min": 1 }));
    assert_eq!(process(&number, json!("2")), Ok(json!(2.0)));
    assert_eq!(process(&number, json!(2.5)), Ok(json!(2.5)));
    for value in [json!("x"), json!(null), json!([]), json!(true)] {
        refuses(&json!({ "type": "number", "min": 1 }), value, &["cannot_cast"]);
    }
}

#[test]
fn null_is_a_value_where_it_is_allowed_and_no_rule_looks_at_it() {
    let data = json!({ "type": "string", "allow_nil": true, "min_length": 1, "one_of": ["a"] });
    assert_eq!(process(&declare(&data), json!(null)), Ok(json!(null)));
    refuses(&json!("string"), json!(null), &["cannot_cast"]);
}

#[test]
fn defaults_take_the_place_of_what_is_absent_and_of_null() {
    let data = json!({
        "a": { "type": "integer", "default": "1" },
        "b": { "type": "integer", "default": 2, "allow_nil": true },
    });
    assert_eq!(process(&declare(&data), json!({})), Ok(json!({ "a": 1, "b": 2 })));
    assert_eq!(
        process(&declare(&data), json!({ "a": null, "b": null })),
        Ok(json!({ "a": 1, "b": null }))
    );
}

#[test]
fn unexpected_attributes_are_refused_or_left_out() {
    let strict = json!({ "a": "integer" });
    refuses(&strict, json!({ "a": "x", "b": 1 }), &["unexpected_attributes"]);
    let lenient = json!({
        "type": "attributes",
        "element_type_declarations": { "a": "integer" },
        "ignore_unexpected_attributes": true,
    });
    assert_eq!(
        process(&declare(&lenient), json!({ "a": "1", "b": 1 })),
        Ok(json!({ "a": 1 }))
    );
}

#[test]
fn what_is_fatal_hides_what_comes_after_it_and_the_rest_is_collected() {
    let data = json!({
        "a": { "type": "integer", "required": true, "min": 5, "multiple_of": 2 },
        "b": { "type": "array", "size": 2, "element_type_declaration": "integer" },
        "c": { "type": "tuple", "element_type_declarations": ["integer", "integer"] },
    });
    refuses(
        &data,
        json!({ "b": ["x"], "z": 1 }),
        &["a.missing_required_attribute"],
    );
    refuses(
        &data,
        json!({ "a": 1, "b": ["x"], "z": 1 }),
        &["unexpected_attributes"],
    );
    refuses(&data, json!({ "a": "x" }), &["a.cannot_cast"]);
    refuses(
        &data,
        json!({ "a": 1, "b": ["x"], "c": ["x"] }),
        &[
            "a.below_minimum",
            "a.not_a_multiple",
            "b.incorrect_tuple_size",
            "b.0.cannot_cast",
            "c.incorrect_tuple_size",
        ],
    );
}

#[test]
fn transformers_run_before_validators_whatever_their_order() {
    let data =
        json!({ "type": "string", "max_length": 3, "one_of": [" ABC"], "trim": true, "downcase": true });
    assert_eq!(declare(&data).to_strict()["one_of"], json!(["abc"]));
    assert_eq!(process(&declare(&data), json!("  ABC  ")), Ok(json!("abc")));
}

#[test]
fn entries_of_maps_have_types_and_their_errors_a_position() {
    let data = json!({
        "type": "associative_array",
        "key_type_declaration": "date",
        "value_type_declaration": "integer",
    });
    assert_eq!(
        process(&declare(&data), json!({ "20200131": "1" })),
        Ok(json!({ "2020-01-31": 1 }))
    );
    assert_eq!(
        process(&declare(&data), json!([["20200131", 1]])),
        Ok(json!({ "2020-01-31": 1 }))
    );
    refuses(&data, json!({ "x": "y", "20200131": 1 }), &["0.key.cannot_cast"]);
    refuses(&data, json!({ "20200131": "y" }), &["0.value.cannot_cast"]);
    refuses(
        &data,
        json!({ "20200131": 1, "2020-01-31": 2 }),
        &["duplicate_attributes"],
    );
}

#[test]
fn names_that_come_twice_are_refused_where_something_is_declared() {
    let (value, notes) = json::parse(br#"{"a":{"x":1,"x":2},"b":{"x":1,"x":2}}"#).expect("it is JSON");
    let declaration = declare(&json!({ "a": { "x": "integer" }, "b": "duck" }));
    let errors = declaration
        .process(value.clone(), &notes)
        .expect_err("a name comes twice");
    let found: Vec<(String, Value)> = errors
        .iter()
        .map(|error| (error.path.to_string(), error.issue.context()))
        .collect();
    assert_eq!(
        found,
        [("a".to_owned(), json!({ "duplicate_attributes": ["x"] }))]
    );
    assert_eq!(
        declare(&json!({ "a": "duck", "b": "duck" })).process(value.clone(), &notes),
        Ok(value)
    );
}

#[test]
fn models_are_declared_and_then_used_by_their_name() {
    let mut registry = TypeRegistry::standard();
    let data = json!({
        "type": "model",
        "name": "Point",
        "model_module": "Acme::Plane",
        "attributes_declaration": { "x": { "type": "float", "required": true } },
    });
    let point = registry.declare(&data).expect("the model is declared");
    let Base::Model(model) = &point.base else {
        panic!("a model")
    };
    registry.add_model(model.clone());
    let line = registry
        .declare(&json!(["Acme::Plane::Point"]))
        .expect("the model is known");
    assert_eq!(process(&line, json!([{ "x": "1.5" }])), Ok(json!([{ "x": 1.5 }])));
    assert_eq!(
        process(&line, json!([{}])),
        Err(vec!["0.x.missing_required_attribute".to_owned()])
    );
}

#[test]
fn a_value_may_have_to_be_of_a_type_without_a_cast() {
    let data = json!({ "type": "duck", "instance_of": "integer" });
    assert_eq!(process(&declare(&data), json!(7)), Ok(json!(7)));
    refuses(&data, json!("7"), &["not_instance_of"]);
}

#[test]
fn secrets_are_declared_and_do_not_show_in_errors() {
    let data = json!({ "pin": { "type": "integer", "sensitive": true, "max": 9 } });
    let errors = declare(&data)
        .process(json!({ "pin": 12345 }), &Notes::none())
        .expect_err("it is too large");
    let contexts: Vec<Value> = errors.iter().map(|error| error.issue.context()).collect();
    assert_eq!(contexts, [json!({ "value": "[REDACTED]", "max": 9 })]);
    let exposed = json!({ "type": "integer", "sensitive": true, "sensitive_exposed": true });
    assert_eq!(declare(&exposed).to_strict(), exposed);
}
