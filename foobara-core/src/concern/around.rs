use std::{
    any::Any,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{Concern, attempt::Attempt, canonical};
use crate::{
    BoxFuture,
    app::{App, Moment},
    command::{CommandMeta, Execute},
    fault::{Fault, FaultKind},
    run::{Frame, RunOptions, StorageAccess, race},
};

/// A run of a command, as the concerns around it see it.
pub struct Around<'a> {
    pub(super) attempt: &'a mut (dyn Attempt + 'a),
    pub(super) rest: &'a [Arc<dyn Concern>],
    pub(super) setting: Setting<'a>,
}

/// What a run happens in.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) app: &'a App,
    pub(super) command: &'static CommandMeta,
    pub(super) options: &'a RunOptions,
    pub(super) is_root: bool,
    /// The parent's, or the command's own where the concern is inside.
    pub(super) frame: Option<&'a Frame<'a>>,
    pub(super) deadline: Option<Instant>,
    /// What had been done in the run, that lasts, before the concerns around the command came to it.
    pub(super) traces: u32,
}

impl<'a> Setting<'a> {
    /// That of a command which is run below another.
    pub(super) fn below(up: &'a Frame<'a>, command: &'static CommandMeta) -> Self {
        Self {
            app: up.run.app(),
            command,
            options: up.run.options,
            is_root: false,
            frame: Some(up),
            deadline: up.deadline(),
            traces: up.run.marks.traces(),
        }
    }

    /// That of the work of a command whose other phases are outside.
    pub(super) fn inside(frame: &'a Frame<'a>) -> Self {
        Self {
            is_root: frame.is_root,
            ..Self::below(frame, frame.meta)
        }
    }
}

