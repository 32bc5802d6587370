use std::collections::{BTreeMap, BTreeSet};

use foobara_core::transaction::StorageError;

use super::{folder::Folder, journal::Journal, state::State};
use crate::{
    change::{Applied, Change},
    driver::Stored,
    query::{Query, Rows},
    shape::{Shape, misfit},
    tables::{Tables, UndoLog},
};

/// What this process has in memory of a folder.
pub(super) struct Cache {
    pub(super) tables: Tables,
    /// How the folder was when it was read.
    state: State,
    /// The entities that there is room for, by table.
    shapes: BTreeMap<&'static str, &'static Shape>,
}

impl Cache {
    /// Returns what there is to know of a folder that nothing was read of.
    pub(super) fn of(folder: &Folder) -> Self {
        Self {
            tables: Tables::default(),
            state: State::of(folder.layout),
            shapes: BTreeMap::new(),
        }
    }

    pub(super) fn fetch(&self, query: &Query) -> Stored<Rows> {
        self.check(query.shape)?;
        self.tables.fetch(query)
    }

    pub(super) fn apply(&mut self, undo: &mut UndoLog, changes: &[Change]) -> Stored<Vec<Applied>> {
        changes.iter().try_for_each(|change| self.check(change.shape))?;
        undo.apply(&mut self.tables, changes)
    }

    /// Returns whether the folder is still as it was read.
    pub(super) fn is_current(&self, folder: &Folder) -> Stored<bool> {
        Ok(folder.state()?.generation == self.state.generation)
    }

    /// Reads what others have changed.
    pub(super) fn refresh(&mut self, folder: &Folder) -> Stored<()> {
        let state = folder.state()?;
        if state.generation == self.state.generation {
            return Ok(());
        }
        for (table, shape) in &self.shapes {
            if state.table(table).changed != self.state.table(table).changed {
                load(&mut self.tables, folder, &state, shape)?;
            }
        }
        self.state = state;
        Ok(())
    }

    /// Makes room for entities, and reads their records.
    pub(super) fn prepare(&mut self, folder: &Folder, shapes: &[&'static Shape]) -> Stored<()> {
        for shape in shapes {
            folder.prepare(shape)?;
            load(&mut self.tables, folder, &self.state, shape)?;
            self.shapes.insert(&shape.table, shape);
        }
        Ok(())
    }

    /// Says what a unit has done.
    pub(super) fn journal(&self, folder: &Folder, undo: &UndoLog) -> Journal {
        let changed = undo.changed();
        let tables: BTreeSet<&'static str> = changed.iter().map(|(table, _)| *table).collect();
        let last_keys = tables.iter().map(|table| (*table, self.tables.last_key(table)));
        let shaped = changed
            .iter()
            .filter_map(|(table, key)| Some((*self.shapes.get(table)?, *key)));
        Journal {
            writes: folder.writes(&self.tables, shaped),
            state: self.state.after(last_keys),
        }
    }

    /// Notes that the folder is now, or will be, what is in memory.
    pub(super) fn committed(&mut self, journal: &Journal) {
        self.state = journal.state.clone();
    }

    fn check(&self, shape: &Shape) -> Stored<()> {
        if self.shapes.contains_key(shape.table.as_str()) {
            return Ok(());
        }
        Err(misfit(format!(
            "there is no room for `{}` in the folder; prepare the app before it runs",
            shape.table
        )))
    }
}

fn load(tables: &mut Tables, folder: &Folder, state: &State, shape: &'static Shape) -> Stored<()> {
    let rows = folder.rows(shape)?;
    let loaded = tables.load(shape, rows, state.table(&shape.table).last_key);
    let twice = |what: &str| folder.corrupt(&folder.folder(&shape.table), what);
    loaded.map_err(|error| match error {
        StorageError::Duplicate => twice("two records have the same key"),
        StorageError::Taken(names) => twice(&format!("two records have the same {}", names.join(" and "))),
        other => other,
    })
}
