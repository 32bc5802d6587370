//! What a hostile caller or a careless command cannot do.

use std::{collections::BTreeMap, future::poll_fn, pin::pin, task::Poll};

use foobara::{Auto, Encoding, ErrorCollection, InputErrors, MemoryStore, RawInputs, RunOptions, prelude::*};
use serde_json::{Value, json};

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    #[input(max_length = 8)]
    text: String,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum Refusal {
    #[error("boom")]
    Boom,
}

async fn write<C: foobara::Writes<Note>>(cx: Context<'_, C>, text: &str) -> Result<Note, Fault> {
    cx.write::<Note>()
        .create(Note {
            id: Auto::unassigned(),
            text: text.to_owned(),
        })
        .await
}

/// Writes a note, waits for a moment that never comes when told, and fails
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct WriteAndFail {
    hangs: bool,
}

impl Execute for WriteAndFail {
    type Output = ();
    type Error = Refusal;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        write(cx, "half").await?;
        if self.hangs {
            std::future::pending::<()>().await;
        }
        Err(Refusal::Boom.into())
    }
}

/// Goes on as if nothing had happened
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note), depends_on(WriteAndFail))]
struct Swallow;

impl Execute for Swallow {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let _ = cx.sub(WriteAndFail { hangs: false }).run().await;
        Ok(())
    }
}

/// Drops a sub-command half-way and goes on
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note), depends_on(WriteAndFail))]
struct Abandon;

impl Execute for Abandon {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let mut attempt = pin!(cx.sub(WriteAndFail { hangs: true }).attempt());
        poll_fn(|task| {
            let _ = attempt.as_mut().poll(task);
            Poll::Ready(())
        })
        .await;
        Ok(())
    }
}

/// Stores a note that its entity does not allow
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct Overflow;

impl Execute for Overflow {
    type Output = Note;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(write(cx, "longer than eight").await?)
    }
}

/// Counts the notes
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Note))]
struct Count;

impl Execute for Count {
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.read::<Note>().count(foobara::Filter::All).await?)
    }
}

#[derive(Debug, Model)]
struct Login {
    #[input(max_length = 4)]
    pin: String,
}

/// Takes secrets of every shape
#[derive(Debug, Command)]
#[command(domain = Lab)]
struct Tell {
    tags: Option<Vec<String>>,
    list: Option<Sensitive<Vec<String>>>,
    login: Option<Sensitive<Login>>,
    letter: Option<char>,
    marks: Option<BTreeMap<String, i64>>,
}

impl Execute for Tell {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.tags.unwrap_or_default())
    }
}

fn app() -> App {
    let commands = commands![WriteAndFail, Swallow, Abandon, Overflow, Count, Tell];
    App::builder()
        .domain::<Lab>(commands)
        .storage(MemoryStore::new())
        .build()
        .expect("no mistakes")
}

async fn ask(app: &App, name: &str, inputs: RawInputs) -> Result<Value, ErrorCollection> {
    let entry = app.command(name).found().expect("the command is there");
    let body = entry
        .run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic)
        .await?;
    Ok(serde_json::from_slice(&body).expect("results are JSON"))
}

async fn tell(text: String) -> Result<Value, ErrorCollection> {
    ask(&app(), "Tell", RawInputs::json(text.into_bytes())).await
}

/// Runs a command and returns the keys of its errors and the number of notes afterwards.
async fn after(name: &str) -> (Vec<String>, Value) {
    let app = app();
    let outcome = ask(&app, name, RawInputs::default()).await;
    let count = ask(&app, "Count", RawInputs::default())
        .await
        .expect("notes can be counted");
    (
        outcome.err().map(|errors| errors.keys()).unwrap_or_default(),
        count,
    )
}

#[tokio::test]
async fn a_failure_that_is_swallowed_fails_the_parent_all_the_same() {
    assert_eq!(
        after("Swallow").await,
        (vec!["lab::write_and_fail>runtime.boom".to_owned()], json!(0))
    );
}

#[tokio::test]
async fn a_subcommand_that_is_dropped_half_way_takes_the_run_with_it() {
    assert_eq!(
        after("Abandon").await,
        (vec!["runtime.cancelled".to_owned()], json!(0))
    );
}

#[tokio::test]
async fn a_record_that_breaks_a_rule_of_its_entity_is_not_stored() {
    assert_eq!(
        after("Overflow").await,
        (vec!["runtime.invalid_record".to_owned()], json!(0))
    );
}

