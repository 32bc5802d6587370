//! Each scenario of `lifecycle.jsonl` is a test of its name, or is listed in [`ELSEWHERE`] with the reason.

use foobara::{
    AppBuilder, Around, BoxFuture, Concern, ErrorReport, Event, Fault, FaultKind, On, Place, Transition, When,
};
use serde_json::json;

use crate::{
    commands::Work,
    golden::{self, Differs, check},
    observed::{Case, Trace},
};

/// Scenarios that are not the same here, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "record_not_found_load_all",
        "records are always loaded in load_records; missing ones are refused in validate_records",
    ),
    (
        "undeclared_runtime_error",
        "does not compile: an error that is not declared has no type",
    ),
    ("result_not_castable", "does not compile: the result has a type"),
    (
        "result_cast",
        "does not compile: the result has a type, and is not cast",
    ),
    (
        "no_inputs_type_some_given",
        "refused as data.unexpected_attributes, which is no bug of the command",
    ),
    (
        "invalid_record_at_commit",
        "a record is checked when it is written: the run fails in execute",
    ),
    ("subcommand_not_declared", "does not compile"),
    (
        "around_callback_does_not_yield",
        "a concern that does nothing is a bug that ends the run in its place: `concerns/outcomes`",
    ),
    (
        "exception_in_before_succeed",
        "what is committed is not said to have failed: `injection`",
    ),
    (
        "exception_in_after_succeed",
        "what is committed is not said to have failed: `injection`",
    ),
    (
        "exception_in_after_fail",
        "the caller is told the error of the command, not that of a hook: `injection`",
    ),
    (
        "error_added_in_after_callback",
        "a fault after execute undoes the run, where Ruby commits it",
    ),
    (
        "open_new_tx_outer_fails",
        "no unit of work outlives the run that it is of",
    ),
    (
        "command_joins_outer_tx_commit",
        "only a parent has a unit of work to join: `subcommands_share_transaction_commit`",
    ),
    (
        "command_joins_outer_tx_outer_rolls_back",
        "only a parent has a unit of work to join: `subcommands_share_transaction_rollback`",
    ),
    (
        "tx_without_mode_inside_command",
        "there is one way to the unit of work, which joins",
    ),
    (
        "flush_then_fail",
        "what was written is undone on every driver, also in memory, where Ruby keeps it",
    ),
    ("duplicate_runtime_error", "kept once: `errors_are_kept_once`"),
    ("duplicate_input_error", "kept once: `errors_are_kept_once`"),
    (
        "halt_without_errors",
        "ends in errored instead of nowhere: `a_fault_of_no_errors_is_a_bug`",
    ),
];

macro_rules! scenarios {
    ($($name:ident: $case:expr $(, $differs:expr)?;)*) => {
        const HERE: &[&str] = &[$(stringify!($name)),*];

        $(#[tokio::test]
        async fn $name() {
            let differs = Differs::default();
            $(let differs: Differs = $differs;)?
            check(stringify!($name), $case, differs).await;
        })*
    };
}

scenarios! {
    success: Case::of("Work", json!({ "n": 1 }));
    success_with_string_cast: Case::of("Work", json!({ "n": "5" }));
    validation_failure: Case::of("Work", json!({ "n": -1 }));
    missing_required_hides_others: Case::of("Work", json!({ "s": "abcdef", "zed": 1 }));
    unexpected_attribute: Case::of("Work", json!({ "n": "x", "zed": 1 }));
    missing_required: Case::of("Work", json!({}));
    nil_inputs: Case::of("Work", json!(null));
    record_not_found: Case::of("Work", json!({ "n": 1, "e": 77 }));
    record_found_without_load: Case::of("Work", json!({ "n": 1, "e": 1 })).given("Work", json!({ "n": 1 }));
    runtime_error_halting: Case::of("Work", json!({ "n": 1, "does": "fail" }));
    runtime_error_not_halting: Case::of("Work", json!({ "n": 1, "does": "report_and_go_on" }));
    runtime_error_class: Case::of("Work", json!({ "n": 1, "does": "fail_too_big" }));
    input_error_in_execute: Case::of("Work", json!({ "n": 1, "does": "report_input" }));
    no_result_type: Case::of("Count", json!({}));
    exception_in_validate_hook: Case::of("Work", json!({ "n": 1, "does": "panic_in_validate" }));
    subcommand_failure_depth_1: Case::of("Deep2", json!({ "n": 5 }));
    subcommand_failure_depth_2: Case::of("Deep1", json!({ "n": 5 }));
    subcommand_failure_depth_3: Case::of("Deep0", json!({ "n": 5 }));
    subcommand_input_failure_depth_3: Case::of("Deep0", json!({ "n": 9 }));
    exception_in_subcommand: Case::of("Parent", json!({ "runs": "one_that_panics" }));
    subcommands_share_transaction_commit: Case::of("Parent", json!({ "runs": "two" }));
    subcommands_share_transaction_rollback: Case::of("Parent", json!({ "runs": "two_of_which_the_second_fails" }));
    exception_in_before_callback: panics(When::Before, Transition::RunExecute);
    exception_in_before_commit: panics(When::Before, Transition::CommitTransaction);
    exception_in_before_open_transaction: panics(When::Before, Transition::OpenTransaction);
    error_added_in_before_callback: Case::of("Work", json!({ "n": 1 })).first(|builder, _| builder.hook_command::<Work>(nope()));
    exception_in_around_callback_before_yield: around(&[Goes::PanicBefore]);
    exception_in_around_callback_after_yield: around(&[Goes::PanicAfter]);
    around_nesting: around(&[Goes::Note("first"), Goes::Note("second")]);
    any_transition_callbacks: Case::of("Work", json!({ "n": 1 })).then(notes_any);
    nested_tx_commit: Case::of("Parent", json!({ "runs": "one_attempt" }));
    nested_tx_rollback: Case::of("Parent", json!({ "runs": "one_attempt_that_fails" }));
    nested_tx_exception_rescued: Case::of("Parent", json!({ "runs": "one_attempt_that_fails" }));
    use_existing_tx: Case::of("Work", json!({ "n": 1 }));
}

