use serde::{Deserialize, Serialize};

use crate::{
    shape::Shape,
    sql::{Catalog, Table},
};

/// The form of snapshots that is written, and the only one that is read.
const VERSION: u32 = 1;

/// What a database is to have in it after all migrations that were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snapshot {
    /// Of which form it is.
    version: u32,
    /// What database it is of.
    pub(super) database: String,
    /// The tables, in the order of their names.
    pub(super) tables: Vec<Table>,
}

impl Snapshot {
    /// Returns what a database has in it before the first migration.
    pub(super) fn empty<D: Catalog>() -> Self {
        Self {
            version: VERSION,
            database: D::NAME.to_owned(),
            tables: Vec::new(),
        }
    }

    /// Returns what a database is to have in it for some entities.
    pub(super) fn of<D: Catalog>(dialect: D, shapes: &[&'static Shape]) -> Self {
        let mut tables: Vec<Table> = shapes.iter().map(|shape| Table::of(dialect, shape)).collect();
        tables.sort_by(|left, right| left.name.cmp(&right.name));
        Self {
            tables,
            ..Self::empty::<D>()
        }
    }

    /// Reads a snapshot that must be of this database.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(super) fn parse<D: Catalog>(text: &str) -> Result<Self, String> {
        let snapshot: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if snapshot.version != VERSION {
            return Err(format!(
                "it has version {}, and this program reads version {VERSION}",
                snapshot.version
            ));
        }
        if snapshot.database != D::NAME {
            return Err(format!(
                "it is of {}, and the storage is {}; keep the migrations of each in a folder of its own",
                snapshot.database,
                D::NAME
            ));
        }
        Ok(snapshot)
    }

    /// Writes it, the same text each time, with a line for everything that can change.
    pub(super) fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("invariant: a snapshot has names for keys") + "\n"
    }
}
