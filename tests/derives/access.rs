//! Who may see and change which attributes of a model.

use foobara::{
    __private::{Access, Base, Delegate, ModelType, Mutability},
    Declaration, Typed,
    prelude::*,
    schema::{Direction, Schemas},
};
use serde_json::json;

use super::context::Lab;

#[derive(Debug, PartialEq, Model)]
#[model(domain = Lab, delegates(street = "address.street", town = "address.town.name"))]
struct Keeper {
    #[input(immutable)]
    #[serde(rename = "fullName")]
    name: String,
    #[input(private)]
    salary: i64,
    address: Address,
}

#[derive(Debug, PartialEq, Model)]
#[model(domain = Lab, immutable)]
struct Address {
    street: String,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Badge {
    #[entity(key)]
    id: i64,
    #[input(private)]
    code: String,
}

fn access<T: Typed>() -> Access {
    match T::BASE {
        Base::Model(model) => ModelType::clone(&model).access,
        _ => panic!("a model"),
    }
}

#[test]
fn models_say_who_sees_and_changes_what() {
    let delegate = |name: &'static str, path: &[&'static str]| Delegate {
        name: name.into(),
        path: path.iter().map(|&step| step.into()).collect(),
        writer: false,
    };
    assert_eq!(
        access::<Keeper>(),
        Access {
            mutable: Mutability::Only(["salary", "address"].map(Into::into).to_vec().into()),
            private: vec!["salary".into()].into(),
            delegates: vec![
                delegate("street", &["address", "street"]),
                delegate("town", &["address", "town", "name"]),
            ]
            .into(),
        }
    );
    assert_eq!(
        access::<Address>(),
        Access {
            mutable: Mutability::None,
            ..Access::OPEN
        }
    );
    assert!(access::<Badge>().hides("code"));
}

#[test]
fn what_is_private_goes_in_and_never_comes_out() {
    let json = json!({ "fullName": "Ada", "salary": 5, "address": { "street": "Main" } });
    let keeper: Keeper = serde_json::from_value(json).expect("it fits");
    assert_eq!(keeper.salary, 5);
    assert_eq!(
        serde_json::to_value(&keeper).expect("it can be written"),
        json!({ "fullName": "Ada", "address": { "street": "Main" } })
    );
    let names = |direction| {
        let mut schemas = Schemas::new("#/$defs/", direction);
        schemas.value(&Declaration::of::<Keeper>());
        schemas.into_definitions()["Lab.Keeper"]["required"].clone()
    };
    assert_eq!(names(Direction::Input), json!(["fullName", "salary", "address"]));
    assert_eq!(names(Direction::Output), json!(["fullName", "address"]));
}
