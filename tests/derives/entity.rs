//! Entities and their rows.

use foobara::__private::{Datum, Entity, Kept, OnDelete, Row};
use foobara::{Key, Typed, prelude::*};
use serde_json::json;

use super::context::Lab;

#[derive(Debug, Clone, Copy, PartialEq, Model)]
enum Mood {
    Calm,
    VeryCalm,
}

/// An animal
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Lab)]
struct Capybara {
    #[serde(skip)]
    seen: bool,
    name: String,
    #[entity(key)]
    id: i64,
    mood: Option<Mood>,
    #[entity(json)]
    tags: Vec<String>,
    #[entity(version)]
    version: i64,
}

fn capybara() -> Capybara {
    Capybara {
        seen: false,
        name: "Fumiko".to_owned(),
        id: 7,
        mood: Some(Mood::VeryCalm),
        tags: vec!["old".to_owned()],
        version: 1,
    }
}

#[test]
fn the_declaration_says_which_attribute_is_the_key() {
    let model = Capybara::model();
    assert_eq!(model.reference(), "Lab::Capybara");
    assert_eq!(model.primary_key.as_deref(), Some("id"));
    assert_eq!(model.attributes.required_names(), ["name", "tags", "version"]);
    assert_eq!(
        (Capybara::KEY, Capybara::model().kept.version),
        (1, Some("version"))
    );
    let foobara::__private::Base::Model(base) = Capybara::BASE else {
        panic!("a model")
    };
    assert!(std::ptr::eq(&raw const *base, model));
    assert_eq!(capybara().key(), Some(7));
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Cage {
    #[entity(key)]
    id: i64,
    #[entity(unique, searched)]
    label: String,
    #[serde(rename = "guest")]
    #[entity(indexed, on_delete = clear)]
    capybara: Option<Key<Capybara>>,
}

#[test]
fn the_declaration_says_what_records_are_held_to() {
    let kept = Kept {
        elsewhere: false,
        version: None,
        unique: &[&["label"]],
        indexed: &[&["guest"]],
        searched: &["label"],
        references: &[("guest", OnDelete::Clear)],
        stamps: &[],
    };
    assert_eq!(Cage::model().kept, kept);
    assert_eq!(
        Capybara::model().kept,
        Kept {
            version: Some("version"),
            ..Kept::PLAIN
        }
    );
    assert!(Cage::model().refers_to("guest", Capybara::model()));
    assert!(!Cage::model().refers_to("label", Capybara::model()));
    assert!(!Cage::model().refers_to("guest", Cage::model()));
}

#[test]
fn rows_hold_the_attributes_in_order_and_come_back() {
    let row = capybara().to_row();
    assert_eq!(
        row,
        Row::from([
            Datum::Text("Fumiko".to_owned()),
            Datum::Int(7),
            Datum::Text("very_calm".to_owned()),
            Datum::Json(json!(["old"])),
            Datum::Int(1),
        ])
    );
    assert_eq!(Capybara::from_row(row).expect("it fits"), capybara());
}

#[test]
fn rows_that_do_not_fit_say_where() {
    let mut row = capybara().to_row();
    row.set(2, Datum::Text("wild".to_owned()));
    let error = Capybara::from_row(row).expect_err("no such mood").to_string();
    assert!(error.ends_with("mood: text that is no Mood"), "{error}");
    assert!(Capybara::from_row(Row::from([])).is_err());
}
