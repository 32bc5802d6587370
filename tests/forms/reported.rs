//! Errors that are about a part of the inputs which only the run knows.

use foobara::{
    CommandDefinition, Encoding, ErrorCollection, ErrorDefinition, Exposure, FaultKind, PossibleErrors,
    RawInputs, RunOptions, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Model)]
struct Line {
    price: i64,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum OrderError {
    #[error("{price} is more than {most}")]
    #[possible(input = "lines.#.price")]
    TooDear { price: i64, most: i64 },
    #[error("nothing is sold")]
    Closed,
}

#[foobara::command(domain = Shop)]
fn order(cx: Context<'_, Order>, lines: Vec<Line>, most: i64) -> Result<i64, Failure<OrderError>> {
    for (index, &Line { price }) in lines.iter().enumerate() {
        if price > most {
            cx.report_at(
                format!("lines.{index}.price"),
                OrderError::TooDear { price, most },
            )?;
        }
    }
    Ok(lines.iter().map(|line| line.price).sum())
}

/// Reports errors where they are not.
#[foobara::command(domain = Shop)]
fn misplace(
    cx: Context<'_, Misplace>,
    lines: Vec<Line>,
    at: String,
    closed: bool,
) -> Result<i64, Failure<OrderError>> {
    let error = if closed {
        OrderError::Closed
    } else {
        OrderError::TooDear { price: 2, most: 1 }
    };
    cx.report_at(at, error)?;
    Ok(lines.iter().map(|line| line.price).sum())
}

fn defined_order() -> CommandDefinition {
    CommandDefinition::new("Shop::DefinedOrder", |inputs, cx| {
        Box::pin(async move {
            let most = inputs["most"].as_i64().unwrap_or_default();
            for (index, line) in inputs["lines"].as_array().into_iter().flatten().enumerate() {
                let price = line["price"].as_i64().unwrap_or_default();
                if price > most {
                    let context = json!({ "price": price, "most": most });
                    cx.report_at(format!("lines.{index}.price"), "too_dear", context)?;
                }
            }
            cx.report_at(
                inputs["at"].as_str().unwrap_or("lines.0.price"),
                "too_dear",
                json!({ "price": 0, "most": 0 }),
            )?;
            Ok(Value::Null)
        })
    })
    .inputs(json!({ "lines": [{ "price": "integer" }], "most": "integer", "at": "string" }))
    .result(json!("integer"))
    .error(
        ErrorDefinition::new("too_dear", "{price} is more than {most}")
            .about("lines.#.price")
            .context(json!({ "price": "integer", "most": "integer" })),
    )
}

fn app() -> App {
    let app = App::builder().domain::<Shop>(commands![Order, Misplace]);
    app.define(defined_order()).build().expect("it is right")
}

async fn call(app: &App, name: &str, inputs: Value) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

fn lines(prices: &[i64]) -> Vec<Line> {
    prices.iter().map(|&price| Line { price }).collect()
}

fn too_dear(index: usize, price: i64) -> Value {
    json!({
        "key": format!("data.lines.{index}.price.too_dear"),
        "path": ["lines", index, "price"],
        "runtime_path": [],
        "category": "data",
        "symbol": "too_dear",
        "message": format!("{price} is more than 9"),
        "context": { "price": price, "most": 9 },
        "is_fatal": false,
    })
}

#[tokio::test]
async fn each_is_at_its_path_with_its_message_and_none_stops_the_command() {
    let app = app();
    let outcome = app
        .run(Order {
            lines: lines(&[3, 11, 9, 12]),
            most: 9,
        })
        .await;
    let errors = outcome.expect_err("two are too dear").into_errors();
    assert_eq!(
        serde_json::to_value(&errors).expect("it is JSON"),
        json!([too_dear(1, 11), too_dear(3, 12)])
    );
    let within = app
        .run(Order {
            lines: lines(&[3, 9]),
            most: 9,
        })
        .await;
    assert_eq!(within.ok(), Some(12));
}

#[tokio::test]
async fn definitions_report_alike() {
    let lines = json!([{ "price": 3 }, { "price": 11 }]);
    let inputs = json!({ "lines": lines, "most": 9, "at": "lines.7.price" });
    let errors = call(&app(), "DefinedOrder", inputs)
        .await
        .expect_err("one is too dear");
    let mut last = too_dear(7, 0);
    last["message"] = json!("0 is more than 0");
    last["context"]["most"] = json!(0);
    assert_eq!(
        serde_json::to_value(&errors).expect("it is JSON"),
        json!([too_dear(1, 11), last])
    );
}

#[test]
fn manifests_have_the_pattern() {
    let exposure = Exposure::of(&app()).all().build().expect("it is right");
    let manifest = exposure.manifest();
    for command in ["Order", "DefinedOrder"] {
        let path = format!("/command/Shop::{command}/possible_errors/data.lines.#.price.too_dear/path");
        assert_eq!(
            manifest.pointer(&path),
            Some(&json!(["lines", "#", "price"])),
            "{command}"
        );
    }
}

#[tokio::test]
async fn what_is_reported_elsewhere_is_a_bug() {
    let app = app();
    for (at, closed) in [
        ("lines.first.price", false),
        ("lines.#.price", false),
        ("lines", false),
        ("", true),
    ] {
        let outcome = app
            .run(Misplace {
                lines: lines(&[]),
                at: at.to_owned(),
                closed,
            })
            .await;
        let Err(Failure::Fault(fault)) = outcome else {
            panic!("it fails at {at}")
        };
        assert!(matches!(fault.kind(), FaultKind::Misused(_)), "{at}: {fault:?}");
        assert_eq!(fault.into_errors().keys(), ["runtime.unknown"]);
    }
    let inputs = json!({ "lines": [], "most": 9, "at": "most" });
    let errors = call(&app, "DefinedOrder", inputs).await.expect_err("it is a bug");
    assert_eq!(errors.keys(), ["runtime.unknown"]);
}
