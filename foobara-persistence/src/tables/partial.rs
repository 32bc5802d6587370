//! Tables of which only those records are in memory that somebody asked for.

use super::{table::Table, tables::Tables, undo::UndoLog};
use crate::{datum::Datum, driver::Stored, row::Row, shape::Shape};

impl Tables {
    /// Adds a record that is kept elsewhere; one with the same key or values as another is refused.
    pub(crate) fn know(&mut self, shape: &'static Shape, row: Row) -> Stored<()> {
        self.table(shape).keep(row.get(shape.key).clone(), row)
    }

    /// Assigns the numbers from `first` on to the records that are created next without a key.
    pub(crate) fn assign_from(&mut self, shape: &'static Shape, first: i64) {
        self.table(shape).last_key = first.saturating_sub(1);
    }

    /// Returns the shape of the records of a table that was changed.
    pub(crate) fn shape(&self, table: &str) -> Option<&'static Shape> {
        self.0.get(table).map(|table| table.unique.shape)
    }

    fn table(&mut self, shape: &'static Shape) -> &mut Table {
        self.0
            .entry(shape.table.as_str())
            .or_insert_with(|| Table::of(shape))
    }
}

impl UndoLog {
    /// Returns whether a record was changed.
    pub(crate) fn has_changed(&self, table: &str, key: &Datum) -> bool {
        let mut recent = self.undo.iter().rev();
        recent.any(|undo| undo.table == table && undo.key == *key)
    }
}
