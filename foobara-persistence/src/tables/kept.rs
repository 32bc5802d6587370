//! Tables whose records are also kept elsewhere.

use std::collections::BTreeSet;

use super::{table::Table, tables::Tables, undo::UndoLog};
use crate::{datum::Datum, row::Row};

impl Tables {
    /// Returns a record as it is now.
    pub(crate) fn row(&self, table: &str, key: &Datum) -> Option<&Row> {
        self.0.get(table)?.rows.get(key)
    }

    /// Returns the records of a table as they are now, in no order.
    pub(crate) fn rows(&self, table: &str) -> impl Iterator<Item = &Row> {
        self.0
            .get(table)
            .into_iter()
            .flat_map(|table| table.rows.values())
    }

    /// Returns the largest number that was a key so far.
    pub(crate) fn last_key(&self, table: &str) -> i64 {
        self.0.get(table).map_or(0, Table::last_key)
    }
}

impl UndoLog {
    /// Returns the tables and keys of the records that were changed.
    pub(crate) fn changed(&self) -> BTreeSet<(&'static str, &Datum)> {
        self.undo.iter().map(|undo| (undo.table, &undo.key)).collect()
    }
}
