//! Tables that are loaded as a whole.

use super::{table::Table, tables::Tables};
use crate::{datum::Datum, driver::Stored, row::Row, shape::Shape};

impl Tables {
    /// Replaces a table by the records that are kept; of two with the same key or values the second is refused.
    pub(crate) fn load(&mut self, shape: &'static Shape, rows: Vec<Row>, last_key: i64) -> Stored<()> {
        let mut table = Table::of(shape);
        table.last_key = last_key;
        for row in rows {
            if let Datum::Int(number) = row.get(shape.key) {
                table.last_key = table.last_key.max(*number);
            }
            table.keep(row.get(shape.key).clone(), row)?;
        }
        self.0.insert(shape.table.as_str(), table);
        Ok(())
    }
}
