//! What can be looked at afterwards of what a run was given and of what came of it.

use std::sync::Arc;

use foobara::{
    App, Around, BoxFuture, CommandDefinition, Concern, Encoding, ErrorCollection, FaultKind, RawInputs,
    RunOptions, RunRecord, State, prelude::*,
};
use foobara_testing::TestApp;
use serde_json::{Map, Value, json};

use crate::lab::{Lab, Trip, Write, builder};

#[derive(Debug, Model)]
struct Door {
    keeper: String,
    code: Sensitive<String>,
}

/// Opens a door.
#[foobara::command(domain = Lab)]
fn unlock(keeper: String, #[serde(alias = "pin")] code: Sensitive<String>) -> Door {
    Door { keeper, code }
}

fn app() -> TestApp {
    let echo = CommandDefinition::new("Lab::Echo", |inputs, _cx| {
        Box::pin(async move { Ok(Value::Object(inputs)) })
    });
    let echo = echo.inputs(json!({ "n": "integer" }));
    let app = builder().domain::<Lab>(commands![Unlock]).define(echo);
    TestApp::in_memory(app).expect("no mistakes")
}

fn recorded() -> (Arc<RunRecord>, RunOptions) {
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    (record, options)
}

/// Runs a command by its name; returns its record and its outcome.
async fn run(app: &App, name: &str, inputs: RawInputs) -> (Arc<RunRecord>, Result<Value, ErrorCollection>) {
    let (record, options) = recorded();
    let entry = app.command(name).found().expect("a command");
    let run = entry.run(app.clone(), inputs, options, Encoding::Atomic).await;
    let outcome = run.map(|result| serde_json::from_slice(&result).expect("a result is JSON"));
    (record, outcome)
}

/// Returns what the record has of a run that was given JSON text.
async fn inputs_of(name: &str, text: &'static str) -> Option<Value> {
    run(&app(), name, RawInputs::json(text)).await.0.inputs()
}

#[tokio::test]
async fn a_typed_run_leaves_its_inputs_and_its_result() {
    let (record, options) = recorded();
    assert_eq!((record.inputs(), record.result()), (None, None));
    app()
        .run_with(Write { n: 5, fails: false }, &options)
        .await
        .expect("it is well");
    assert_eq!(record.inputs(), Some(json!({ "n": 5, "fails": false })));
    assert_eq!(record.result(), Some(json!(5)));
    assert_eq!(record.errors(), ErrorCollection::new());
}

#[tokio::test]
async fn a_typed_run_that_fails_leaves_its_errors() {
    let (record, options) = recorded();
    let failure = app()
        .run_with(Write { n: -1, fails: false }, &options)
        .await
        .expect_err("it is negative");
    assert_eq!(record.inputs(), Some(json!({ "n": -1, "fails": false })));
    assert_eq!(record.result(), None);
    assert_eq!(record.errors(), failure.into_errors());
    assert_eq!(record.errors().keys(), ["data.n.below_minimum"]);
}

#[tokio::test]
async fn inputs_are_kept_as_they_came() {
    let app = app();
    let text = || RawInputs::json(r#"{"n":"5","fails":"no"}"#);
    let (record, outcome) = run(&app, "Write", text()).await;
    assert_eq!(record.inputs(), Some(json!({ "n": "5", "fails": "no" })));
    assert_eq!((record.result(), outcome), (Some(json!(5)), Ok(json!(5))));

    let values = Map::from_iter([("n".to_owned(), json!("6"))]);
    let (record, _) = run(&app, "Write", text().and(values)).await;
    assert_eq!(record.inputs(), Some(json!({ "n": "6", "fails": "no" })));
    assert_eq!(record.result(), Some(json!(6)));

    let (record, _) = run(&app, "Echo", RawInputs::json(r#"{"n":"7"}"#)).await;
    assert_eq!(record.inputs(), Some(json!({ "n": "7" })));
    assert_eq!(record.result(), Some(json!({ "n": 7 })));
}

#[tokio::test]
async fn what_is_refused_is_kept_beside_its_errors() {
    let app = app();
    for (text, inputs, key) in [
        (
            r#"{"n":"five"}"#,
            Some(json!({ "n": "five" })),
            "data.n.cannot_cast",
        ),
        (
            r#"{"n":1,"m":2}"#,
            Some(json!({ "n": 1, "m": 2 })),
            "data.unexpected_attributes",
        ),
        ("[5]", None, "data.cannot_cast"),
        (r#"{"n":"#, None, "runtime.invalid_json"),
    ] {
        let (record, outcome) = run(&app, "Write", RawInputs::json(text)).await;
        assert_eq!(record.inputs(), inputs);
        assert_eq!(record.result(), None);
        assert_eq!(record.errors().keys(), [key]);
        assert_eq!(Err(record.errors()), outcome);
    }
}

#[tokio::test]
async fn secrets_are_left_out() {
    let kept = Some(json!({ "keeper": "Ada" }));
    for text in [
        r#"{"keeper":"Ada","code":"canary"}"#,
        r#"{"keeper":"Ada","pin":"canary"}"#,
        r#"{"keeper":"Ada","cdoe":"canary"}"#,
    ] {
        assert_eq!(inputs_of("Unlock", text).await, kept, "{text}");
    }
    let unlock = Unlock {
        keeper: "Ada".to_owned(),
        code: Sensitive::new("canary".to_owned()),
    };
    let (record, options) = recorded();
    app().run_with(unlock, &options).await.expect("it opens");
    assert_eq!((record.inputs(), record.result()), (kept.clone(), kept));
}

#[tokio::test]
async fn a_panic_leaves_the_error_that_the_caller_gets() {
    let (record, outcome) = run(&app(), "Trip", RawInputs::default()).await;
    assert_eq!(record.state(), State::Errored);
    assert_eq!(record.errors().keys(), ["runtime.unknown"]);
    assert_eq!(Err(record.errors()), outcome);
}

#[tokio::test]
async fn a_panic_that_reaches_the_caller_is_an_unknown_error() {
    let (record, options) = recorded();
    let app = app();
    let run = std::panic::AssertUnwindSafe(app.run_with(Trip, &options));
    futures::FutureExt::catch_unwind(run).await.expect_err("it trips");
    assert_eq!(record.inputs(), Some(json!({})));
    assert_eq!(record.errors().keys(), ["runtime.unknown"]);
}

/// Answers in the place of a command that fails, or fails in the place of one that does not.
struct Turns;

impl Concern for Turns {
    fn name(&self) -> &'static str {
        "turns"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            run.proceed().await;
            if run.is_ok() {
                run.fail(FaultKind::Cancelled);
            } else {
                assert!(run.answer(Box::new(7_i64)) || run.answer(Box::new(b"7".to_vec())));
            }
        })
    }
}

#[tokio::test]
async fn what_concerns_make_of_an_outcome_counts() {
    let app = TestApp::in_memory(builder().concern_command::<Write>(Turns)).expect("no mistakes");
    for (fails, result, keys) in [
        (true, Some(json!(7)), vec![]),
        (false, None, vec!["runtime.cancelled"]),
    ] {
        let (typed, options) = recorded();
        let _ = app.run_with(Write { n: 1, fails }, &options).await;
        let inputs = json!({ "n": 1, "fails": fails });
        let (erased, _) = run(&app, "Write", RawInputs::json(inputs.to_string())).await;
        for record in [typed, erased] {
            assert_eq!(record.inputs(), Some(inputs.clone()));
            assert_eq!(record.result(), result);
            assert_eq!(record.errors().keys(), keys);
        }
    }
}
