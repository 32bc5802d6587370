//! What a run hands on: messages that others read, and commands that are run later.
//!
#![doc = include_str!("../../docs/outbox.md")]

mod enqueuing;
mod job;
mod job_state;
mod line;
mod message;
mod outbox;
mod outgoing;
mod publishing;
mod time;

pub use enqueuing::PendingJob;
pub use job::Job;
pub use job_state::JobState;
pub(crate) use line::is_line;
pub use message::OutboxMessage;
pub use outbox::Outbox;
pub use outgoing::Outgoing;
pub use publishing::PendingMessage;
