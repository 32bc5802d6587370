//! Something goes wrong at every point of a run: an error, a panic, a passed deadline, a cancellation; at every
//! transition, told to hooks before and after it, and at every step of what commands do themselves.
//!
//! The points are those that a run without trouble comes by.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use foobara::{
    App, AppBuilder, BoxFuture, CancellationToken, ErrorReport, Event, FaultKind, MemoryStore, Port,
    RunOptions, RunRecord, SqliteStore, Storage, Transition, When,
    ports::{Ports, TestClock},
    prelude::*,
};
use serde_json::json;

use crate::{
    commands::{self, Lab, Thing},
    observed::{count, run},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Error,
    Panic,
    Timeout,
    Cancellation,
}

impl Trouble {
    const ALL: [Self; 4] = [Self::Error, Self::Panic, Self::Timeout, Self::Cancellation];

    /// Returns the symbol that it has outside, and the state that the run ends in.
    const fn end(self) -> (&'static str, &'static str) {
        match self {
            Self::Error => ("injected", "failed"),
            Self::Panic => ("unknown", "errored"),
            Self::Timeout => ("timeout", "failed"),
            Self::Cancellation => ("cancelled", "failed"),
        }
    }
}

/// A place in a run where something can go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Point {
    Hook(u16, When, Transition),
    Body(&'static str),
}

/// Makes trouble at one point, and takes down every point that a run comes by.
#[derive(Clone)]
struct Saboteur(Arc<Plan>);

struct Plan {
    point: Option<Point>,
    trouble: Trouble,
    clock: Arc<TestClock>,
    cancel: CancellationToken,
    is_idle: AtomicBool,
    seen: Mutex<Vec<Point>>,
}

const PATIENCE: Duration = Duration::from_secs(10);

impl Saboteur {
    fn new(point: Option<Point>, trouble: Trouble) -> Self {
        Self(Arc::new(Plan {
            point,
            trouble,
            clock: Arc::default(),
            cancel: CancellationToken::new(),
            is_idle: AtomicBool::new(false),
            seen: Mutex::default(),
        }))
    }

    fn pass(&self, point: Point) -> Result<(), Fault> {
        if self.0.is_idle.load(Ordering::Relaxed) {
            return Ok(());
        }
        let is_here = self.0.point.as_ref() == Some(&point);
        self.0
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(point);
        if !is_here {
            return Ok(());
        }
        match self.0.trouble {
            Trouble::Error => {
                let error = ErrorReport::runtime("injected", "Injected");
                return Err(FaultKind::Reported(vec![error]).into());
            }
            Trouble::Panic => panic!("injected"),
            Trouble::Timeout => self.0.clock.advance(2 * PATIENCE),
            Trouble::Cancellation => self.0.cancel.cancel(),
        }
        Ok(())
    }
}

impl Port for Saboteur {
    const NAME: &'static str = "saboteur";

    type Call = &'static str;
    type Reply = ();

    fn call<'a>(&'a self, call: &'a Self::Call) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(std::future::ready(self.pass(Point::Body(call))))
    }
}

/// Writes, and has a sub-command that does.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Thing), uses(Saboteur), depends_on(Accomplice), validate)]
struct Victim {
    fails: bool,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum VictimError {
    #[error("boom")]
    Boom,
}

impl Execute for Victim {
    type Output = ();
    type Error = VictimError;

    async fn validate(&self, cx: Context<'_, Self>) -> Result<(), Failure<VictimError>> {
        Ok(cx.port::<Saboteur>().call(&"validate").await?)
    }

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Saboteur>().call(&"begin").await?;
        cx.write::<Thing>().create(Thing::of(1)).await?;
        cx.port::<Saboteur>().call(&"written").await?;
        cx.sub(Accomplice).run().await?;
        cx.port::<Saboteur>().call(&"end").await?;
        if self.fails {
            return Err(VictimError::Boom.into());
        }
        Ok(())
    }
}

/// Writes.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Thing), uses(Saboteur))]
struct Accomplice;

impl Execute for Accomplice {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Saboteur>().call(&"below: begin").await?;
        cx.write::<Thing>().create(Thing::of(2)).await?;
        Ok(cx.port::<Saboteur>().call(&"below: written").await?)
    }
}

