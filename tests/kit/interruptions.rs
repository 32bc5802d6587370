//! Runs that are too late, cancelled or dropped.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use foobara::{CancellationToken, Event, RunOptions, Transition, prelude::*};
use foobara_testing::{TestApp, given};
use serde_json::json;

use crate::lab::{Notes, Sleep, Write, builder, lab};

#[tokio::test]
async fn a_passed_deadline_ends_the_run_and_undoes_it() {
    let app = lab();
    let mut options = RunOptions::default();
    options.timeout = Some(Duration::from_secs(5));
    let (outcome, ()) = tokio::join!(
        biased;
        app.run_with(Sleep, &options),
        async { app.clock().advance(Duration::from_secs(5)) },
    );
    assert_eq!(keys(outcome), ["runtime.timeout"]);
    given(&app).when(Notes).await.then_success(json!([]));
}

#[tokio::test]
async fn a_run_in_time_is_not_disturbed() {
    let app = lab();
    let mut options = RunOptions::default();
    options.timeout = Some(Duration::from_secs(11));
    let (outcome, ()) = tokio::join!(
        biased;
        app.run_with(Sleep, &options),
        async { app.clock().advance(Duration::from_secs(10)) },
    );
    assert_eq!(keys(outcome), GOOD);
    given(&app).when(Notes).await.then_success(json!(["asleep"]));
}

const GOOD: [&str; 0] = [];

#[tokio::test]
async fn a_deadline_that_has_passed_before_the_end_is_seen_at_the_commit() {
    let late = Arc::new(Mutex::new(None::<Arc<TestApp>>));
    let clock = Arc::clone(&late);
    let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
        let app = clock.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(app), Transition::CommitTransaction) = (app.as_ref(), event.transition) {
            app.clock().advance(Duration::from_secs(60));
        }
        Ok(())
    });
    let app = Arc::new(TestApp::in_memory(builder).expect("no mistakes"));
    *late.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&app));
    let mut options = RunOptions::default();
    options.timeout = Some(Duration::from_secs(60));
    assert_eq!(
        keys(app.run_with(Write { n: 1, fails: false }, &options).await),
        ["runtime.timeout"]
    );
    given(&app).when(Notes).await.then_success(json!([]));
}

#[tokio::test]
async fn a_cancelled_run_ends_and_is_undone() {
    let app = lab();
    let cancel = CancellationToken::new();
    let mut options = RunOptions::default();
    options.cancel = Some(cancel.clone());
    let (outcome, ()) = tokio::join!(
        biased;
        app.run_with(Sleep, &options),
        async { cancel.cancel() },
    );
    assert_eq!(keys(outcome), ["runtime.cancelled"]);
    given(&app).when(Notes).await.then_success(json!([]));
}

#[tokio::test]
async fn a_run_that_is_dropped_leaves_nothing_behind() {
    let app = lab();
    {
        let mut run = std::pin::pin!(app.run(Sleep));
        let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(run.as_mut().poll(cx).is_pending()));
        assert!(polled.await, "it sleeps");
    }
    given(&app).when(Notes).await.then_success(json!([]));
}

fn keys<T, E: foobara::PossibleErrors>(outcome: Result<T, Failure<E>>) -> Vec<String> {
    outcome
        .err()
        .map(|failure| failure.into_errors().keys())
        .unwrap_or_default()
}
