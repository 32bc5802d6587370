//! The documents of one entity.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{disk, document, error::unavailable, folder::Folder, journal::Write, name, state::Layout};
use crate::{datum::Datum, driver::Stored, row::Row, shape::Shape, tables::Tables};

impl Folder {
    /// Makes room for an entity.
    pub(super) fn prepare(&self, shape: &Shape) -> Stored<()> {
        match self.layout {
            Layout::Entities => Ok(()),
            Layout::Records => {
                let folder = self.folder(&shape.table);
                let made = disk::make_folder(&folder).and_then(|()| disk::sync_folder(&self.path));
                made.map_err(unavailable(&folder))
            }
        }
    }

    /// Reads the records of an entity.
    pub(super) fn rows(&self, shape: &Shape) -> Stored<Vec<Row>> {
        match self.layout {
            Layout::Records => self.rows_of_records(shape),
            Layout::Entities => self.rows_of_entity(shape),
        }
    }

    /// Says what becomes of the documents of a unit that changed these records.
    pub(super) fn writes<'a>(
        &self,
        tables: &Tables,
        changed: impl Iterator<Item = (&'a Shape, &'a Datum)>,
    ) -> Vec<Write> {
        match self.layout {
            Layout::Records => changed.map(|(shape, key)| record(shape, key, tables)).collect(),
            Layout::Entities => {
                let mut shapes: Vec<&Shape> = changed.map(|(shape, _)| shape).collect();
                shapes.dedup_by_key(|shape| &shape.table);
                shapes.into_iter().map(|shape| entity(shape, tables)).collect()
            }
        }
    }

    fn rows_of_records(&self, shape: &Shape) -> Stored<Vec<Row>> {
        let mut rows = Vec::new();
        for path in self.documents(shape)? {
            // Another process cannot have removed it: this one has its turn.
            let Some(document) = self.read(&path)? else {
                continue;
            };
            let row = document::to_row(shape, document).map_err(|what| self.corrupt(&path, what))?;
            if path.file_stem() != Some(OsStr::new(&name::of_key(row.get(shape.key)))) {
                return Err(self.corrupt(&path, "named after another key than it holds"));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn rows_of_entity(&self, shape: &Shape) -> Stored<Vec<Row>> {
        let path = self.path.join(format!("{}.json", name::of_text(&shape.table)));
        let documents: Vec<Value> = self.read(&path)?.unwrap_or_default();
        documents
            .into_iter()
            .map(|document| document::to_row(shape, document).map_err(|what| self.corrupt(&path, what)))
            .collect()
    }

    /// Returns the files of an entity's documents. Other files, as what was being written when a process ended, are left
    /// alone.
    fn documents(&self, shape: &Shape) -> Stored<Vec<PathBuf>> {
        let folder = self.folder(&shape.table);
        let list = || -> std::io::Result<Vec<PathBuf>> {
            let entries = disk::retried(|| fs::read_dir(&folder))?;
            entries.map(|entry| Ok(entry?.path())).collect()
        };
        let mut paths = list().map_err(unavailable(&folder))?;
        paths.retain(|path| is_document(path));
        Ok(paths)
    }
}

fn is_document(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("json"))
}

fn record(shape: &Shape, key: &Datum, tables: &Tables) -> Write {
    let row = tables.row(&shape.table, key);
    Write {
        table: name::of_text(&shape.table),
        record: Some(name::of_key(key)),
        document: row.map(|row| document::of_row(shape, row)),
    }
}

fn entity(shape: &Shape, tables: &Tables) -> Write {
    let mut rows: Vec<&Row> = tables.rows(&shape.table).collect();
    rows.sort_by_key(|row| row.get(shape.key));
    let documents = rows.into_iter().map(|row| document::of_row(shape, row)).collect();
    Write {
        table: name::of_text(&shape.table),
        record: None,
        document: Some(Value::Array(documents)),
    }
}
