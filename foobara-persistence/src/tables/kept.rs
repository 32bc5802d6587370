//! Tables whose records are also kept elsewhere.

use std::collections::BTreeSet;

use super::{table::Table, tables::Tables, undo::UndoLog};
use crate::{
    change::Change,
    datum::{Datum, Row},
    driver::Stored,
    shape::Shape,
};

impl Tables {
    /// Replaces a table by the records that are kept; of two with the same key or values the second is refused.
    pub(crate) fn load(&mut self, shape: &'static Shape, rows: Vec<Row>, last_key: i64) -> Stored<()> {
        let mut table = Table::of(shape);
        for row in rows {
            table.apply(&Change::create(shape, row))?;
        }
        table.last_key = table.last_key.max(last_key);
        self.0.insert(shape.table.as_str(), table);
        Ok(())
    }

    /// Returns a record as it is now.
    pub(crate) fn row(&self, table: &str, key: &Datum) -> Option<&Row> {
        self.0.get(table)?.rows.get(key)
    }

    /// Returns the records of a table as they are now, by key.
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
