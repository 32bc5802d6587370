//! What a test says: what was given, what is run, and what comes of it.

use std::{panic::AssertUnwindSafe, time::Duration};

use foobara::{Record, prelude::*};
use foobara_testing::{TestApp, given};
use serde_json::{Value, json};

use crate::{
    commands::{Celebrate, CreateCapybara, CreateKeeper, CreateSafe, Explode, IncrementAge, Opts},
    domain,
    lab::{Notes, Write, lab},
};

fn zoo() -> TestApp {
    let commands = commands![
        CreateSafe,
        CreateKeeper,
        CreateCapybara,
        IncrementAge,
        Celebrate,
        Explode,
        Opts,
    ];
    TestApp::in_memory(App::builder().domain::<domain::Zoo>(commands)).expect("a zoo without mistakes")
}

/// Returns a command of the zoo, whose fields are its own.
fn command<C: foobara::Command>(inputs: Value) -> C {
    serde_json::from_value(inputs).expect("inputs of the command")
}

#[tokio::test]
async fn what_was_given_is_there_when_the_command_runs() {
    let app = zoo();
    given(&app)
        .ran(command::<CreateKeeper>(json!({ "name": "Ada" })))
        .await
        .ran(command::<CreateCapybara>(
            json!({ "name": "Fumiko", "age": 100, "keeper": 1 }),
        ))
        .await
        .when(IncrementAge {
            capybara: Record::of(1),
            by: 1,
        })
        .await
        .then_no_errors()
        .then_output(|capybara| assert_eq!(capybara.age, 101))
        .then_success(json!({ "id": 1, "name": "Fumiko", "age": 101, "keeper": 1 }));
    given(&app)
        .when(command::<Celebrate>(json!({ "capybara": 1 })))
        .await
        .then_errors(&["acme::zoo::increment_age>runtime.too_old"]);
}

#[tokio::test]
async fn errors_are_compared_whatever_their_order() {
    let app = zoo();
    let increment = |by| IncrementAge {
        capybara: Record::of(99),
        by,
    };
    given(&app)
        .when(increment(2))
        .await
        .then_errors(&["data.capybara.not_found"]);
    let errors = given(&app).when(increment(9)).await.into_result();
    assert_eq!(
        errors.expect_err("nine is too many").keys(),
        ["data.by.max_exceeded"]
    );
}

/// Returns what a test says that panics.
fn said<T>(test: impl Future<Output = T>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| drop(runtime.block_on(test))));
    let panic = panicked.expect_err("the assertion does not hold");
    *panic.downcast().expect("the panic has a message")
}

fn write(n: i64) -> Write {
    Write { n, fails: false }
}

#[test]
fn assertions_that_do_not_hold_say_what_differs() {
    assert_eq!(
        said(async { given(&lab()).when(write(1)).await.then_success(2) }),
        "Write succeeded with another result\n  (- expected, + found)\n- 2\n+ 1\n"
    );
    assert_eq!(
        said(async { given(&lab()).when(write(-1)).await.then_no_errors() }),
        "Write failed:\n  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
    );
    assert_eq!(
        said(async { given(&lab()).when(write(-1)).await.then_errors(&["runtime.boom"]) }),
        "Write failed with other errors\n  (- expected, + found)\n  [\n-   \"runtime.boom\"\n+   \"data.n.below_minimum\"\n  ]\n\n  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
    );
    assert_eq!(
        said(async { given(&lab()).when(write(1)).await.then_errors(&["runtime.boom"]) }),
        "Write succeeded, and was to fail with runtime.boom"
    );
}

#[test]
fn what_is_given_must_succeed() {
    let said = said(async { given(&lab()).ran(write(-1)).await.when(Notes).await });
    let (place, errors) = said.split_once(", failed:\n").expect("what and why");
    assert!(
        place.starts_with("the given Write, at tests/kit/given_when_then.rs:"),
        "{place}"
    );
    assert_eq!(
        errors,
        "  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
    );
}

#[tokio::test]
async fn a_test_app_does_the_same_in_each_run() {
    let bits = || [(); 3].map(|()| zoo().ports().random.bits());
    assert_eq!(bits(), bits());
    let app = zoo();
    assert_eq!([(); 3].map(|()| app.ports().ids.next()), [1, 2, 3]);
    let before = app.ports().clock.instant();
    app.clock().advance(Duration::from_secs(60));
    assert_eq!(app.ports().clock.instant() - before, Duration::from_secs(60));
    assert_eq!(
        app.ports().clock.now(),
        std::time::UNIX_EPOCH + Duration::from_secs(60)
    );
}