impl<'a> Around<'a> {
    /// Goes on with what is inside: further concerns, and the command. May be called again by a concern that
    /// [repeats](Concern::repeats).
    pub fn proceed(&mut self) -> BoxFuture<'_, ()> {
        match self.rest.split_last() {
            Some((concern, rest)) => concern.around(Around {
                attempt: &mut *self.attempt,
                rest,
                setting: self.setting,
            }),
            None => self.attempt.run(self.setting.deadline),
        }
    }

    /// Goes on, with a deadline unless there is an earlier one.
    pub async fn proceed_within(&mut self, timeout: Duration) {
        let before = self.setting.deadline;
        let own = self.now().checked_add(timeout);
        self.setting.deadline = match (before, own) {
            (Some(before), Some(own)) => Some(before.min(own)),
            (before, own) => before.or(own),
        };
        self.proceed().await;
        self.setting.deadline = before;
    }

    /// Waits, and returns whether there is still time: `false`, at once, if the deadline would pass meanwhile or the run
    /// was cancelled.
    pub async fn sleep(&self, duration: Duration) -> bool {
        let wakes = self.now().checked_add(duration);
        if wakes.is_none_or(|wakes| self.setting.deadline.is_some_and(|deadline| wakes >= deadline)) {
            return false;
        }
        let sleep = self.setting.app.ports().clock.sleep(duration);
        self.race(sleep).await.is_ok()
    }

    /// Waits for something, unless the deadline passes or the run is cancelled first.
    ///
    /// # Errors
    ///
    /// When the deadline passes or the run is cancelled.
    pub async fn race<T>(&self, work: impl Future<Output = T> + Send) -> Result<T, Fault> {
        let Setting {
            app,
            options,
            deadline,
            ..
        } = self.setting;
        race(
            app.ports().clock.as_ref(),
            deadline,
            options.cancel.as_ref(),
            work,
        )
        .await
    }

    /// Returns the time of the app's clock, for measuring.
    pub fn now(&self) -> Instant {
        self.setting.app.ports().clock.instant()
    }

    /// Returns whether [`proceed`](Self::proceed) would run the command, and not only return: its inputs are still there.
    pub fn can_proceed(&self) -> bool {
        self.attempt.can_run()
    }

    /// Returns the command.
    pub fn command(&self) -> &'static CommandMeta {
        self.setting.command
    }

    /// Returns the app.
    pub fn app(&self) -> &'a App {
        self.setting.app
    }

    /// Returns who asks, as the id of a user.
    pub fn caller(&self) -> Option<&'a str> {
        self.setting.options.caller.as_deref()
    }

    /// Returns what was asked of the whole run besides its inputs.
    pub fn options(&self) -> &'a RunOptions {
        self.setting.options
    }

    /// Returns whether the command was asked for from outside, rather than by another command.
    pub fn is_root(&self) -> bool {
        self.setting.is_root
    }

    /// Returns the command that was asked for from outside.
    pub fn root(&self) -> &'static CommandMeta {
        self.setting
            .frame
            .map_or(self.setting.command, |frame| frame.run.root)
    }

    /// Returns the way to the unit of work; `None` around a run, where there is none yet.
    pub fn storage(&self) -> Option<StorageAccess<'a>> {
        self.setting.frame.map(StorageAccess::new)
    }

    /// Returns whether the run has used its storage, and so may hold what others wait for.
    pub fn has_used_storage(&self) -> bool {
        self.setting
            .frame
            .is_some_and(|frame| frame.run.opened().is_some())
    }

    /// Returns a moment that is not after the one whose records the run sees, for [`is_fresh`](Self::is_fresh).
    pub fn sees(&self) -> Moment {
        let frame = self.setting.frame;
        frame.map_or_else(|| self.setting.app.freshness().now(), |frame| frame.run.sees())
    }

    /// Returns whether what was found out at a moment would still be found out by this run: since then nothing has
    /// changed that the command declares to read, nor anything with one of the tags. A concern that asks
    /// [watches writes](Concern::watches_writes).
    pub fn is_fresh(&self, since: Moment, tags: &[String]) -> bool {
        let since = since.min(self.sees());
        self.setting
            .app
            .freshness()
            .is_fresh(since, self.setting.command, tags)
    }

    /// Returns the inputs in their strict form; secrets are left out. `None` once they are used up, or when they are not
    /// acceptable.
    pub fn inputs(&self) -> Option<Value> {
        self.attempt.inputs()
    }

    /// Returns the inputs as [`inputs`](Self::inputs) does, as JSON text in which the names of every object are sorted: the same
    /// text for the same inputs.
    pub fn inputs_text(&self) -> Option<String> {
        self.inputs().as_ref().map(canonical::text)
    }

    /// Returns whether there is a result.
    pub fn is_ok(&self) -> bool {
        self.attempt.output().is_some()
    }

    /// Returns what went wrong; `None` when all is well, or nothing has happened.
    pub fn errors(&self) -> Option<ErrorCollection> {
        self.attempt.errors()
    }

    /// Returns whether an attempt may have left something behind that its rollback did not undo: a call to a port that
    /// writes, or a commit of which it is not known whether it went through.
    pub fn has_left_traces(&self) -> bool {
        self.attempt.traces() != self.setting.traces
    }

    /// Makes a fault the outcome, in the place of any other.
    pub fn fail(&mut self, fault: impl Into<Fault>) {
        self.attempt.fail(fault.into());
    }

    /// Returns the result: a value of the command's `Output`, or a `Vec<u8>` of JSON text for runs that came in as text.
    pub fn output(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.attempt.output()
    }

    /// Returns the result as JSON; secrets are left out.
    pub fn output_value(&self) -> Option<Value> {
        self.attempt.output_value()
    }

    /// Returns the result as JSON text, as it is sent; secrets are left out.
    pub fn output_text(&self) -> Option<Vec<u8>> {
        self.attempt.output_text()
    }

    /// Returns whether the run came in as text, so that its result is text, too.
    pub fn takes_text(&self) -> bool {
        self.attempt.takes_text()
    }

    /// Notes, in the record of the run if there is one, that a concern gave it the outcome of an earlier one.
    pub fn note_replay(&self, concern: &'static str) {
        if let Some(record) = &self.setting.options.record {
            record.note_replay(concern);
        }
    }

    /// Makes something the result: a value of the command's `Output`, or a `Vec<u8>` of JSON text where the run came in as
    /// text. Returns whether it was of the right type; nothing changes if not.
    pub fn answer(&mut self, output: Box<dyn Any + Send + Sync>) -> bool {
        self.attempt.answer(output)
    }

    /// Makes an output of the command `C` the result, as JSON text where the run came in as text. Returns whether it was
    /// of the right type; nothing changes if not.
    pub fn answer_as<C: Execute>(&mut self, output: C::Output) -> bool {
        if !self.setting.command.is(C::META) {
            return false;
        }
        if self.attempt.is_text() {
            serde_json::to_vec(&output).is_ok_and(|text| self.answer(Box::new(text)))
        } else {
            self.answer(Box::new(output))
        }
    }
}

/// Goes through the concerns to the command, and sees to it that there is an outcome.
pub(super) async fn go(attempt: &mut (dyn Attempt + '_), rest: &[Arc<dyn Concern>], setting: Setting<'_>) {
    let mut around = Around {
        attempt: &mut *attempt,
        rest,
        setting,
    };
    around.proceed().await;
    if !attempt.is_settled() {
        let id = setting.app.ports().ids.short();
        tracing::error!(
            command = setting.command.reference(),
            id = format!("{id:016x}"),
            "a concern neither proceeded nor failed"
        );
        attempt.fail(FaultKind::BadResult(id).into());
    }
}

impl fmt::Debug for Around<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Around")
            .field("command", &self.setting.command.name)
            .field("concerns", &self.rest)
            .finish_non_exhaustive()
    }
}
