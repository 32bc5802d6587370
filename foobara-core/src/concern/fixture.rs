//! A command whose outcomes are foretold, for the tests of concerns.
//!
//! The derives name the facade, so that these tests see the crate as its users do.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use foobara::{
    App, AppBuilder, BoxFuture, Effect, Encoding, ErrorKind, ErrorReport, Port, RawInputs, RunOptions,
    ports::{Clock, SystemClock},
    prelude::*,
};
use proptest::{prelude::*, sample};

#[derive(Debug, Domain)]
pub(super) struct Lab;

/// What becomes of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reply {
    Well,
    /// A declared error that may be gone a little later.
    Busy,
    /// A declared error.
    Full,
    /// An error of another kind.
    Fails(ErrorKind),
    /// It goes well after so many milliseconds.
    Takes(u64),
}

/// What is still to come, and when it was asked for.
#[derive(Debug, Clone)]
pub(super) struct Script {
    begun: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    replies: VecDeque<Reply>,
    asked: Vec<Duration>,
}

impl Script {
    /// Once the replies are used up all is well.
    pub(super) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies = replies.into_iter().collect();
        Self {
            begun: SystemClock.instant(),
            state: Arc::new(Mutex::new(State {
                replies,
                asked: Vec::new(),
            })),
        }
    }

    /// Adds a reply.
    pub(super) fn then(&self, reply: Option<Reply>) {
        self.state().replies.extend(reply);
    }

    /// Returns the time that has passed, in milliseconds.
    pub(super) fn elapsed(&self) -> u64 {
        millis(SystemClock.instant() - self.begun)
    }

    /// Returns when it was asked, in milliseconds.
    pub(super) fn asked(&self) -> Vec<u64> {
        self.state().asked.iter().copied().map(millis).collect()
    }

    fn next(&self) -> Reply {
        let mut state = self.state();
        state.asked.push(SystemClock.instant() - self.begun);
        state.replies.pop_front().unwrap_or(Reply::Well)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns an app with these commands, and what `add` adds.
    pub(super) fn app(&self, add: impl FnOnce(AppBuilder) -> AppBuilder) -> App {
        self.builder(add).build().expect("no mistakes")
    }

    pub(super) fn builder(&self, add: impl FnOnce(AppBuilder) -> AppBuilder) -> AppBuilder {
        let builder = App::builder()
            .domain::<Lab>(foobara::commands![Ask, Tell, Delegate])
            .port(Asking(self.clone()))
            .port(Telling(self.clone()));
        add(builder)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A port that only looks.
struct Asking(Script);

impl Port for Asking {
    const NAME: &'static str = "asking";
    const EFFECT: Effect = Effect::Read;

    type Call = ();
    type Reply = Reply;

    fn call<'a>(&'a self, (): &'a ()) -> BoxFuture<'a, Result<Reply, Fault>> {
        Box::pin(async { Ok(self.0.next()) })
    }
}

/// A port that changes something.
struct Telling(Script);

impl Port for Telling {
    const NAME: &'static str = "telling";

    type Call = ();
    type Reply = Reply;

    fn call<'a>(&'a self, (): &'a ()) -> BoxFuture<'a, Result<Reply, Fault>> {
        Box::pin(async { Ok(self.0.next()) })
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(super) enum Refused {
    #[error("busy")]
    #[possible(retryable)]
    Busy,
    #[error("full")]
    Full,
}

/// Asks the script, and returns what was given.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, uses(Asking))]
pub(super) struct Ask {
    #[input(min = 0)]
    pub(super) given: i64,
}

/// Asks the script by a call that changes something.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, uses(Telling))]
pub(super) struct Tell;

/// Runs `Ask`.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, depends_on(Ask))]
pub(super) struct Delegate;

impl Execute for Ask {
    type Output = i64;
    type Error = Refused;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let reply = cx.port::<Asking>().call(&()).await?;
        settle(reply, cx).await?;
        Ok(self.given)
    }
}

impl Execute for Tell {
    type Output = ();
    type Error = Refused;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let reply = cx.port::<Telling>().call(&()).await?;
        settle(reply, cx).await
    }
}

impl Execute for Delegate {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sub(Ask { given: 1 }).run().await?)
    }
}

async fn settle<C: Execute>(reply: Reply, cx: Context<'_, C>) -> Result<(), Failure<Refused>> {
    match reply {
        Reply::Well => Ok(()),
        Reply::Busy => Err(Refused::Busy.into()),
        Reply::Full => Err(Refused::Full.into()),
        Reply::Fails(kind) => {
            Err(Fault::from(ErrorReport::runtime("scripted", "Scripted").of_kind(kind)).into())
        }
        Reply::Takes(millis) => Ok(cx.sleep(Duration::from_millis(millis)).await?),
    }
}

/// Returns what `Ask` comes to: nothing when it goes well, or the keys of its errors.
pub(super) async fn ask(app: &App) -> Vec<String> {
    keys(app.run(Ask { given: 1 }).await)
}

/// Returns the keys of the errors of an outcome.
pub(super) fn keys<T, E: foobara::PossibleErrors>(outcome: Result<T, Failure<E>>) -> Vec<String> {
    let errors = outcome.err().map(Failure::into_errors);
    errors.unwrap_or_default().keys()
}

/// Runs a command from text to text.
pub(super) async fn text(app: &App, command: &str, inputs: &'static str) -> Result<String, Vec<String>> {
    let entry = app.command(command).found().expect("a command");
    let inputs = RawInputs::json(inputs);
    let run = entry.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let body = run.await.map_err(|errors| errors.keys())?;
    Ok(String::from_utf8(body).expect("text"))
}

/// Runs a future on a runtime whose time stands still while there is something to do.
pub(super) fn paused<F: Future>(work: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(work)
}

/// Generates what attempts come to at once.
pub(super) fn replies() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::Well),
        Just(Reply::Busy),
        Just(Reply::Full),
        sample::select(vec![
            ErrorKind::Failure,
            ErrorKind::NotAllowed,
            ErrorKind::Conflict,
            ErrorKind::TooMany,
            ErrorKind::Timeout,
            ErrorKind::Unavailable,
            ErrorKind::Unknown,
        ])
        .prop_map(Reply::Fails),
    ]
}
