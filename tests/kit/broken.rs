//! What hooks hear of runs that come to no end.

use std::{
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
};

use foobara::{
    AnyStore, App, AppBuilder, Encoding, ErrorCollection, Event, MemoryStore, On, RawInputs, RunOptions,
    prelude::*,
};
use futures::FutureExt;

use crate::{
    lab::{Lab, Sleep, Trip, Write, builder},
    lingering::Lingering,
};

/// Runs what trips.
#[derive(Debug, Command)]
#[command(domain = Lab, depends_on(Trip))]
struct Stumble;

impl Execute for Stumble {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sub(Trip).run().await?)
    }
}

/// What hooks heard: the command, the state that it was in, and the errors.
type Heard = Arc<Mutex<Vec<(&'static str, &'static str, ErrorCollection)>>>;

fn listening() -> (AppBuilder, Heard) {
    let heard = Heard::default();
    let hearing = Arc::clone(&heard);
    let hook = On::error_any().call(move |event: &Event<'_>| {
        let mut heard = hearing.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push((event.command.name, event.from.as_str(), event.errors()));
        Ok(())
    });
    let app = builder().domain::<Lab>(commands![Stumble]).hook(hook);
    (app, heard)
}

fn app(builder: AppBuilder) -> App {
    builder
        .storage(MemoryStore::default())
        .build()
        .expect("no mistakes")
}

fn taken(heard: &Heard) -> Vec<(&'static str, &'static str, ErrorCollection)> {
    std::mem::take(&mut heard.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Polls a run once, and drops it.
async fn drop_half_way<T>(run: impl Future<Output = T>) {
    let mut run = pin!(run);
    let polled = std::future::poll_fn(|cx| Poll::Ready(run.as_mut().poll(cx).is_pending())).await;
    assert!(polled, "it has not ended");
}

#[tokio::test]
async fn a_panic_is_the_error_that_the_caller_gets() {
    let (builder, heard) = listening();
    let app = app(builder);
    let entry = app.command("Stumble").found().expect("a command");
    let run = entry.run(
        app.clone(),
        RawInputs::default(),
        RunOptions::default(),
        Encoding::Atomic,
    );
    let errors = run.await.expect_err("it trips");
    assert_eq!(errors.keys(), ["runtime.unknown"]);
    let expected = [
        ("Trip", "validated_execution", errors.clone()),
        ("Stumble", "validated_execution", errors),
    ];
    assert_eq!(taken(&heard), expected);
}

#[tokio::test]
async fn a_panic_that_nobody_catches_is_one_unknown_error() {
    let (builder, heard) = listening();
    let app = app(builder);
    for _ in 0..2 {
        AssertUnwindSafe(app.run(Stumble))
            .catch_unwind()
            .await
            .expect_err("it trips");
    }
    let heard = taken(&heard);
    let ids: Vec<String> = heard.iter().map(|(.., errors)| errors.to_sentence()).collect();
    assert_eq!(
        heard.first().map(|(.., errors)| errors.keys()),
        Some(vec!["runtime.unknown".to_owned()])
    );
    let [first, second, third, fourth] = ids.as_slice() else {
        panic!("two commands, twice: {ids:?}")
    };
    assert!(first == second && third == fourth && first != third, "{ids:?}");
}

#[tokio::test]
async fn a_run_that_is_dropped_was_cancelled() {
    let (builder, heard) = listening();
    let app = app(builder);
    drop_half_way(app.run(Sleep)).await;
    let heard = taken(&heard);
    let [("Sleep", "validated_execution", errors)] = heard.as_slice() else {
        panic!("one command: {heard:?}")
    };
    assert_eq!(errors.keys(), ["runtime.cancelled"]);
}

#[tokio::test]
async fn of_a_run_that_is_dropped_in_its_commit_nothing_is_said() {
    let (builder, heard) = listening();
    let store = Lingering {
        store: MemoryStore::default(),
        millis: 1000,
    };
    let app = builder
        .storage(AnyStore::new(store))
        .build()
        .expect("no mistakes");
    drop_half_way(app.run(Write { n: 1, fails: false })).await;
    assert_eq!(taken(&heard), [("Write", "executing", ErrorCollection::new())]);
}
