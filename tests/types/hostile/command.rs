//! A command that is sent more than it can take.

use foobara::{Encoding, InputErrors, RawInputs, RunOptions, prelude::*};
use foobara_types::json;
use serde_json::Value;

use super::{LONG, keys::keys, now};

#[derive(Domain)]
struct Wild;

#[derive(Debug, Model)]
#[model(domain = Wild)]
pub(super) struct Node {
    #[input(min_length = 1)]
    name: String,
    children: Option<Vec<Self>>,
    next: Option<Box<Self>>,
}

/// Takes one input of every kind
#[derive(Debug, Command)]
#[command(domain = Wild)]
struct Take {
    whole: Option<i64>,
    real: Option<f64>,
    flag: Option<bool>,
    text: Option<String>,
    list: Option<Vec<i64>>,
    pair: Option<(i64, i64)>,
    map: Option<std::collections::BTreeMap<String, String>>,
    node: Option<Node>,
    any: Option<Value>,
    secret: Option<Sensitive<String>>,
}

impl Execute for Take {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

pub(super) fn app() -> App {
    App::builder()
        .domain::<Wild>(commands![Take])
        .build()
        .expect("no mistakes")
}

async fn take(app: &App, text: String) -> Vec<String> {
    let entry = app.command("Take").found().expect("the command is there");
    let inputs = RawInputs::json(text.into_bytes());
    let run = entry.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await.err().map(|errors| errors.keys()).unwrap_or_default()
}

#[tokio::test]
async fn nodes_within_nodes_are_refused_beyond_128_levels() {
    let nested = |levels: usize| {
        let open = r#"{"name":"n","next":"#.repeat(levels);
        format!(r#"{{"node":{open}null{}}}"#, "}".repeat(levels))
    };
    let app = app();
    assert_eq!(take(&app, nested(100)).await, Vec::<String>::new());
    assert_eq!(take(&app, nested(200_000)).await.len(), 1);
}

#[tokio::test]
async fn a_million_brackets_are_refused_for_every_kind_of_field() {
    const MILLION: usize = 1_000_000;
    let app = app();
    for field in [
        "whole", "real", "flag", "text", "list", "pair", "map", "node", "any", "secret", "none",
    ] {
        for bomb in ["[", r#"{"a":"#, r#"[{"children":"#] {
            let text = format!(r#"{{"{field}":{}"#, bomb.repeat(MILLION));
            assert_eq!(take(&app, text).await.len(), 1, "{field} {bomb}");
        }
    }
    assert!(json::parse("[".repeat(MILLION).as_bytes()).is_err());
}

#[tokio::test]
async fn a_hundred_thousand_keys_of_text_are_read_in_time() {
    const KEYS: usize = 100_000;
    let app = app();
    let entries = |value: &str| {
        keys(KEYS)
            .map(|key| format!(r#""{key}":{value}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    let start = now();
    assert_eq!(
        take(&app, format!(r#"{{"map":{{{}}}}}"#, entries(r#""x""#))).await,
        Vec::<String>::new()
    );
    assert_eq!(
        take(&app, format!(r#"{{"map":{{{}}}}}"#, entries("[]")))
            .await
            .len(),
        InputErrors::MOST
    );
    assert_eq!(
        take(&app, format!("{{{}}}", entries("1"))).await,
        ["data.unexpected_attributes"]
    );
    let twice = format!(r#"{{"map":{{{},{}}}}}"#, entries(r#""x""#), entries("1"));
    assert_eq!(take(&app, twice).await, ["data.map.duplicate_attributes"]);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}
