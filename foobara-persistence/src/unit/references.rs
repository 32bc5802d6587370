//! What becomes of records when one is deleted that they refer to.

use std::collections::{BTreeSet, VecDeque};

use foobara_core::transaction::StorageError;
use foobara_types::{ModelType, OnDelete};

use super::state::State;
use crate::{
    change::{Change, Operation},
    datum::Datum,
    filter::Filter,
    query::Query,
    reach::Reach,
    row::Row,
    shape::{Column, Shape},
};

/// The references between the entities of an app.
pub(super) struct References<'a>(&'a [&'static ModelType]);

/// An attribute by which records of one entity refer to those of another.
struct Reference {
    from: &'static Shape,
    column: usize,
    on_delete: OnDelete,
}

/// Records that are deleted, and what has to be done before.
#[derive(Default)]
struct Parting {
    /// The records that are deleted, by table and key.
    deleted: BTreeSet<(&'static str, Datum)>,
    /// Groups of them that others may refer to.
    open: VecDeque<(&'static Shape, Vec<Datum>)>,
    /// What has to be done, from the records themselves outwards.
    changes: Vec<Change>,
}

impl<'a> References<'a> {
    pub(super) const fn of(entities: &'a [&'static ModelType]) -> Self {
        Self(entities)
    }

    /// Returns whether other records may refer to those that are deleted.
    pub(super) fn concern(&self, changes: &[Change]) -> bool {
        let deletes = |change: &&Change| change.operation == Operation::Delete;
        changes
            .iter()
            .filter(deletes)
            .any(|change| self.to(change.shape).next().is_some())
    }

    /// Returns what has to be done before records are deleted, in its order.
    ///
    /// # Errors
    ///
    /// [`StorageError::Referenced`] when a record that refers to one of them keeps it from being deleted.
    pub(super) async fn follow(
        &self,
        state: &mut State,
        changes: &[Change],
        reach: Reach,
    ) -> Result<Vec<Change>, StorageError> {
        let mut parting = Parting::default();
        for change in changes
            .iter()
            .filter(|change| change.operation == Operation::Delete)
        {
            parting.delete(change.shape, vec![change.key.clone()]);
        }
        while let Some((shape, keys)) = parting.open.pop_front() {
            for reference in self.to(shape) {
                let rows = reference.rows(state, &keys, reach).await?;
                parting.part(&reference, rows)?;
            }
        }
        parting.changes.reverse();
        Ok(parting.changes)
    }

    /// Returns the references to an entity that say what becomes of them.
    fn to(&self, shape: &'static Shape) -> impl Iterator<Item = Reference> {
        let references = self.0.iter().flat_map(|model| {
            let references = model.kept.references.iter();
            references.map(move |(name, on_delete)| (*model, *name, *on_delete))
        });
        let to_it = references.filter(move |(model, name, _)| model.refers_to(name, shape.model));
        to_it.map(|(model, name, on_delete)| {
            let from = Shape::of(model);
            let column = from.position(name).unwrap_or_default();
            Reference {
                from,
                column,
                on_delete,
            }
        })
    }
}

impl Reference {
    /// Returns the records that refer to some that are deleted. Those that are marked as deleted do not count, unless what
    /// they refer to is gone for good; archived ones do.
    async fn rows(&self, state: &mut State, keys: &[Datum], reach: Reach) -> Result<Vec<Row>, StorageError> {
        let mut query = Query::all(self.from);
        query.filter = Filter::AnyOf {
            column: self.column().name.clone().into(),
            values: keys.to_vec(),
        };
        query.for_update = true;
        let reach = Reach {
            deleted: reach.for_good,
            archived: true,
            ..reach
        };
        reach.narrow(&mut query);
        let rows = state.session()?.fetch(&query).await?.rows;
        state.log.saw(self.from, &rows);
        Ok(rows)
    }

    fn column(&self) -> &'static Column {
        let columns = &self.from.columns;
        columns
            .get(self.column)
            .expect("invariant: references are attributes")
    }

    /// Returns the change that a record is about to undergo: its version is counted up.
    fn change(&self, mut row: Row) -> Change {
        self.from.count_up(&mut row);
        Change::update(self.from, row, None)
    }
}

impl Parting {
    fn delete(&mut self, shape: &'static Shape, keys: Vec<Datum>) {
        self.deleted
            .extend(keys.iter().map(|key| (shape.table.as_str(), key.clone())));
        self.open.push_back((shape, keys));
    }

    /// Does with records that refer to deleted ones what is said of them; those that are deleted themselves are left alone.
    fn part(&mut self, reference: &Reference, rows: Vec<Row>) -> Result<(), StorageError> {
        let shape = reference.from;
        let is_left = |row: &Row| {
            !self
                .deleted
                .contains(&(shape.table.as_str(), row.get(shape.key).clone()))
        };
        let left: Vec<Row> = rows.into_iter().filter(is_left).collect();
        if left.is_empty() {
            return Ok(());
        }
        match reference.on_delete {
            OnDelete::Restrict => return Err(StorageError::Referenced(shape.model.reference())),
            OnDelete::Cascade => {
                let keys: Vec<Datum> = left.iter().map(|row| row.get(shape.key).clone()).collect();
                // What is deleted need not be cleared before.
                self.changes
                    .retain(|change| change.shape.table != shape.table || !keys.contains(&change.key));
                self.changes
                    .extend(keys.iter().map(|key| Change::delete(shape, key.clone())));
                self.delete(shape, keys);
            }
            OnDelete::Clear => left.into_iter().for_each(|row| self.clear(reference, row)),
        }
        Ok(())
    }

    /// Takes a reference out of a record, which may have lost another one already.
    fn clear(&mut self, reference: &Reference, row: Row) {
        let shape = reference.from;
        let is_same =
            |change: &Change| change.shape.table == shape.table && &change.key == row.get(shape.key);
        let place = self.changes.iter().position(is_same).unwrap_or_else(|| {
            self.changes.push(reference.change(row));
            self.changes.len() - 1
        });
        let after = self
            .changes
            .get_mut(place)
            .and_then(|change| change.after.as_mut());
        if let Some(after) = after {
            after.set(reference.column, Datum::Null);
        }
    }
}
