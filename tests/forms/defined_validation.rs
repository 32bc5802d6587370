//! Commands made at run time that look at their inputs, beside the same one derived.

use std::sync::Arc;

use foobara::{
    Auto, CommandDefinition, Encoding, Entity as _, ErrorCollection, ErrorDefinition, MemoryStore, RawInputs,
    Record, RunOptions, RunRecord, Step, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Inn;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Inn)]
struct Room {
    #[entity(key)]
    id: Auto<i64>,
    beds: i64,
}

#[foobara::command(domain = Inn, writes(Room))]
async fn build(cx: Context<'_, Build>, beds: i64) -> Result<i64, Fault> {
    let id = Auto::unassigned();
    Ok(cx.write::<Room>().create(Room { id, beds }).await?.beds)
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum StayError {
    #[error("it ends before {from}")]
    #[possible(input = "to")]
    TooEarly { from: i64 },
    #[error("the room has {beds} beds")]
    #[possible(input = "guests")]
    TooMany { beds: i64 },
    #[error("nobody stays for ever")]
    ForEver,
}

/// Books a stay; nobody is let in.
#[derive(Debug, Command)]
#[command(domain = Inn, reads(Room), validate)]
struct Stay {
    room: Record<Room>,
    guests: i64,
    from: i64,
    to: i64,
}

impl Execute for Stay {
    type Output = i64;
    type Error = StayError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.report(StayError::ForEver);
        Ok(0)
    }

    async fn validate(&self, cx: Context<'_, Self>) -> Result<(), Failure<StayError>> {
        if self.to < self.from {
            cx.report(StayError::TooEarly { from: self.from });
        }
        if self.guests > self.room.beds {
            return Err(StayError::TooMany { beds: self.room.beds }.into());
        }
        Ok(())
    }
}

/// The same, made of data.
fn lodge() -> CommandDefinition {
    let context = |name: &str| json!({ name: { "type": "integer", "required": true } });
    CommandDefinition::new("Inn::Lodge", |_, cx| {
        Box::pin(async move {
            cx.report("for_ever", json!({}))?;
            Ok(json!(0))
        })
    })
    .validate(|inputs, cx| {
        Box::pin(async move {
            let of = |value: &Value| value.as_i64().unwrap_or_default();
            let (from, beds) = (of(&inputs["from"]), of(&inputs["room"]["beds"]));
            if of(&inputs["to"]) < from {
                cx.report("too_early", json!({ "from": from }))?;
            }
            if of(&inputs["guests"]) > beds {
                return Err(cx.error("too_many", json!({ "beds": beds })));
            }
            Ok(())
        })
    })
    .inputs(json!({
        "type": "attributes",
        "element_type_declarations": {
            "room": "Inn::Room", "guests": "integer", "from": "integer", "to": "integer",
        },
        "required": ["room", "guests", "from", "to"],
    }))
    .result(json!("integer"))
    .error(
        ErrorDefinition::new("too_early", "it ends before {from}")
            .about("to")
            .context(context("from")),
    )
    .error(
        ErrorDefinition::new("too_many", "the room has {beds} beds")
            .about("guests")
            .context(context("beds")),
    )
    .error(ErrorDefinition::new("for_ever", "nobody stays for ever"))
    .reads(Room::model)
}

async fn app() -> App {
    let group = CommandDefinition::new("Inn::Group", |inputs, cx| {
        Box::pin(async move { cx.run("Lodge", Value::Object(inputs)).await })
    });
    let group = group
        .inputs(json!({ "room": "integer", "guests": "integer", "from": "integer", "to": "integer" }))
        .depends_on("Lodge");
    let app = App::builder()
        .domain::<Inn>(commands![Build, Stay])
        .define(lodge())
        .define(group)
        .storage(MemoryStore::default())
        .build()
        .expect("it is right");
    app.run(Build { beds: 2 }).await.expect("a room");
    app
}

/// Runs a command; returns its errors and the steps it took.
async fn run(app: &App, name: &str, inputs: &'static str) -> (ErrorCollection, Vec<String>) {
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    let command = app.command(name).found().expect("it is there");
    let run = command.run(app.clone(), RawInputs::json(inputs), options, Encoding::Atomic);
    let errors = run.await.expect_err("nobody is let in");
    (errors, record.steps().iter().map(Step::to_string).collect())
}

#[tokio::test]
async fn both_look_at_their_inputs_alike() {
    let app = app().await;
    for (inputs, keys) in [
        (
            r#"{"room":1,"guests":3,"from":5,"to":4}"#,
            vec!["data.to.too_early", "data.guests.too_many"],
        ),
        (
            r#"{"room":1,"guests":"3","from":5,"to":6}"#,
            vec!["data.guests.too_many"],
        ),
        (
            r#"{"room":1,"guests":2,"from":5,"to":4}"#,
            vec!["data.to.too_early"],
        ),
        (
            r#"{"room":1,"guests":2,"from":5,"to":6}"#,
            vec!["runtime.for_ever"],
        ),
        (
            r#"{"room":2,"guests":3,"from":5,"to":4}"#,
            vec!["data.room.not_found"],
        ),
    ] {
        let derived = run(&app, "Stay", inputs).await;
        assert_eq!(derived.0.keys(), keys, "{inputs}");
        assert_eq!(run(&app, "Lodge", inputs).await, derived, "{inputs}");
    }
}

#[tokio::test]
async fn what_a_sub_command_finds_is_at_its_run_time_path() {
    let (errors, _) = run(&app().await, "Group", r#"{"room":1,"guests":3,"from":5,"to":4}"#).await;
    assert_eq!(
        errors.keys(),
        ["inn::lodge>data.to.too_early", "inn::lodge>data.guests.too_many"]
    );
}
