use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a folder says of itself, in the file `.state`: by it a process knows whether what it has in memory is old.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) layout: Layout,
    /// How many units were committed.
    pub(super) generation: u64,
    pub(super) tables: BTreeMap<String, TableState>,
}

/// What a folder says of an entity.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct TableState {
    /// The generation that last changed it.
    pub(super) changed: u64,
    /// The largest number that was a key so far, those of deleted records included.
    pub(super) last_key: i64,
}

/// What is in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Layout {
    /// A record.
    Records,
    /// All records of an entity.
    Entities,
}

impl State {
    /// Returns the state of a folder in which nothing was committed.
    pub(super) const fn of(layout: Layout) -> Self {
        Self {
            layout,
            generation: 0,
            tables: BTreeMap::new(),
        }
    }

    pub(super) fn table(&self, name: &str) -> TableState {
        self.tables.get(name).copied().unwrap_or_default()
    }

    /// Says how the folder is after a unit that changed these tables, with their last keys.
    pub(super) fn after(&self, changed: impl IntoIterator<Item = (&'static str, i64)>) -> Self {
        let mut next = self.clone();
        next.generation += 1;
        for (table, last_key) in changed {
            let changed = next.generation;
            next.tables
                .insert(table.to_owned(), TableState { changed, last_key });
        }
        next
    }
}
