//! Records within the inputs of a command.

use std::collections::{BTreeMap, HashMap};

use foobara::{
    Auto, CommandDefinition, Encoding, Entity as _, ErrorCollection, Exposure, MemoryStore, RawInputs,
    Record, RunOptions, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
struct Article {
    #[entity(key)]
    id: Auto<i64>,
    price: i64,
}

#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct Line {
    article: Record<Article>,
    number: i64,
}

#[derive(Debug, Clone, Model)]
struct Wished(Record<Article>);

/// A box with boxes in it.
#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct Parcel {
    line: Option<Line>,
    #[serde(default)]
    parcels: Vec<Self>,
}

#[derive(Debug, Clone, Model)]
struct Colour(String);

#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct Wrapping {
    colour: Colour,
    within: Vec<Self>,
}

#[derive(Debug, Command)]
#[command(domain = Shop, reads(Article))]
struct Total {
    lines: Vec<Line>,
    #[serde(default)]
    by_name: BTreeMap<String, Record<Article>>,
    #[serde(default)]
    by_number: HashMap<i64, Line>,
    parcel: Option<Parcel>,
    wished: Option<Wished>,
    wrapping: Option<Wrapping>,
}

impl Line {
    fn total(&self) -> i64 {
        self.article.price * self.number
    }
}

impl Parcel {
    fn total(&self) -> i64 {
        let within: i64 = self.parcels.iter().map(Self::total).sum();
        self.line.as_ref().map_or(0, Line::total) + within
    }
}

impl Execute for Total {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let lines = self.lines.iter().chain(self.by_number.values()).map(Line::total);
        let alone = self.by_name.values().map(|article| article.price);
        let wished = self.wished.map_or(0, |wished| wished.0.price);
        let parcel = self.parcel.map_or(0, |parcel| parcel.total());
        Ok(lines.chain(alone).sum::<i64>() + wished + parcel)
    }
}

#[foobara::command(domain = Shop)]
fn wrap(wrapping: Wrapping) -> bool {
    wrapping.within.is_empty()
}

#[foobara::command(domain = Shop, writes(Article))]
async fn add(cx: Context<'_, Add>, price: i64) -> Result<(), Fault> {
    let id = Auto::unassigned();
    cx.write::<Article>().create(Article { id, price }).await?;
    Ok(())
}

/// Adds up as `Total` does.
fn defined_total() -> CommandDefinition {
    CommandDefinition::new("Shop::DefinedTotal", |inputs, _| {
        Box::pin(async move {
            let price = |record: &Value| record["price"].as_i64().unwrap_or_default();
            let total = |line: &Value| price(&line["article"]) * line["number"].as_i64().unwrap_or_default();
            let lines = inputs["lines"].as_array().into_iter().flatten().map(total);
            let named = inputs
                .get("by_name")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            Ok(json!(
                lines.chain(named.map(|(_, article)| price(article))).sum::<i64>()
            ))
        })
    })
    .inputs(json!({
        "lines": ["Shop::Line"],
        "by_name": {
            "type": "associative_array",
            "key_type_declaration": "string",
            "value_type_declaration": "Shop::Article",
        },
    }))
    .reads(Article::model)
}

async fn shop() -> App {
    let app = App::builder()
        .domain::<Shop>(commands![Add, Total, Wrap])
        .define(defined_total())
        .storage(MemoryStore::default())
        .build()
        .expect("it is right");
    for price in [3, 50] {
        app.run(Add { price }).await.expect("it is new");
    }
    app
}

async fn call(app: &App, name: &str, inputs: &Value) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn they_are_loaded_wherever_they_stand() {
    let app = shop().await;
    let line = json!({ "article": 2, "number": 10 });
    for (inputs, total) in [
        (json!({ "lines": [{ "article": 1, "number": 2 }, line] }), 506),
        (json!({ "lines": [], "by_name": { "a": 1, "b": 2 } }), 53),
        (json!({ "lines": [], "by_number": { "7": line } }), 500),
        (json!({ "lines": [], "wished": 2 }), 50),
        (
            json!({ "lines": [], "parcel": { "line": line, "parcels": [{ "parcels": [{ "line": line }] }] } }),
            1_000,
        ),
    ] {
        assert_eq!(
            call(&app, "Shop::Total", &inputs).await,
            Ok(json!(total)),
            "{inputs}"
        );
    }
}

