//! What hooks are told, and what becomes of a run that one of them refuses.

use std::sync::{Arc, Mutex, PoisonError};

use foobara::{ErrorReport, Event, FaultKind, State, Transition, When};
use foobara_testing::{TestApp, given};
use serde_json::{Value, json};

use crate::lab::{Lab, Notes, Persist, Write, builder};

#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    /// Writes events as the golden traces do.
    fn note(&self, event: &Event<'_>) {
        let transition = event.transition.as_str();
        let line = match event.when {
            When::Before => format!("before_{transition}[{}]", event.state().as_str()),
            When::After => format!("after_{transition}[{}]", event.state().as_str()),
            When::Error => format!("error_any({transition})"),
        };
        self.lines().push(line);
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn traced() -> (TestApp, Trace) {
    let trace = Trace::default();
    let noted = trace.clone();
    let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
        noted.note(event);
        Ok(())
    });
    (TestApp::in_memory(builder).expect("no mistakes"), trace)
}

/// Returns the trace that Ruby foobara left in a scenario, without what the command itself said and without Ruby's
/// exceptions.
fn golden(scenario: &str) -> Vec<String> {
    let file = include_str!("../../foobara-testing/golden/lifecycle.jsonl");
    let scenarios = file
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let scenario = scenarios
        .into_iter()
        .find(|one| one["scenario"] == scenario)
        .expect("a scenario");
    let trace = scenario["callback_trace"].as_array().expect("a trace").iter();
    let lines = trace
        .filter_map(Value::as_str)
        .filter(|line| line.starts_with(char::is_lowercase));
    lines
        .map(|line| line.split(": ").next().unwrap_or(line).to_owned())
        .collect()
}

#[tokio::test]
async fn hooks_see_what_rubys_callbacks_saw() {
    let runs = [
        ("success", 1, false, GOOD),
        ("validation_failure", -1, false, &["data.n.below_minimum"]),
        ("runtime_error_halting", 1, true, &["runtime.boom"]),
    ];
    for (scenario, n, fails, errors) in runs {
        let (app, trace) = traced();
        let outcome = app.run(Write { n, fails }).await;
        let found = outcome
            .err()
            .map(|failure| failure.into_errors().keys())
            .unwrap_or_default();
        assert_eq!(found, errors, "{scenario}");
        assert_eq!(*trace.lines(), golden(scenario), "{scenario}");
    }
}

const GOOD: &[&str] = &[];

#[tokio::test]
async fn a_fault_of_a_hook_fails_the_run_and_undoes_it() {
    let before_the_end = [
        Transition::OpenTransaction,
        Transition::CastAndValidateInputs,
        Transition::LoadRecords,
        Transition::ValidateRecords,
        Transition::Validate,
        Transition::RunExecute,
        Transition::CommitTransaction,
    ];
    for frozen in before_the_end {
        for when in [When::Before, When::After] {
            let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
                if (event.transition, event.when) == (frozen, when) {
                    let error = ErrorReport::runtime("frozen", "Nothing moves");
                    return Err(FaultKind::Reported(vec![error]).into());
                }
                Ok(())
            });
            let app = TestApp::in_memory(builder).expect("no mistakes");
            let then = given(&app).when(Write { n: 1, fails: false }).await;
            if (frozen, when) == (Transition::CommitTransaction, When::After) {
                // It lasts already, and must not be said to have failed.
                then.then_success(1);
                given(&app).when(Notes).await.then_success(json!(["written"]));
            } else {
                then.then_errors(&["runtime.frozen"]);
                given(&app).when(Notes).await.then_success(json!([]));
            }
        }
    }
}

#[tokio::test]
async fn hooks_see_inputs_and_the_commands_of_their_scope() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    let builder = builder().hook_domain::<Lab>(move |event: &Event<'_>| {
        if (event.transition, event.when) == (Transition::RunExecute, When::Before) {
            let n = event.input::<Write>().map(|write| write.n);
            noted
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((event.command.name, n));
        }
        Ok(())
    });
    let app = TestApp::in_memory(builder).expect("no mistakes");
    given(&app)
        .when(Persist { fails: false })
        .await
        .then_success(false);
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(*seen, [("Persist", None), ("Write", Some(1))]);
}

#[tokio::test]
async fn a_run_ends_in_one_terminal_state() {
    for (n, fails, end) in [
        (1, false, State::Succeeded),
        (1, true, State::Failed),
        (-1, false, State::Failed),
    ] {
        let (app, trace) = traced();
        let _ = app.run(Write { n, fails }).await;
        let ends = format!("[{}]", end.as_str());
        assert!(
            trace.lines().last().is_some_and(|line| line.ends_with(&ends)),
            "{trace:?}",
            trace = trace.lines()
        );
    }
}
