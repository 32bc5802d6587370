use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{
    RunOptions,
    effects::{Effects, Policy, PortCall, Subcommand},
};
use crate::{
    command::{Command, CommandMeta, Execute},
    erased::given_typed,
    hook::Event,
    lifecycle::{State, Transition},
    outcome::Outcome,
    ports::Clock,
    recorded::{ReadVersion, Recorded, RecordedChange},
};

/// What happened in a run, to be looked at afterwards: what it was given, each of its steps, and what came of it.
///
/// Hand one to a run with [`RunOptions::record`]: to [`App::run_with`](crate::App::run_with), to
/// [`CommandEntry::run`](crate::CommandEntry::run), or to a call of an exposure. A record is of one run; of several, as
/// when a concern tries again, it has the steps of all, one after the other, and everything else of the last.
///
/// ```
/// # use foobara::prelude::*;
/// # use foobara::{RunOptions, RunRecord, State};
/// # use serde_json::json;
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
///
/// assert_eq!(record.state(), State::Succeeded);
/// assert_eq!(record.steps().len(), 8);
/// assert_eq!(record.inputs(), Some(json!({ "a": 1, "b": 2 })));
/// assert_eq!(record.result(), Some(json!(3)));
/// assert!(record.errors().is_empty());
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
    inputs: Option<Value>,
    /// How it ended: the result as JSON text, if it can be written so, or the errors.
    outcome: Option<Result<Option<Vec<u8>>, ErrorCollection>>,
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

    /// Returns the record that whoever asked for a run handed to it. Concerns within have one of their own.
    #[inline]
    pub(crate) fn handed_to(options: &RunOptions) -> Option<&Self> {
        options
            .record
            .as_deref()
            .filter(|_| !options.is_within_concerns())
    }

    /// Returns what the run was given, as it came: before anything was cast, filled in or refused.
    ///
    /// What holds secrets is left out; of a command that takes some, so is what it does not declare, for that may be a
    /// secret under a misspelt name. `None` for inputs that are not an object, and before the run.
    pub fn inputs(&self) -> Option<Value> {
        self.happened().inputs.clone()
    }

    /// Returns the result, as it is written in JSON for whoever asked: without secrets.
    ///
    /// `None` before the run has ended, after it failed, and of a result that JSON does not know, as a map whose keys are
    /// lists.
    pub fn result(&self) -> Option<Value> {
        match &self.happened().outcome {
            Some(Ok(Some(result))) => serde_json::from_slice(result).ok(),
            Some(Ok(None) | Err(_)) | None => None,
        }
    }

    /// Returns the errors that the run failed with; none before it has ended, and after it succeeded.
    ///
    /// They are those that the caller gets. What becomes of panics, and of runs that were dropped, is said at
    /// [`Event::errors`].
    pub fn errors(&self) -> ErrorCollection {
        match &self.happened().outcome {
            Some(Err(errors)) => errors.clone(),
            Some(Ok(_)) | None => ErrorCollection::new(),
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

    /// Keeps the inputs of a command.
    #[cold]
    pub(crate) fn note_inputs<C: Command>(&self, command: &C) {
        self.keep_inputs(given_typed(command));
    }

    /// Keeps the outcome of a command.
    #[cold]
    pub(crate) fn note_outcome<C: Execute>(&self, outcome: &Outcome<C>) {
        self.keep_outcome(match outcome {
            Ok(output) => Ok(serde_json::to_vec(output).ok()),
            Err(failure) => Err(failure.errors()),
        });
    }

    /// Keeps inputs, which hold no secrets any more.
    pub(crate) fn keep_inputs(&self, inputs: Option<Value>) {
        let mut happened = self.happened();
        happened.inputs = inputs;
        happened.outcome = None;
    }

    /// Keeps an outcome: the result as JSON, or the errors.
    pub(crate) fn keep_outcome(&self, outcome: Result<Option<Vec<u8>>, ErrorCollection>) {
        self.happened().outcome = Some(outcome);
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
