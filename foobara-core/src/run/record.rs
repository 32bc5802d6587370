use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::effects::{Effects, Policy, PortCall, Subcommand};
use crate::{
    command::CommandMeta,
    hook::Event,
    lifecycle::{State, Transition},
    ports::Clock,
    recorded::{ReadVersion, Recorded, RecordedChange},
};

/// What happened in a run, to be looked at afterwards.
///
/// Hand one to a run with [`RunOptions::record`](super::RunOptions::record). A record is of one run; of several, as when a
/// concern tries again, it has the steps of all, one after the other, and everything else of the last.
///
/// ```
/// # use foobara::prelude::*;
/// # use foobara::{RunOptions, RunRecord, State};
/// # use std::sync::Arc;
/// # #[derive(Domain)]
/// # struct Arithmetic;
/// #[foobara::command(domain = Arithmetic)]
/// async fn add(a: i64, b: i64) -> Result<i64, Infallible> {
///     Ok(a + b)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), foobara::BuildErrors> {
/// let app = App::builder().domain::<Arithmetic>(commands![Add]).build()?;
/// let record = Arc::new(RunRecord::new());
/// let mut options = RunOptions::default();
/// options.record = Some(Arc::clone(&record));
/// assert_eq!(app.run_with(Add { a: 1, b: 2 }, &options).await.unwrap(), 3);
/// assert_eq!(record.steps().len(), 8);
/// assert_eq!(record.state(), State::Succeeded);
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct RunRecord {
    is_timed: bool,
    happened: Mutex<Happened>,
}

#[derive(Default)]
struct Happened {
    steps: Vec<Step>,
    replayed_by: Option<&'static str>,
    begun: Option<Instant>,
    /// The number of steps before the last run.
    before: usize,
    effects: Effects,
}

/// A transition that happened.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The command.
    pub command: &'static CommandMeta,
    /// The number of commands above it.
    pub depth: u16,
    /// The state it left.
    pub from: State,
    /// The transition.
    pub transition: Transition,
    /// The time since the first transition of the run, if the record is timed.
    pub at: Option<Duration>,
}

impl Step {
    /// Returns the state it led to.
    pub const fn to(&self) -> State {
        self.transition.to()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}->{}", self.from, self.transition, self.to())
    }
}

impl RunRecord {
    /// Returns a record without times.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a record that also says when each transition happened, by the app's clock.
    pub fn timed() -> Self {
        Self {
            is_timed: true,
            ..Self::default()
        }
    }

    /// Returns the transitions that happened, of every command of the run, in order.
    pub fn steps(&self) -> Vec<Step> {
        self.happened().steps.clone()
    }

    /// Returns the state that the command which was asked for is in.
    pub fn state(&self) -> State {
        let happened = self.happened();
        let mut steps = happened.steps.iter().rev();
        steps
            .find(|step| step.depth == 0)
            .map_or(State::Initialized, Step::to)
    }

    /// Returns what became of the records that the run changed, in the order in which they were first touched. It is there
    /// once the run has ended, whatever its end.
    pub fn changes(&self) -> Vec<RecordedChange> {
        self.happened().effects.recorded.changes.clone()
    }

    /// Returns what the run looked at in the storage, in order. It is there once the run has ended.
    pub fn reads(&self) -> Vec<ReadVersion> {
        self.happened().effects.recorded.reads.clone()
    }

    /// Returns the calls of ports, in order.
    pub fn port_calls(&self) -> Vec<PortCall> {
        self.happened().effects.port_calls.clone()
    }

    /// Returns the rules that were asked whether the caller may, and what they said.
    pub fn policies(&self) -> Vec<Policy> {
        self.happened().effects.policies.clone()
    }

    /// Returns the commands that ran below the one that was asked for, in the order in which they began.
    pub fn subcommands(&self) -> Vec<Subcommand> {
        let happened = self.happened();
        let mut subcommands = Vec::new();
        let steps = happened.steps.get(happened.before..).unwrap_or_default();
        steps
            .iter()
            .filter(|step| step.depth > 0)
            .for_each(|step| follow(&mut subcommands, step));
        subcommands
    }

    /// Returns what the unit of work did and looked at.
    pub(crate) fn recorded(&self) -> Recorded {
        self.happened().effects.recorded.clone()
    }

    /// A run begins: what is not of all runs is forgotten.
    pub(crate) fn begin(&self) {
        let mut happened = self.happened();
        happened.before = happened.steps.len();
        happened.effects = Effects::default();
    }

    /// Keeps what a unit of work did.
    pub(crate) fn keep(&self, recorded: Recorded) {
        self.happened().effects.recorded = recorded;
    }

    /// Keeps the call of a port.
    pub(crate) fn called(&self, call: PortCall) {
        self.happened().effects.port_calls.push(call);
    }

    /// Keeps the answer of a rule.
    pub(crate) fn consulted(&self, policy: Policy) {
        self.happened().effects.policies.push(policy);
    }

    /// Returns the name of the concern that gave the outcome of an earlier run, if one did.
    pub fn replayed_by(&self) -> Option<&'static str> {
        self.happened().replayed_by
    }

    pub(crate) fn note_replay(&self, concern: &'static str) {
        self.happened().replayed_by = Some(concern);
    }

    pub(crate) fn note(&self, event: &Event<'_>, clock: &dyn Clock) {
        let now = self.is_timed.then(|| clock.instant());
        let mut happened = self.happened();
        let begun = happened.begun.or(now);
        happened.begun = begun;
        happened.steps.push(Step {
            command: event.command,
            depth: event.depth,
            from: event.from,
            transition: event.transition,
            at: now.zip(begun).map(|(now, begun)| now.duration_since(begun)),
        });
    }

    fn happened(&self) -> MutexGuard<'_, Happened> {
        self.happened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moves the sub-command that a step is of, or adds it. Of those of one command that run beside each other, and are in
/// one state, it is the first.
fn follow(subcommands: &mut Vec<Subcommand>, step: &Step) {
    let is_of_step = |known: &&mut Subcommand| {
        known.depth == step.depth && known.command.is(step.command) && known.state == step.from
    };
    match subcommands.iter_mut().find(is_of_step) {
        Some(known) => known.state = step.to(),
        None => subcommands.push(Subcommand {
            command: step.command,
            depth: step.depth,
            state: step.to(),
        }),
    }
}

impl fmt::Debug for RunRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let happened = self.happened();
        let steps = happened.steps.iter().map(Step::to_string);
        formatter.debug_list().entries(steps).finish()
    }
}