#[test]
fn every_scenario_is_here_or_has_a_reason() {
    let elsewhere = ELSEWHERE.iter().map(|(name, _)| *name);
    let mut known: Vec<&str> = HERE.iter().copied().chain(elsewhere).collect();
    let mut names = golden::names();
    known.sort_unstable();
    names.sort_unstable();
    assert_eq!(known, names);
}

#[tokio::test]
async fn errors_are_kept_once() {
    for (does, key) in [
        ("report_twice", "runtime.boom"),
        ("report_input_twice", "data.n.bad"),
    ] {
        let found = Case::of("Work", json!({ "n": 1, "does": does }))
            .observe(false)
            .await;
        assert_eq!(found.error_keys, [key]);
        assert_eq!((found.final_state.as_str(), found.rows_added), ("failed", 0));
    }
}

#[tokio::test]
async fn a_fault_of_no_errors_is_a_bug() {
    let case = Case::of("Work", json!({ "n": 1, "does": "fail_without_errors" }));
    let found = case.observe(false).await;
    assert_eq!(found.error_keys, ["runtime.unknown"]);
    assert_eq!((found.final_state.as_str(), found.rows_added), ("errored", 0));
}

fn panics(when: When, transition: Transition) -> Case {
    Case::of("Work", json!({ "n": 1 })).first(move |builder, _| {
        let on = match when {
            When::Before => On::before(transition),
            When::After | When::Error => On::after(transition),
        };
        builder.hook_command::<Work>(on.call(|_| panic!("in a hook")))
    })
}

fn nope() -> impl foobara::Hook {
    On::before(Transition::RunExecute).call(|_| {
        let error = ErrorReport::runtime("nope", "No");
        Err(Fault::from(FaultKind::Reported(vec![error])))
    })
}

/// What a concern around `execute` does.
#[derive(Clone, Copy)]
enum Goes {
    PanicBefore,
    PanicAfter,
    Note(&'static str),
}

struct Traced {
    goes: Goes,
    trace: Trace,
}

impl Concern for Traced {
    fn name(&self) -> &'static str {
        "traced"
    }

    fn place(&self) -> Place {
        Place::Execute
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            match self.goes {
                Goes::PanicBefore => panic!("before execute"),
                Goes::PanicAfter => {
                    run.proceed().await;
                    panic!("after execute");
                }
                Goes::Note(name) => {
                    self.trace.note(format!("{name}>"));
                    run.proceed().await;
                    self.trace.note(format!("<{name}"));
                }
            }
        })
    }
}

fn around(goes: &'static [Goes]) -> Case {
    Case::of("Work", json!({ "n": 1 })).then(move |builder, trace| {
        goes.iter().fold(builder, |builder, goes| {
            builder.concern_command::<Work>(Traced {
                goes: *goes,
                trace: trace.clone(),
            })
        })
    })
}

fn notes_any(builder: AppBuilder, trace: &Trace) -> AppBuilder {
    let note = |name: &'static str| {
        let trace = trace.clone();
        move |event: &Event<'_>| {
            trace.note(format!("{name}_any({})", event.transition));
            Ok(())
        }
    };
    builder
        .hook(On::before_any().call(note("before")))
        .hook(On::after_any().call(note("after")))
}
