use foobara_core::{Context, JobOf, MessageOf, transaction::StorageError};
use serde::Serialize;

use super::{
    enqueuing::PendingJob, job::Job, job_state::JobState, message::OutboxMessage, publishing::PendingMessage,
    time::milliseconds,
};
use crate::key::Auto;

/// What a command hands on: messages that others read, and commands that are run later. See [the module](super).
pub trait Outgoing<'a, C> {
    /// Publishes a message: it is there exactly when what this run writes is. The command says `publishes(M)`.
    ///
    /// # Errors
    ///
    /// Awaited: when the message cannot be written as JSON, the storage fails, or the run is interrupted.
    fn publish<M: MessageOf<C>>(self, message: &M) -> PendingMessage<'a>;

    /// Enqueues a command to be run later, by a run of its own: it is there exactly when what this run writes is. The
    /// command says `enqueues(S)`.
    ///
    /// Its inputs are checked when it is run, and records among them are loaded then.
    ///
    /// # Errors
    ///
    /// Awaited: when the inputs cannot be written as JSON, the storage fails, or the run is interrupted. When a run beside
    /// this one enqueues [`once`](PendingJob::once) for the same key, one of both may fail with [`StorageError::Conflict`],
    /// or, where sessions do not wait for each other, with [`StorageError::Taken`] when it is committed; trying again helps.
    fn enqueue<S: JobOf<C>>(self, command: S) -> PendingJob<'a>;
}

impl<'a, C> Outgoing<'a, C> for Context<'a, C> {
    fn publish<M: MessageOf<C>>(self, message: &M) -> PendingMessage<'a> {
        let topic = M::declared().reference();
        let message = text(&topic, message).map(|payload| OutboxMessage {
            id: Auto::unassigned(),
            topic,
            payload,
            key: None,
            caller: self.caller().map(str::to_owned),
            created_at: milliseconds(self.now()),
            sent_at: None,
        });
        PendingMessage::new(self.publishing::<M>(), message)
    }

    fn enqueue<S: JobOf<C>>(self, command: S) -> PendingJob<'a> {
        let name = S::META.reference();
        let now = milliseconds(self.now());
        let job = text(&name, &command).map(|inputs| Job {
            id: Auto::unassigned(),
            command: name,
            inputs,
            run_at: now,
            state: JobState::Queued,
            attempts: 0,
            last_error: None,
            locked_until: None,
            once_key: None,
            caller: self.caller().map(str::to_owned),
            created_at: now,
            version: 0,
        });
        PendingJob::new(self.enqueuing::<S>(), job)
    }
}

fn text(name: &str, value: &impl Serialize) -> Result<String, StorageError> {
    let unwritable = |error| StorageError::Other(format!("{name} cannot be written as JSON: {error}").into());
    serde_json::to_string(value).map_err(unwritable)
}
