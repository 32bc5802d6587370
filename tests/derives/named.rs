//! Types with a name of their own: a struct around one value.

use foobara::{
    Declaration, Exposure, InputErrors, Typed,
    json::Notes,
    prelude::*,
    schema::{Direction, Schemas},
};
use serde_json::json;

#[derive(Domain)]
struct Shop;

/// A stock keeping unit
#[derive(Debug, Clone, PartialEq, Model)]
#[model(domain = Shop)]
struct Sku(#[input(trim, upcase, matches = r"\A[A-Z]{3}-\d+\z")] String);

#[derive(Debug, Clone, PartialEq, Model)]
struct Shelf(#[input(min = 1, max = 99)] u8);

/// Takes things out of a shelf
#[derive(Debug, Clone, Command)]
#[command(domain = Shop)]
struct Take {
    sku: Sku,
    #[input(not_null)]
    shelf: Option<Shelf>,
    others: Vec<Sku>,
}

impl Execute for Take {
    type Output = Vec<Sku>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok([vec![self.sku], self.others].concat())
    }
}

fn app() -> App {
    App::builder()
        .domain::<Shop>(commands![Take])
        .build()
        .expect("the app is right")
}

fn sku(text: &str) -> Sku {
    Sku(text.to_owned())
}

#[tokio::test]
async fn rules_of_a_named_type_apply_wherever_it_is_used() {
    let take = Take {
        sku: sku(" abc-1"),
        shelf: None,
        others: vec![sku("DEF-2")],
    };
    let taken = app().run(take.clone()).await.expect("all is well");
    assert_eq!(taken, [sku("ABC-1"), sku("DEF-2")]);
    let wrong = Take {
        sku: sku("1"),
        shelf: Some(Shelf(100)),
        others: vec![sku("ABC-3"), sku("")],
    };
    let errors = app().run(wrong).await.expect_err("three are wrong");
    let keys: Vec<String> = errors
        .into_errors()
        .keys()
        .into_iter()
        .map(|key| key.to_string())
        .collect();
    assert_eq!(
        keys,
        [
            "data.sku.does_not_match",
            "data.shelf.max_exceeded",
            "data.others.1.does_not_match"
        ]
    );
}

#[test]
fn values_are_written_as_what_they_are_around() {
    assert_eq!(serde_json::to_value(sku("ABC-1")).ok(), Some(json!("ABC-1")));
    assert_eq!(serde_json::from_value::<Shelf>(json!(3)).ok(), Some(Shelf(3)));
    assert!(serde_json::from_value::<Shelf>(json!("3")).is_err());
}

#[test]
fn declarations_say_the_name_and_schemas_the_rules() {
    let declaration = Declaration::of::<Vec<Sku>>();
    assert_eq!(
        declaration.to_strict(),
        json!({ "type": "array", "element_type_declaration": "Shop::Sku" })
    );
    let mut schemas = Schemas::new("#/$defs/", Direction::Input);
    assert_eq!(
        schemas.value(&Declaration::of::<Shelf>()),
        json!({ "type": "integer", "minimum": 1, "maximum": 99 })
    );
}

#[test]
fn declarations_from_data_name_the_types_of_commands() {
    let app = app();
    let skus = app
        .types()
        .declare(&json!(["Shop::Sku"]))
        .expect("the type is known");
    assert_eq!(
        skus.process(json!([" xyz-1 "]), &Notes::none()),
        Ok(json!(["XYZ-1"]))
    );
    assert!(app.types().extends("Shop::Sku", "string"));
    assert!(app.types().extends("Shelf", "number"));
}

#[test]
fn the_manifest_lists_named_types() {
    let app = app();
    let manifest = Exposure::of(&app).all().build().expect("no mistakes").manifest();
    let entry = &manifest["type"]["Shop::Sku"];
    assert_eq!(
        (
            &entry["description"],
            &entry["base_type"],
            &entry["declaration_data"]
        ),
        (
            &json!("A stock keeping unit"),
            &json!("string"),
            &json!({ "type": "string", "trim": true, "upcase": true, "matches": r"\A[A-Z]{3}-\d+\z" })
        )
    );
    assert_eq!(
        manifest["command"]["Shop::Take"]["inputs_type"]["element_type_declarations"],
        json!({
            "sku": "Shop::Sku", "shelf": "Shelf",
            "others": { "type": "array", "element_type_declaration": "Shop::Sku" },
        })
    );
}

#[test]
fn what_is_within_is_checked_where_it_stands() {
    let (mut shelf, mut errors) = (Shelf(0), InputErrors::new());
    Typed::check(&mut shelf, None, &mut errors);
    assert_eq!(errors.as_collection().keys(), ["data.below_minimum"]);
}
