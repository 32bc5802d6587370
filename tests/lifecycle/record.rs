//! What a record has of a run.

use std::{any::Any, borrow::Cow, future::ready, sync::Arc, time::Duration};

use foobara::{
    AppBuilder, BoxFuture, ErrorReport, MemoryStore, On, RunOptions, RunRecord, State,
    ports::{Ports, TestClock},
    prelude::*,
};
use foobara_core::{Gate, Refusal};
use serde_json::{Value, json};

use crate::{
    commands::{self, Lab},
    observed::run,
};

/// Lets others have so many turns.
#[foobara::command(domain = Lab)]
async fn wait(turns: u32, fails: bool) -> Result<(), Fault> {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
    if fails {
        return Err(ErrorReport::runtime("tired", "Tired").into());
    }
    Ok(())
}

#[foobara::command(domain = Lab, depends_on(Wait))]
async fn wait_beside(cx: Context<'_, WaitBeside>, turns: Vec<u32>) -> Result<(), Fault> {
    let waits = turns.into_iter().map(|turns| {
        cx.sub(Wait {
            turns,
            fails: turns > 9,
        })
    });
    cx.join(waits.collect::<Vec<_>>()).await?;
    Ok(())
}

fn builder() -> AppBuilder {
    commands::builder()
        .domain::<Lab>(commands![Wait, WaitBeside])
        .storage(MemoryStore::default())
}

async fn recorded(app: &App, runs: &[(&str, Value)], record: RunRecord) -> Arc<RunRecord> {
    let record = Arc::new(record);
    for (command, inputs) in runs {
        let mut options = RunOptions::default();
        options.record = Some(Arc::clone(&record));
        run(app, command, inputs, options).await;
    }
    record
}

/// Returns the sub-commands of runs that share a record.
async fn subcommands(runs: &[(&str, Value)]) -> Value {
    let app = builder().build().expect("no mistakes");
    json!(recorded(&app, runs, RunRecord::new()).await.subcommands())
}

fn subcommand(command: &str, depth: u16, state: State) -> Value {
    json!({ "command": command, "depth": depth, "state": state.as_str() })
}

#[tokio::test]
async fn sub_commands_are_there_in_the_order_in_which_they_began() {
    let two = ("Parent", json!({ "runs": "two_of_which_the_second_fails" }));
    let deep = ("Deep0", json!({ "n": 1 }));
    assert_eq!(
        subcommands(std::slice::from_ref(&two)).await,
        json!([
            subcommand("Lab::Deep3", 1, State::Succeeded),
            subcommand("Lab::Deep3", 1, State::Failed),
        ])
    );
    assert_eq!(
        subcommands(&[two, deep]).await,
        json!([
            subcommand("Lab::Deep1", 1, State::Succeeded),
            subcommand("Lab::Deep2", 2, State::Succeeded),
            subcommand("Lab::Deep3", 3, State::Succeeded),
        ]),
        "those of the last run"
    );
}

#[tokio::test]
async fn each_of_several_that_run_beside_each_other_is_there_once() {
    for (turns, states) in [
        ([1, 2, 3], [State::Succeeded; 3]),
        ([3, 2, 1], [State::Succeeded; 3]),
        ([1, 2, 10], [State::Succeeded, State::Succeeded, State::Failed]),
    ] {
        let found = subcommands(&[("WaitBeside", json!({ "turns": turns }))]).await;
        let expected = states.map(|state| subcommand("Lab::Wait", 1, state));
        assert_eq!(found, json!(expected), "{turns:?}");
    }
}

#[tokio::test]
async fn the_steps_of_all_runs_are_there_and_the_state_of_the_last() {
    let app = builder().build().expect("no mistakes");
    let (well, badly) = (("Count", json!({})), ("Count", json!({ "n": 1 })));
    assert_eq!(RunRecord::new().state(), State::Initialized);
    let record = recorded(&app, &[well.clone(), badly], RunRecord::new()).await;
    assert_eq!((record.steps().len(), record.state()), (8 + 2, State::Failed));
    let deep = recorded(&app, &[("Deep2", json!({ "n": 5 })), well], RunRecord::new()).await;
    assert_eq!(deep.state(), State::Succeeded);
    assert_eq!(deep.replayed_by(), None);
}

#[tokio::test]
async fn a_timed_record_says_when_each_transition_happened() {
    let clock = Arc::new(TestClock::default());
    let ticking = Arc::clone(&clock);
    let ports = Ports {
        clock: Arc::<TestClock>::clone(&clock),
        ..Ports::test()
    };
    let tick = On::before_any().call(move |_| {
        ticking.advance(Duration::from_secs(1));
        Ok(())
    });
    let app = builder().ports(ports).hook(tick).build().expect("no mistakes");
    let runs = [("Count", json!({}))];
    let times = |record: Arc<RunRecord>| record.steps().iter().map(|step| step.at).collect::<Vec<_>>();
    let timed = recorded(&app, &runs, RunRecord::timed()).await;
    assert_eq!(
        times(timed),
        [0, 1, 2, 3, 4, 5, 6, 7].map(|second| Some(Duration::from_secs(second)))
    );
    let untimed = recorded(&app, &runs, RunRecord::new()).await;
    assert_eq!(times(untimed), [None; 8]);
}

/// Lets callers through, or not.
struct Rule {
    is_allowed: bool,
}

impl Gate for Rule {
    fn rule(&self) -> Cow<'static, str> {
        "keepers_only".into()
    }

    fn admit<'a>(&'a self, _inputs: &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<(), Fault>> {
        let admitted = self.is_allowed.then_some(());
        Box::pin(ready(admitted.ok_or_else(|| Refusal::Unauthenticated.into())))
    }
}

#[tokio::test]
async fn the_rules_that_were_asked_are_there_with_what_they_said() {
    let app = builder().build().expect("no mistakes");
    for (is_allowed, state) in [(true, State::Succeeded), (false, State::Failed)] {
        let record = Arc::new(RunRecord::new());
        let mut options = RunOptions::default();
        options.record = Some(Arc::clone(&record));
        options.gate = Some(Arc::new(Rule { is_allowed }));
        run(&app, "Count", &json!({}), options).await;
        let policies = json!([{ "rule": "keepers_only", "allowed": is_allowed }]);
        assert_eq!((json!(record.policies()), record.state()), (policies, state));
    }
}

/// Lets everybody through, and has no name.
struct Nameless;

impl Gate for Nameless {
    fn admit<'a>(&'a self, _inputs: &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(ready(Ok(())))
    }
}

#[tokio::test]
async fn a_rule_without_a_name_is_called_as_ruby_calls_it() {
    let app = builder().build().expect("no mistakes");
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    options.gate = Some(Arc::new(Nameless));
    run(&app, "Count", &json!({}), options).await;
    assert_eq!(
        json!(record.policies()),
        json!([{ "rule": "no_symbol_declared", "allowed": true }])
    );
}
