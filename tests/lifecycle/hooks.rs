//! What hooks hear: of which transitions, of which commands, and why one did not happen.

use foobara::{AppBuilder, Event, Hook, MemoryStore, On, RunOptions, State, Transition, prelude::*};
use serde_json::{Value, json};

use crate::{
    commands::{self, Lab},
    observed::{Trace, run},
};

/// Passes all that it is told on to another.
struct Wrapped<H>(H);

impl<H: Hook> Hook for Wrapped<H> {
    fn on(&self, event: &Event<'_>) -> Result<(), Fault> {
        self.0.on(event)
    }
}

/// Returns a hook that notes what it is told.
fn notes(on: On, trace: &Trace, what: impl Fn(&Event<'_>) -> String + Send + Sync + 'static) -> impl Hook {
    let trace = trace.clone();
    on.call(move |event| {
        trace.note(what(event));
        Ok(())
    })
}

/// Returns what is noted while a command runs.
async fn heard(
    command: &str,
    inputs: Value,
    hooks: impl FnOnce(AppBuilder, &Trace) -> AppBuilder,
) -> Vec<String> {
    let trace = Trace::default();
    let builder = commands::builder()
        .domain::<Annex>(commands![Count])
        .storage(MemoryStore::default());
    let app = hooks(builder, &trace).build().expect("no mistakes");
    run(&app, command, &inputs, RunOptions::default()).await;
    trace.lines()
}

#[tokio::test]
async fn a_hook_hears_of_what_it_says_and_of_nothing_else() {
    let (well, badly) = (json!({ "n": 1 }), json!({ "n": 1, "does": "fail" }));
    let transition =
        |event: &Event<'_>| format!("{:?} {} in {}", event.when, event.transition, event.state());
    for (on, inputs, expected) in [
        (
            On::before(Transition::Validate),
            &well,
            "Before validate in validated_records",
        ),
        (
            On::after(Transition::Validate),
            &well,
            "After validate in validated_execution",
        ),
        (On::error(Transition::Validate), &well, ""),
        (On::error(Transition::Validate), &badly, ""),
        (
            On::error(Transition::RunExecute),
            &badly,
            "Error run_execute in validated_execution",
        ),
        (
            On::error_any(),
            &badly,
            "Error run_execute in validated_execution",
        ),
        (
            On::before_any().from(State::Initialized),
            &well,
            "Before open_transaction in initialized",
        ),
        (
            On::after_any().to(State::Executing),
            &well,
            "After run_execute in executing",
        ),
        (
            On::after_any().from(State::ValidatedExecution),
            &well,
            "After run_execute in executing",
        ),
        (
            On::after_any().from(State::ValidatedExecution),
            &badly,
            "After fail in failed",
        ),
        (On::before(Transition::Fail).from(State::Executing), &badly, ""),
        (On::after(Transition::Validate).to(State::Executing), &well, ""),
    ] {
        let told = heard("Work", inputs.clone(), |builder, trace| {
            builder.hook(notes(on, trace, transition))
        });
        let told_by_another = heard("Work", inputs.clone(), |builder, trace| {
            builder.hook(Wrapped(notes(on, trace, transition)))
        });
        let told = (told.await.join(", "), told_by_another.await.join(", "));
        assert_eq!(told, (expected.to_owned(), expected.to_owned()), "{on:?}");
    }
}

#[derive(Domain)]
struct Annex;

/// Has the name of a command of another domain.
#[foobara::command(domain = Annex)]
async fn count() -> Result<i64, Infallible> {
    Ok(0)
}

#[tokio::test]
async fn a_hook_hears_of_the_commands_it_is_for() {
    for (command, inputs, expected) in [
        ("Lab::Count", json!({}), vec!["app", "domain", "command"]),
        ("Lab::Deep3", json!({ "n": 1 }), vec!["app", "domain"]),
        ("Annex::Count", json!({}), vec!["app"]),
    ] {
        let told = heard(command, inputs, |builder, trace| {
            let named =
                |name: &'static str| notes(On::after(Transition::Succeed), trace, move |_| name.to_owned());
            builder
                .hook(named("app"))
                .hook_domain::<Lab>(named("domain"))
                .hook_command::<commands::Count>(named("command"))
        });
        assert_eq!(told.await, expected, "{command}");
    }
}

#[tokio::test]
async fn a_hook_hears_why_a_transition_did_not_happen() {
    for (inputs, expected) in [
        (json!({ "n": 1, "does": "fail" }), "run_execute: runtime.boom"),
        (
            json!({ "n": -1 }),
            "cast_and_validate_inputs: data.n.below_minimum",
        ),
        (json!({ "n": 1, "e": 77 }), "validate_records: data.e.not_found"),
        (json!({ "n": 1, "does": "panic" }), "run_execute: runtime.unknown"),
    ] {
        let told = heard("Work", inputs, |builder, trace| {
            builder.hook(notes(On::error_any(), trace, |event| {
                format!("{}: {}", event.transition, event.errors().keys().join(", "))
            }))
        });
        assert_eq!(told.await, [expected]);
    }
}
