use foobara_types::Kept;
use serde::{Deserialize, Serialize};

use super::job_state::JobState;
use crate::{key::Auto, own::own_entity};

own_entity! {
    "Job", "A command that a worker runs later", Kept {
        version: Some("version"),
        unique: &[&["once_key"]],
        indexed: &[&["state", "run_at"]],
        ..Kept::PLAIN
    };

    /// A command that is to be run later: kept with the change that asks for it, until a worker has run it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[non_exhaustive]
    pub struct Job {
        /// Its number.
        pub id: Auto<i64>,
        /// The full name of the command, as `Shop::SendMail`.
        pub command: String,
        /// The inputs, as JSON text.
        pub inputs: String,
        /// When it is to be run, in milliseconds since 1970; not before.
        pub run_at: i64,
        /// What has become of it.
        pub state: JobState,
        /// How often it was claimed.
        pub attempts: u32,
        /// Why it failed the last time.
        pub last_error: Option<String>,
        /// Until when it belongs to the worker that claimed it, in milliseconds since 1970.
        pub locked_until: Option<i64>,
        /// What it was enqueued once for; no other job has the same.
        pub once_key: Option<String>,
        /// Who asked for the run that enqueued it, as the id of a user.
        pub caller: Option<String>,
        /// When it was enqueued, in milliseconds since 1970.
        pub created_at: i64,
        /// Counts the changes.
        pub version: u32,
    }
}