#[tokio::test]
async fn secrets_within_secrets_do_not_show() {
    let text = r#"{"list":[["hunter2"]],"login":{"pin":["hunter2"]}}"#;
    let errors = tell(text.to_owned()).await.expect_err("nothing fits");
    assert_eq!(
        errors.keys(),
        ["data.list.0.cannot_cast", "data.login.pin.cannot_cast"]
    );
    assert!(
        !serde_json::to_string(&errors)
            .expect("errors are JSON")
            .contains("hunter2")
    );
    let errors = tell(r#"{"login":{"pin":"hunter2"}}"#.to_owned())
        .await
        .expect_err("the pin is too long");
    assert_eq!(errors.keys(), ["data.login.pin.max_length_exceeded"]);
    assert!(
        !serde_json::to_string(&errors)
            .expect("errors are JSON")
            .contains("hunter2")
    );
}

#[tokio::test]
async fn errors_are_not_many_times_as_long_as_what_caused_them() {
    let many = vec!["[]"; 50_000].join(",");
    let errors = tell(format!(r#"{{"tags":[{many}]}}"#))
        .await
        .expect_err("no element fits");
    assert_eq!(errors.0.len(), InputErrors::MOST);
}

#[tokio::test]
async fn many_numbers_beyond_64_bits_are_refused_one_by_one() {
    let big = vec!["99999999999999999999"; 30_000].join(",");
    let small = vec![r#""""#; 30_000].join(",");
    let errors = tell(format!(r#"{{"tags":[{small},{big}]}}"#))
        .await
        .expect_err("numbers are too long");
    assert_eq!(
        errors.0.first().map(foobara::ErrorReport::key).as_deref(),
        Some("data.tags.30000.cannot_cast")
    );
    let minus_zero = tell(r#"{"tags":[-0,99999999999999999999]}"#.to_owned())
        .await
        .expect_err("one is too long");
    assert_eq!(minus_zero.keys(), ["data.tags.1.cannot_cast"]);
}

#[tokio::test]
async fn what_is_replaced_from_elsewhere_is_not_held_against_the_caller() {
    let given = RawInputs::json(r#"{"letter":99999999999999999999,"letter":1}"#);
    let values = json!({ "letter": "x" }).as_object().cloned().expect("an object");
    assert_eq!(ask(&app(), "Tell", given.and(values)).await, Ok(json!([])));
}

#[tokio::test]
async fn a_letter_is_one_character() {
    let errors = tell(r#"{"letter":"ab"}"#.to_owned())
        .await
        .expect_err("two letters");
    assert_eq!(errors.keys(), ["data.letter.max_length_exceeded"]);
}

/// Returns the one error of a body that no command can take, and how long all of it is as JSON.
async fn refusal(text: String) -> (String, usize) {
    let errors = tell(text).await.expect_err("no command takes it");
    let json = serde_json::to_string(&errors).expect("errors are JSON");
    (errors.keys().join(" "), json.len())
}

#[tokio::test]
async fn a_million_brackets_are_no_json() {
    for piece in ["[", "{\"tags\":", "{\"tags\":[", "[{\"\":"] {
        let (key, length) = refusal(piece.repeat(1_000_000)).await;
        assert_eq!(key, "runtime.invalid_json");
        assert!(length < 400, "{length} bytes of error");
    }
}

#[tokio::test]
async fn a_string_of_a_megabyte_is_answered_with_an_error_that_is_not_much_longer() {
    let long = "a".repeat(1_000_000);
    for (inputs, expected) in [
        (json!({ "letter": long }), "data.letter.max_length_exceeded"),
        (json!({ "tags": long }), "data.tags.cannot_cast"),
        (
            json!({ "login": { "pin": long } }),
            "data.login.pin.max_length_exceeded",
        ),
        (json!({ long.clone(): 1 }), "data.unexpected_attributes"),
        (json!(long), "data.cannot_cast"),
    ] {
        let (key, length) = refusal(inputs.to_string()).await;
        assert_eq!(key, expected);
        assert!(length < 3 * long.len(), "{expected}: {length} bytes of error");
    }
    let accepted = tell(json!({ "tags": [long] }).to_string()).await;
    assert_eq!(accepted, Ok(json!([long])));
    let unclosed = refusal(format!("{{\"tags\":[\"{long}")).await;
    assert_eq!(unclosed.0, "runtime.invalid_json");
    assert!(unclosed.1 < 400, "{} bytes of error", unclosed.1);
}

#[tokio::test]
async fn a_key_that_comes_twice_in_a_map_is_refused_however_good_its_values_are() {
    for text in [r#"{"marks":{"a":1,"a":2}}"#, r#"{"marks":{"a":1,"a":"2"}}"#] {
        let errors = tell(text.to_owned()).await.expect_err("`a` comes twice");
        assert_eq!(errors.keys(), ["data.marks.duplicate_attributes"]);
    }
}