#[tokio::test]
async fn missing_ones_are_reported_at_their_path() {
    let app = shop().await;
    let line = |article: i64| json!({ "article": article, "number": 1 });
    let inputs = json!({
        "lines": [line(1), line(8)],
        "by_name": { "a": 1, "b": 9 },
        "by_number": { "5": line(10) },
        "wished": 11,
        "parcel": { "parcels": [{ "line": line(1) }, { "line": line(12) }] },
    });
    let errors = call(&app, "Shop::Total", &inputs)
        .await
        .expect_err("five are missing");
    assert_eq!(
        errors.keys(),
        [
            "data.lines.1.article.not_found",
            "data.by_name.1.value.not_found",
            "data.by_number.0.value.article.not_found",
            "data.parcel.parcels.1.line.article.not_found",
            "data.wished.not_found",
        ]
    );
    assert_eq!(
        errors.first().map(|error| error.context()),
        Some(json!({ "entity_class": "Shop::Article", "criteria": 8, "data_path": "lines.1.article" }))
    );
}

#[tokio::test]
async fn definitions_load_them_alike() {
    let app = shop().await;
    let line = |article: i64| json!({ "article": article, "number": 2 });
    let inputs = json!({ "lines": [line(1), line(2)], "by_name": { "a": 2 } });
    assert_eq!(call(&app, "DefinedTotal", &inputs).await, Ok(json!(156)));
    let inputs = json!({ "lines": [line(1), line(8)], "by_name": { "a": 1, "b": 9 } });
    assert_eq!(
        call(&app, "DefinedTotal", &inputs).await,
        call(&app, "Shop::Total", &inputs).await
    );
}

#[tokio::test]
async fn manifests_say_that_they_may_be_missing() {
    let exposure = Exposure::of(&shop().await).all().build().expect("it is right");
    let manifest = exposure.manifest();
    let errors = manifest.pointer("/command/Shop::Total/possible_errors");
    let mut keys: Vec<&str> = errors
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .filter(|key| key.ends_with(".not_found"))
        .collect();
    keys.retain(|key| !key.contains("parcels"));
    assert_eq!(
        keys,
        [
            "data.by_name.#.value.not_found",
            "data.by_number.#.value.article.not_found",
            "data.lines.#.article.not_found",
            "data.parcel.line.article.not_found",
            "data.wished.not_found",
        ]
    );
}

#[test]
fn only_commands_that_hold_some_wait_for_them() {
    const { assert!(<Total as foobara::Command>::RECORDS) };
    const { assert!(!<Wrap as foobara::Command>::RECORDS) };
}

mod mistakes {
    use super::*;

    #[derive(Debug, Clone, Model)]
    #[serde(tag = "kind")]
    enum Payment {
        Cash,
        Voucher { article: Record<Article> },
    }

    #[foobara::command(domain = Shop)]
    fn undeclared(lines: Vec<Line>) -> bool {
        lines.is_empty()
    }

    #[foobara::command(domain = Shop, reads(Article))]
    fn pay(payment: Payment) -> bool {
        matches!(payment, Payment::Cash)
    }

    #[test]
    fn are_reported_when_the_app_is_built() {
        let unread = CommandDefinition::new("Shop::Unread", |_, _| Box::pin(async { Ok(Value::Null) }));
        let built = App::builder()
            .domain::<Shop>(commands![Undeclared, Pay, Total])
            .define(unread.inputs(json!({ "lines": ["Shop::Line"] })))
            .storage(MemoryStore::default())
            .build();
        let said = built.map_or_else(|errors| errors.to_string(), |_| String::new());
        let expected = [
            "the app cannot be built: 3 mistakes",
            "the definition of `Shop::Unread` is wrong: the inputs: `lines` is a record of `Shop::Article`; add \
             `.reads(Article::model)`",
            "`lines` of `Shop::Undeclared` holds records of `Shop::Article`; add `reads(Article)` to the \
             `#[command(..)]` of the command",
            "`payment` of `Shop::Pay` holds a `Record` within a tuple or an enum, where it is not loaded; use `Key` \
             there",
        ];
        assert_eq!(said, expected.join("\n  - "));
    }
}
