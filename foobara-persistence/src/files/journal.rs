use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::state::State;

/// All that a unit does to a folder, so that it can be finished, or done again, by anybody.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) writes: Vec<Write>,
    pub(super) state: State,
}

/// What becomes of one document.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Write {
    /// The name of the entity's folder or document.
    pub(super) table: String,
    /// The name of the record's document; `None` for one of all records.
    pub(super) record: Option<String>,
    /// What is in it; `None` when it is removed.
    pub(super) document: Option<Value>,
}
