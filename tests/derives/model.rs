//! Models: structs of attributes and enums of names.

use foobara::{Declaration, Typed, prelude::*};
use serde_json::json;

use super::context::Lab;

/// Where letters go
#[derive(Debug, Clone, PartialEq, Model)]
#[model(domain = Lab)]
struct Address {
    street: String,
    #[serde(rename = "zip")]
    code: Option<i64>,
    pin: Sensitive<String>,
    #[serde(skip)]
    seen: bool,
}

#[derive(Debug, PartialEq, Model)]
struct Point {
    x: i64,
    y: i64,
}

#[derive(Debug, PartialEq, Model)]
struct Tree {
    #[input(min_length = 1)]
    name: String,
    children: Vec<Self>,
    parent: Option<Box<Self>>,
}

#[derive(Debug, PartialEq, Model)]
struct Empty;

#[derive(Debug, PartialEq, Clone, Copy, Model)]
enum Colour {
    LightBrown,
    #[serde(rename = "grey", alias = "gray")]
    Stone,
    HTTPBlue,
}

#[derive(Debug, PartialEq, Model)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
enum Size {
    VeryLarge,
}

#[test]
fn models_with_a_domain_have_a_name() {
    let declaration = Declaration::of::<Address>();
    assert_eq!(declaration.to_strict(), "Lab::Address");
    let foobara::__private::Base::Model(model) = declaration.base else {
        panic!("a model")
    };
    assert_eq!(model.description.as_deref(), Some("Where letters go"));
    assert!(model.primary_key.is_none());
    assert!(std::ptr::eq(
        &raw const *model,
        match Address::BASE {
            foobara::__private::Base::Model(again) => &raw const *again,
            _ => panic!("a model"),
        }
    ));
}

#[test]
fn models_without_a_domain_are_attributes() {
    assert_eq!(
        Declaration::of::<Point>().to_strict(),
        json!({
            "type": "attributes",
            "element_type_declarations": { "x": "integer", "y": "integer" },
            "required": ["x", "y"],
        })
    );
}

#[test]
fn secrets_and_what_was_not_given_are_left_out() {
    let address = Address {
        street: "Main".to_owned(),
        code: None,
        pin: Sensitive::new("1234".to_owned()),
        seen: true,
    };
    assert_eq!(
        serde_json::to_value(&address).expect("it can be written"),
        json!({ "street": "Main" })
    );
    let read: Address = serde_json::from_value(json!({ "street": "Main", "pin": "1234" })).expect("it fits");
    assert_eq!(
        read,
        Address {
            seen: false,
            ..address
        }
    );
    let written = serde_json::to_value(Address {
        code: Some(1),
        ..read
    })
    .expect("it can be written");
    assert_eq!(written, json!({ "street": "Main", "zip": 1 }));
}

#[test]
fn models_may_hold_themselves() {
    let tree: Tree =
        serde_json::from_value(json!({ "name": "a", "children": [{ "name": "b", "children": [] }] }))
            .expect("it fits");
    assert_eq!(tree.children[0].name, "b");
    const { assert!(Tree::CHECKED) };
    let mut errors = foobara::InputErrors::new();
    let mut tree = Tree {
        children: vec![Tree {
            name: String::new(),
            children: vec![],
            parent: None,
        }],
        ..tree
    };
    tree.check(None, &mut errors);
    let paths: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
    assert_eq!(paths, ["children.0.name"]);
}

/// Plants a tree and returns it
#[foobara::command(domain = Lab)]
fn plant(tree: Tree) -> Tree {
    tree
}

#[test]
fn models_that_hold_themselves_have_a_name_where_commands_take_them() {
    let built = App::builder().domain::<Lab>(commands![Plant]).build();
    let mistakes: Vec<String> = built
        .expect_err("it is refused")
        .0
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        mistakes,
        [
            "`Lab::Plant` has a model without a name that holds itself, so that nothing could describe it; \
          add `#[model(domain = ..)]` to the model"
        ]
    );
}

#[test]
fn a_model_may_be_empty() {
    assert_eq!(serde_json::to_value(Empty).expect("it can be written"), json!({}));
    assert_eq!(
        serde_json::from_value::<Empty>(json!({})).expect("it fits"),
        Empty
    );
}

#[test]
fn enums_are_names() {
    for (colour, name) in [
        (Colour::LightBrown, "light_brown"),
        (Colour::Stone, "grey"),
        (Colour::HTTPBlue, "http_blue"),
    ] {
        assert_eq!(serde_json::to_value(colour).expect("it can be written"), name);
        assert_eq!(
            serde_json::from_value::<Colour>(json!(name)).expect("it fits"),
            colour
        );
    }
    assert_eq!(
        serde_json::from_value::<Colour>(json!("gray")).expect("it fits"),
        Colour::Stone
    );
    let error = serde_json::from_value::<Colour>(json!("Stone"))
        .expect_err("no name")
        .to_string();
    assert_eq!(
        error,
        "unknown variant `Stone`, expected one of `light_brown`, `grey`, `http_blue`"
    );
    assert!(serde_json::from_value::<Colour>(json!({ "grey": null })).is_err());
    assert!(serde_json::from_value::<Colour>(json!(0)).is_err());
    assert_eq!(
        serde_json::to_value(Size::VeryLarge).expect("it can be written"),
        "VERY-LARGE"
    );
    assert_eq!(
        Declaration::of::<Colour>().to_strict(),
        json!({ "type": "symbol", "one_of": ["light_brown", "grey", "http_blue"] })
    );
}

#[test]
fn models_may_be_local() {
    #[derive(Debug, Model)]
    #[model(domain = Lab, name = "Renamed")]
    struct Local {
        x: i64,
    }

    assert_eq!(Declaration::of::<Local>().to_strict(), "Lab::Renamed");
    assert_eq!(
        serde_json::to_value(Local { x: 1 }).expect("it can be written"),
        json!({ "x": 1 })
    );
}
