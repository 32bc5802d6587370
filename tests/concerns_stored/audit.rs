//! `audit`: who asked for what, and what came of it.

use std::time::{Duration, UNIX_EPOCH};

use foobara::{
    AppBuilder, Auto, Encoding, RawInputs, RunOptions,
    concern::{Audit, AuditEntry, AuditMemory, AuditTracing},
    prelude::*,
};
use foobara_testing::TestApp;
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Domain)]
struct Vault;

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum OpenError {
    #[error("wrong code")]
    WrongCode,
}

/// Opens a door
#[derive(Debug, Command)]
#[command(domain = Vault)]
struct Open {
    #[input(max = 3)]
    door: u8,
    code: Sensitive<String>,
    note: Option<String>,
    #[input(default = 1)]
    times: u8,
}

impl Execute for Open {
    type Output = bool;
    type Error = OpenError;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        if self.code.expose() == "0000" {
            Ok(true)
        } else {
            Err(OpenError::WrongCode.into())
        }
    }
}

/// Opens two doors
#[derive(Debug, Command)]
#[command(domain = Vault, depends_on(Open))]
struct OpenAll;

impl Execute for OpenAll {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.sub(open(1, "0000")).run().await?;
        Ok(cx.sub(open(2, "9999")).run().await?)
    }
}

fn open(door: u8, code: &str) -> Open {
    Open {
        door,
        code: Sensitive::new(code.to_owned()),
        note: None,
        times: 1,
    }
}

fn vault(audit: impl FnOnce(AuditMemory) -> Audit) -> (TestApp, AuditMemory) {
    let memory = AuditMemory::new();
    let builder: AppBuilder = App::builder().domain::<Vault>(commands![Open, OpenAll]);
    let app = TestApp::build(
        builder
            .concern(audit(memory.clone()))
            .concern(Audit::to(AuditTracing)),
    );
    (app.expect("no mistakes"), memory)
}

type Told = (Option<String>, String, Option<Value>, Vec<String>);

fn told(entry: &AuditEntry) -> Told {
    let AuditEntry {
        caller,
        command,
        inputs,
        errors,
        ..
    } = entry;
    (
        caller.as_deref().map(str::to_owned),
        command.reference(),
        inputs.clone(),
        errors.clone(),
    )
}

#[tokio::test]
async fn an_entry_says_who_asked_for_what_and_what_came_of_it() {
    let (app, memory) = vault(Audit::to);
    let mut ann = RunOptions::default();
    ann.caller = Some("ann".into());
    app.clock().advance(Duration::from_secs(60));
    let _ = app.run_with(open(1, "0000"), &ann).await;
    let entry = app.command("Open").found().expect("a command");
    for inputs in [
        r#"{"door":"1","code":"0000"}"#,
        r#"{"door":1,"code":"1234"}"#,
        r#"{"door":"x"}"#,
        "?",
    ] {
        let run = entry.run(
            app.app().clone(),
            RawInputs::json(inputs),
            ann.clone(),
            Encoding::Atomic,
        );
        let _ = run.await;
    }
    let _ = app.run(open(9, "0000")).await;
    let _ = app.run(OpenAll).await;

    let entry = |caller: Option<&str>, name: &str, inputs: Option<Value>, errors: &[&str]| -> Told {
        let errors = errors.iter().map(|&key| key.to_owned()).collect();
        (
            caller.map(str::to_owned),
            format!("Vault::{name}"),
            inputs,
            errors,
        )
    };
    let ann = Some("ann");
    let first = Some(json!({ "door": 1, "times": 1 }));
    let expected = [
        entry(ann, "Open", first.clone(), &[]),
        entry(ann, "Open", first.clone(), &[]),
        entry(ann, "Open", first, &["runtime.wrong_code"]),
        entry(ann, "Open", None, &["data.code.missing_required_attribute"]),
        entry(ann, "Open", None, &["runtime.invalid_json"]),
        entry(
            None,
            "Open",
            Some(json!({ "door": 9, "times": 1 })),
            &["data.door.max_exceeded"],
        ),
        entry(
            None,
            "OpenAll",
            Some(json!({})),
            &["vault::open>runtime.wrong_code"],
        ),
    ];
    let entries = memory.entries();
    assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(
        entries
            .iter()
            .all(|entry| entry.at == UNIX_EPOCH + Duration::from_secs(60))
    );
    assert!(!format!("{memory:?}").contains("0000"));
}

#[tokio::test]
async fn queries_may_be_left_out() {
    let (app, memory) = vault(|memory| Audit::to(memory).only_writes());
    assert_eq!(app.run(open(1, "0000")).await.ok(), Some(true));
    assert!(memory.entries().is_empty());
}

mod law {
    use super::*;

    proptest! {
        #[test]
        fn each_run_has_one_entry_that_says_what_its_caller_was_told(
            runs in prop::collection::vec((0..6_u8, "[09]{4}", any::<bool>()), 0..20)
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
            runtime.block_on(async {
                let (app, memory) = vault(Audit::to);
                let mut answers = Vec::new();
                for (door, code, is_text) in runs {
                    answers.push(if is_text {
                        let inputs = json!({ "door": door, "code": code }).to_string().into_bytes();
                        let entry = app.command("Open").found().expect("a command");
                        let (app, inputs) = (app.app().clone(), RawInputs::json(inputs));
                        let run = entry.run(app, inputs, RunOptions::default(), Encoding::Atomic);
                        run.await.err().map(|errors| errors.keys())
                    } else {
                        let answer = app.run(open(door, &code)).await;
                        answer.err().map(|failure| failure.into_errors().keys())
                    });
                }
                let told: Vec<_> = memory.entries().into_iter().map(|entry| entry.errors).collect();
                let answers: Vec<_> = answers.into_iter().map(Option::unwrap_or_default).collect();
                assert_eq!(told, answers);
            });
        }
    }
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Vault)]
struct Coin {
    #[entity(key)]
    id: Auto<i64>,
    cents: i64,
}

/// Puts a coin into the vault, and fails when it is of no worth
#[derive(Debug, Command)]
#[command(domain = Vault, creates(Coin))]
struct Keep {
    cents: i64,
}

impl Execute for Keep {
    type Output = ();
    type Error = OpenError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let coin = Coin {
            id: Auto::unassigned(),
            cents: self.cents,
        };
        cx.write::<Coin>().create(coin).await?;
        if self.cents == 0 {
            return Err(OpenError::WrongCode.into());
        }
        Ok(())
    }
}

#[tokio::test]
async fn what_lasts_is_written_down() {
    let memory = AuditMemory::new();
    let builder = App::builder()
        .domain::<Vault>(commands![Keep])
        .concern(Audit::to(memory.clone()));
    let app = TestApp::in_memory(builder).expect("no mistakes");
    assert!(app.run(Keep { cents: 5 }).await.is_ok());
    assert!(app.run(Keep { cents: 0 }).await.is_err());
    app.plan(Keep { cents: 7 }).await.expect("a plan");
    let changes: Vec<Value> = memory
        .entries()
        .iter()
        .map(|entry| json!(entry.changes))
        .collect();
    let kept = json!({ "id": 1, "cents": 5 });
    let created = json!({
        "entity": "Vault::Coin",
        "key": 1,
        "kind": "created",
        "changed": ["id", "cents"],
        "before": null,
        "after": kept,
    });
    assert_eq!(changes, [json!([created]), json!([])]);
}
