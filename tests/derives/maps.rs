//! Maps whose keys are no plain text.

use std::collections::{BTreeMap, HashMap};

use foobara::{Declaration, Encoding, RawInputs, RunOptions, prelude::*};
use serde_json::{Value, json};

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Model)]
enum Size {
    Small,
    Large,
}

/// Counts what there is of each
#[derive(Debug, Command)]
#[command(domain = Lab)]
struct Count {
    ages: BTreeMap<u8, Vec<String>>,
    sizes: HashMap<Size, i64>,
}

impl Execute for Count {
    type Output = BTreeMap<u8, i64>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let large = self.sizes.get(&Size::Large).copied().unwrap_or_default();
        let counted = self.ages.into_iter().map(|(age, names)| {
            let names = i64::try_from(names.len()).unwrap_or(i64::MAX);
            (age, names.saturating_add(large))
        });
        Ok(counted.collect())
    }
}

fn run(inputs: &Value) -> Result<Value, Vec<String>> {
    let app = App::builder().domain::<Lab>(commands![Count]).build();
    let app = app.expect("the app is right");
    let entry = app.command("Count").found().expect("the command is there");
    let inputs = RawInputs::json(inputs.to_string().into_bytes());
    let run = entry.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let outcome = runtime.expect("a runtime starts").block_on(run);
    match outcome {
        Ok(result) => Ok(serde_json::from_slice(&result).expect("the result is JSON")),
        Err(failure) => Err(failure.keys().into_iter().map(|key| key.to_string()).collect()),
    }
}

#[test]
fn keys_are_numbers_and_names_as_they_are_or_cast() {
    let counted = Ok(json!({ "3": 12, "40": 11 }));
    let (ages, sizes) = (
        json!({ "3": ["Ada", "Bob"], "40": ["Eve"] }),
        json!({ "large": 10 }),
    );
    assert_eq!(run(&json!({ "ages": ages, "sizes": sizes })), counted);
    let ages = json!({ "003": ["Ada", "Bob"], "40": ["Eve"] });
    assert_eq!(run(&json!({ "ages": ages, "sizes": { "large": "10" } })), counted);
}

#[test]
fn bad_keys_are_reported_at_their_position() {
    assert_eq!(
        run(&json!({ "ages": { "1": [], "256": [], "x": [] }, "sizes": { "huge": 1 } })),
        Err(vec![
            "data.ages.1.key.cannot_cast".to_owned(),
            "data.ages.2.key.cannot_cast".to_owned(),
            "data.sizes.0.key.value_not_valid".to_owned(),
        ])
    );
}

#[test]
fn declarations_say_what_keys_are() {
    assert_eq!(
        Declaration::of::<BTreeMap<u8, bool>>().to_strict(),
        json!({
            "type": "associative_array",
            "key_type_declaration": "integer",
            "value_type_declaration": "boolean",
        })
    );
    assert_eq!(
        Declaration::of::<BTreeMap<String, bool>>().to_strict(),
        json!({ "type": "associative_array", "value_type_declaration": "boolean" })
    );
}
