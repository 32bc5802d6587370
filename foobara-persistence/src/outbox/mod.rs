//! What a run hands on: messages that others read, and commands that are run later.
//!
#![doc = include_str!("../../docs/outbox.md")]

mod attribute;
mod enqueuing;
mod job;
mod job_state;
mod message;
mod outbox;
mod outgoing;
mod publishing;
mod time;

use foobara_types::ModelType;

use crate::entity::Entity;

pub use enqueuing::PendingJob;
pub use job::Job;
pub use job_state::JobState;
pub use message::OutboxMessage;
pub use outbox::Outbox;
pub use outgoing::Outgoing;
pub use publishing::PendingMessage;

/// Returns whether the records of an entity stand in line, so that their numbers are a place there and nothing more.
pub(crate) fn is_line(entity: &ModelType) -> bool {
    [OutboxMessage::model(), Job::model()]
        .into_iter()
        .any(|known| std::ptr::eq(entity, known))
}
