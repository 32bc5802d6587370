//! Whatever is asked of the zoo: a plan changes nothing, is what the run then does, and is not applied once it is another.

#![cfg(feature = "sqlite")]

#[path = "../examples/zoo/commands/mod.rs"]
mod commands;
#[path = "../examples/zoo/domain.rs"]
mod domain;
#[path = "../examples/zoo/entities.rs"]
mod entities;
#[path = "four_ways/strategies.rs"]
mod strategies;

use std::sync::Arc;

use commands::{Celebrate, CreateCapybara, CreateKeeper, CreateSafe, Explode, IncrementAge, Opts};
use domain::Zoo;
use entities::{Capybara, Keeper, Safe};
use foobara::{
    Call, Encoding, ErrorCollection, Exposure, MemoryStore, NoCredentials, RawInputs, RunOptions, RunRecord,
    SqliteStore, Storage, prelude::*,
};
use foobara_testing::{
    TestApp,
    proptest::test_runner::{Config, FileFailurePersistence, TestRunner},
};
use serde_json::{Value, json};

/// Reads everything, as the zoo itself never does.
#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Capybara, Keeper, Safe))]
struct Dump;

impl Execute for Dump {
    type Output = (Vec<Capybara>, Vec<Keeper>, Vec<Safe>);
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let capybaras = cx.read::<Capybara>().all().await?;
        let keepers = cx.read::<Keeper>().all().await?;
        Ok((capybaras, keepers, cx.read::<Safe>().all().await?))
    }
}

type Calls = Vec<(String, Value)>;

/// A zoo, and how it is asked.
struct Asked {
    app: TestApp,
    exposure: Exposure,
}

impl Asked {
    async fn of(storage: impl Storage) -> Self {
        let commands = commands![
            CreateSafe,
            CreateKeeper,
            CreateCapybara,
            IncrementAge,
            Celebrate,
            Explode,
            Opts,
            Dump,
        ];
        let app = App::builder().domain::<Zoo>(commands).storage(storage);
        let app = TestApp::build(app).expect("a zoo without mistakes");
        app.prepare().await.expect("a database");
        let exposure = Exposure::of(&app).all().plans().build();
        Self {
            app,
            exposure: exposure.expect("an exposure without mistakes"),
        }
    }

    async fn dump(&self) -> Value {
        json!(self.app.run(Dump).await.expect("a dump"))
    }

    /// Plans; returns what is shown without the token, and the token.
    async fn plan(&self, (name, inputs): &(String, Value)) -> Result<(Value, String), ErrorCollection> {
        let call = Call::new(name, raw(inputs), &NoCredentials);
        let plan = self.exposure.plan(call).await?;
        let token = plan.token.as_ref().expect("no secrets").to_string();
        let mut shown = json!(plan);
        shown["token"] = Value::Null;
        Ok((shown, token))
    }

    /// Runs; returns what the plan of it would have shown.
    async fn run(&self, (name, inputs): &(String, Value)) -> Result<Value, ErrorCollection> {
        let record = Arc::new(RunRecord::new());
        let mut options = RunOptions::default();
        options.record = Some(Arc::clone(&record));
        let entry = self.app.command(name).found().expect("a command of the zoo");
        let run = entry.run(self.app.app().clone(), raw(inputs), options, Encoding::Atomic);
        let result: Value = serde_json::from_slice(&run.await?).expect("a result is JSON");
        Ok(json!({
            "command": entry.meta.reference(),
            "result": result,
            "changes": record.changes(),
            "port_calls": record.port_calls(),
            "subcommands": record.subcommands(),
            "policies": record.policies(),
            "token": null,
            "token_expires_in": 900,
            "no_token": null,
        }))
    }
}

fn raw(inputs: &Value) -> RawInputs {
    RawInputs::json(inputs.to_string())
}

/// What is changed, as text: entity and key.
fn touched(shown: &Value) -> Vec<String> {
    let changes = shown["changes"].as_array().expect("changes").iter();
    changes
        .map(|change| format!("{} {}", change["entity"], change["key"]))
        .collect()
}

/// A plan changes nothing, and is what the run then does.
async fn plans_are_true(asked: Asked, calls: Calls) {
    for call in &calls {
        let before = asked.dump().await;
        let planned = asked.plan(call).await.map(|(shown, _)| shown);
        assert_eq!(asked.dump().await, before, "planning {call:?} changed something");
        assert_eq!(
            planned.map_err(|errors| errors.to_json()),
            asked.run(call).await.map_err(|errors| errors.to_json()),
            "{call:?}"
        );
    }
}

/// A plan is applied if it would still be the same and nothing that it would change was changed; otherwise nothing is.
async fn plans_are_kept(asked: Asked, calls: Calls) {
    for pair in calls.chunks_exact(2) {
        let [planned, between] = pair else { continue };
        let Ok((shown, token)) = asked.plan(planned).await else {
            continue;
        };
        let moved = asked
            .run(between)
            .await
            .map(|done| touched(&done))
            .unwrap_or_default();
        let again = asked.plan(planned).await.map(|(shown, _)| shown);
        let holds = again.as_ref().is_ok_and(|again| *again == shown)
            && touched(&shown).iter().all(|record| !moved.contains(record));
        let before = asked.dump().await;
        match asked.app.apply(&token, RunOptions::default()).await {
            Ok(result) => {
                assert!(holds, "{planned:?} was applied after {between:?}");
                let result: Value = serde_json::from_slice(&result).expect("a result is JSON");
                assert_eq!(result, shown["result"]);
                assert_eq!(asked.dump().await == before, touched(&shown).is_empty());
            }
            Err(errors) => {
                assert!(!holds, "{planned:?} after {between:?}: {}", errors.to_sentence());
                let keys: Vec<String> = errors.0.iter().map(|error| error.key().to_string()).collect();
                assert_eq!(keys, ["runtime.plan_outdated"]);
                assert_eq!(asked.dump().await, before);
            }
        }
    }
}

/// Draws calls and hands them to a law, in a runtime of its own.
fn hold<Held: Future<Output = ()>>(cases: u32, law: impl Fn(Calls) -> Held) {
    let mut config = Config::with_cases(cases);
    config.failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("regressions")));
    config.source_file = Some(file!());
    let held = TestRunner::new(config).run(&strategies::calls(12), |calls| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(law(calls));
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
}

async fn on_disk(law: impl AsyncFn(Asked, Calls), calls: Calls) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::open(folder.path().join("zoo.sqlite"))
        .await
        .expect("a database");
    law(Asked::of(store).await, calls).await;
}

#[test]
fn plans_are_true_in_memory() {
    hold(64, async |calls| {
        plans_are_true(Asked::of(MemoryStore::new()).await, calls).await
    });
}

#[test]
fn plans_are_true_on_disk() {
    hold(8, |calls| on_disk(plans_are_true, calls));
}

#[test]
fn plans_are_kept_in_memory() {
    hold(128, async |calls| {
        plans_are_kept(Asked::of(MemoryStore::new()).await, calls).await
    });
}

#[test]
fn plans_are_kept_on_disk() {
    hold(8, |calls| on_disk(plans_are_kept, calls));
}