fn builder(saboteur: &Saboteur) -> AppBuilder {
    let told = saboteur.clone();
    let ports = Ports {
        clock: Arc::<TestClock>::clone(&saboteur.0.clock),
        ..Ports::test()
    };
    commands::builder()
        .domain::<Lab>(commands![Victim, Accomplice])
        .port(saboteur.clone())
        .ports(ports)
        .hook(move |event: &Event<'_>| told.pass(Point::Hook(event.depth, event.when, event.transition)))
}

/// What came of a run: the keys of its errors, its last state, the rows that it left.
type End = (Vec<String>, String, i64);

async fn sabotaged(saboteur: &Saboteur, fails: bool, storage: impl Storage) -> End {
    let app: App = builder(saboteur).storage(storage).build().expect("no mistakes");
    app.prepare().await.expect("there is room");
    let before = unwatched(saboteur, &app).await;
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    options.timeout = Some(PATIENCE);
    options.cancel = Some(saboteur.0.cancel.clone());
    let errors = run(&app, "Victim", &json!({ "fails": fails }), options).await;
    let state = record.state().to_string();
    (errors, state, unwatched(saboteur, &app).await - before)
}

/// Counts the rows, which is no part of the run.
async fn unwatched(saboteur: &Saboteur, app: &App) -> i64 {
    saboteur.0.is_idle.store(true, Ordering::Relaxed);
    let rows = count(app).await;
    saboteur.0.is_idle.store(false, Ordering::Relaxed);
    rows
}

async fn points(fails: bool) -> (Vec<Point>, End) {
    let saboteur = Saboteur::new(None, Trouble::Error);
    let end = sabotaged(&saboteur, fails, MemoryStore::default()).await;
    let seen = saboteur
        .0
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    (seen, end)
}

/// Whether trouble at a point of a run that would succeed comes too late to change anything.
fn is_too_late(point: &Point, trouble: Trouble) -> bool {
    let is_at_end = |when: When, transition: Transition| {
        matches!(transition, Transition::Succeed)
            || (when, transition) == (When::After, Transition::CommitTransaction)
    };
    match point {
        Point::Hook(0, when, transition) => is_at_end(*when, *transition),
        Point::Hook(_, when, transition) => {
            is_at_end(*when, *transition) && matches!(trouble, Trouble::Error | Trouble::Panic)
        }
        Point::Body(_) => false,
    }
}

fn expected(point: &Point, trouble: Trouble) -> End {
    if is_too_late(point, trouble) {
        return (Vec::new(), "succeeded".to_owned(), 2);
    }
    let (symbol, state) = trouble.end();
    let is_below = matches!(point, Point::Hook(1, ..))
        || matches!(point, Point::Body(name) if name.starts_with("below"));
    let path = if is_below && trouble == Trouble::Error {
        "lab::accomplice>"
    } else {
        ""
    };
    (vec![format!("{path}runtime.{symbol}")], state.to_owned(), 0)
}

async fn everywhere<S: Storage>(storage: impl Fn() -> S) {
    let (points, end) = points(false).await;
    assert_eq!(end, (Vec::new(), "succeeded".to_owned(), 2));
    assert_eq!(points.len(), 2 * 2 * 8 + 6, "{points:?}");
    for point in &points {
        for trouble in Trouble::ALL {
            let saboteur = Saboteur::new(Some(point.clone()), trouble);
            let end = sabotaged(&saboteur, false, storage()).await;
            assert_eq!(end, expected(point, trouble), "{trouble:?} at {point:?}");
        }
    }
}

#[tokio::test]
async fn trouble_anywhere_undoes_a_run_in_memory() {
    everywhere(MemoryStore::default).await;
}

#[tokio::test]
async fn trouble_anywhere_undoes_a_run_in_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path().join("lab.sqlite3")).await;
    let store = store.expect("a database");
    everywhere(|| store.clone()).await;
}

#[tokio::test]
async fn trouble_after_a_failure_changes_nothing_of_it() {
    let (points, end) = points(true).await;
    let failed = (vec!["runtime.boom".to_owned()], "failed".to_owned(), 0);
    assert_eq!(end, failed);
    let failing = [
        Point::Hook(0, When::Error, Transition::RunExecute),
        Point::Hook(0, When::Before, Transition::Fail),
        Point::Hook(0, When::After, Transition::Fail),
    ];
    assert_eq!(points[points.len() - 3..], failing);
    for point in failing {
        for trouble in Trouble::ALL {
            let saboteur = Saboteur::new(Some(point.clone()), trouble);
            let end = sabotaged(&saboteur, true, MemoryStore::default()).await;
            assert_eq!(end, failed, "{trouble:?} at {point:?}");
        }
    }
}
