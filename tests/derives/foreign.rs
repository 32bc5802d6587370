//! Fields of types that are described elsewhere.

use foobara::{Declaration, InputErrors, prelude::*};
use foobara_types::{cast, json::Notes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::context::{Lab, run};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Point {
    x: u8,
}

#[derive(Debug, Clone, PartialEq, Command)]
#[command(domain = Lab)]
struct Travel {
    #[input(foreign)]
    to: Point,
    #[input(foreign)]
    via: Vec<Point>,
    #[input(foreign)]
    home: Option<Point>,
    #[input(foreign, default)]
    from: Point,
}

#[derive(Debug, Clone, PartialEq, Model)]
struct Trip {
    #[input(foreign)]
    to: Point,
    #[input(foreign)]
    home: Option<Point>,
}

impl Execute for Travel {
    type Output = Trip;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(Trip {
            to: self.to,
            home: self.home,
        })
    }
}

fn travel(json: Value) -> Travel {
    serde_json::from_value(json).expect("it fits")
}

#[test]
fn fields_keep_their_types() {
    assert_eq!(
        travel(json!({ "to": { "x": 1 }, "via": [{ "x": 2 }] })),
        Travel {
            to: Point { x: 1 },
            via: vec![Point { x: 2 }],
            home: None,
            from: Point { x: 0 },
        }
    );
    let trip = run(travel(
        json!({ "to": { "x": 1 }, "via": [], "home": { "x": 3 }, "from": null }),
    ));
    let trip = trip.expect("nothing is wrong");
    assert_eq!(
        serde_json::to_value(&trip).expect("it can be written"),
        json!({ "to": { "x": 1 }, "home": { "x": 3 } })
    );
    let homeless = Trip { home: None, ..trip };
    assert_eq!(
        serde_json::to_value(&homeless).expect("it can be written"),
        json!({ "to": { "x": 1 } })
    );
}

#[test]
fn the_own_decoder_says_what_is_wrong() {
    let mut inputs = json!({ "to": { "x": "1" }, "via": [] });
    let mut errors = InputErrors::new();
    cast::cast(
        &<Travel as foobara::Command>::META.inputs,
        &mut inputs,
        &Notes::none(),
        &mut errors,
    );
    let found: Vec<(String, String)> = errors
        .into_iter()
        .map(|error| (error.path.to_string(), error.issue.message().to_string()))
        .collect();
    let message = "invalid type: string \"1\", expected u8".to_owned();
    assert_eq!(found, [("to".to_owned(), message)]);
}

#[test]
fn declarations_and_schemas_tell_of_them() {
    let strict = Declaration::of::<Trip>().to_strict();
    assert_eq!(
        strict,
        json!({
            "type": "attributes",
            "element_type_declarations": { "to": "foreign", "home": { "type": "foreign", "allow_nil": true } },
            "required": ["to"],
        })
    );
    let schema = foobara::schema::Schemas::new("#/$defs/", foobara::schema::Direction::Input)
        .value(&Declaration::of::<Trip>());
    assert_eq!(schema["properties"]["to"]["required"], json!(["x"]));
}
