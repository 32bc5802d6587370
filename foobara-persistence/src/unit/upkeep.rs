//! What a unit of work writes into records itself, and what it refuses to have changed.
//!
//! Only entities that ask for it pay for it: where created, hidden or immutable attributes are to stay as they are, the
//! record is looked at before it is changed.

use std::collections::BTreeMap;

use foobara_core::transaction::StorageError;

use super::{UnitOfWork, state::State};
use crate::{
    change::{Change, Operation},
    datum::Datum,
    query::Query,
    reach::Reach,
    row::Row,
    shape::Shape,
    upkeep::set,
};

/// A moment of a record by which it is hidden, to be written or taken away.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// Its column.
    pub(crate) column: usize,
    /// Whether it is written.
    pub(crate) is_set: bool,
}

impl UnitOfWork {
    /// Writes or takes away a mark of a record, and returns the record. What is so already is left alone.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when there is no such record within reach, and as [`apply`](Self::apply).
    pub(crate) async fn mark(
        &self,
        shape: &'static Shape,
        key: Datum,
        mark: Mark,
        reach: Reach,
    ) -> Result<Row, StorageError> {
        let mut change = self.admit(Change::delete(shape, key))?;
        let mut state = self.state.lock().await;
        self.begin(&mut state).await?;
        state.look_before(std::slice::from_mut(&mut change)).await?;
        let mut row = before_within(&change, reach)?.clone();
        if row.get(mark.column).is_null() != mark.is_set {
            return Ok(row);
        }
        let now = self.moment(&mut state);
        let value = if mark.is_set { &now } else { &Datum::Null };
        hide(shape, &mut row, mark.column, value, &now);
        let mut change = Change::update(shape, row.clone(), None);
        self.step(&mut state, std::slice::from_mut(&mut change)).await?;
        state.log.note(change);
        state.tell_changes()?;
        Ok(row)
    }

    /// Brings changes to what is really written, and refuses those of records out of reach. Nothing of that is carried along
    /// by changes that need nothing of it.
    pub(super) async fn tend(
        &self,
        state: &mut State,
        changes: &mut [Change],
        reach: Reach,
    ) -> Result<(), StorageError> {
        if changes.iter().all(|change| change.shape.upkeep.is_nothing()) {
            return Ok(());
        }
        Box::pin(self.tend_each(state, changes, reach)).await
    }

    async fn tend_each(
        &self,
        state: &mut State,
        changes: &mut [Change],
        reach: Reach,
    ) -> Result<(), StorageError> {
        self.begin(state).await?;
        state.look_before(changes).await?;
        let now = self.moment(state);
        changes
            .iter_mut()
            .try_for_each(|change| tend(change, &now, reach))
    }

    /// Returns what time it is, the same for all that the unit does.
    fn moment(&self, state: &mut State) -> Datum {
        let now = || crate::moment::datum(self.opening.now());
        state.now.get_or_insert_with(now).clone()
    }
}

impl State {
    /// Finds out what records were before, as far as it matters for what is done with them.
    async fn look_before(&mut self, changes: &mut [Change]) -> Result<(), StorageError> {
        for changes in changes.chunk_by_mut(|one, other| std::ptr::eq(one.shape, other.shape)) {
            let Some(first) = changes.first() else { continue };
            let shape = first.shape;
            let keys = self.unknown(shape, changes);
            let mut found = self.rows_for_update(shape, keys).await?;
            for change in changes.iter_mut().filter(|change| heeds_before(change)) {
                let known = found.remove(&change.key);
                change.before = known.or_else(|| change.before.take());
            }
        }
        Ok(())
    }

    /// Notes what the unit knows of the records before they change, and returns the keys of those that it has to look at.
    /// Others may have hidden a record since: what can be hidden is always looked at.
    fn unknown(&self, shape: &'static Shape, changes: &mut [Change]) -> Vec<Datum> {
        let mut keys = Vec::new();
        for change in changes.iter_mut().filter(|change| heeds_before(change)) {
            if !shape.upkeep.hides() {
                change.before = self.log.known(shape, &change.key);
            }
            if change.before.is_none() {
                keys.push(change.key.clone());
            }
        }
        keys
    }

    pub(super) async fn rows_for_update(
        &mut self,
        shape: &'static Shape,
        keys: Vec<Datum>,
    ) -> Result<BTreeMap<Datum, Row>, StorageError> {
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut query = Query::of_keys(shape, keys);
        query.for_update = true;
        query.filter = query.filter.fit(shape)?;
        let rows = self.session()?.fetch(&query).await?.rows;
        self.log.saw(shape, &rows);
        Ok(rows
            .into_iter()
            .map(|row| (row.get(shape.key).clone(), row))
            .collect())
    }
}

/// Refuses changes of attributes that stay as they were created.
pub(super) fn check_fixed(change: &Change) -> Result<(), StorageError> {
    let (Some(before), Some(after)) = (&change.before, &change.after) else {
        return Ok(());
    };
    let shape = change.shape;
    let is_changed = |column: &&usize| !is_same(before.get(**column), after.get(**column));
    let changed = shape.upkeep.fixed.iter().find(is_changed);
    let column = changed.and_then(|column| shape.columns.get(*column));
    column.map_or(Ok(()), |column| {
        let entity = shape.model.reference();
        Err(StorageError::Invalid(format!(
            "{entity}.{}: immutable",
            column.name
        )))
    })
}

/// Whether two values are the same, for JSON in whatever order its entries come back.
pub(crate) fn is_same(one: &Datum, other: &Datum) -> bool {
    match (one, other) {
        (Datum::Json(one), Datum::Json(other)) => one == other,
        _ => one == other,
    }
}

/// Whether it matters for a change what the record was before.
fn heeds_before(change: &Change) -> bool {
    let upkeep = &change.shape.upkeep;
    match change.operation {
        Operation::Create => false,
        Operation::Delete => upkeep.hides(),
        Operation::Update | Operation::Put => upkeep.heeds_before() && !change.key.is_null(),
    }
}

fn tend(change: &mut Change, now: &Datum, reach: Reach) -> Result<(), StorageError> {
    match change.operation {
        Operation::Delete => delete(change, now, reach),
        Operation::Create => create(change, now),
        Operation::Put if change.before.is_none() && heeds_before(change) => create(change, now),
        Operation::Put if change.key.is_null() => create(change, now),
        Operation::Put | Operation::Update => update(change, now, reach),
    }
}

fn create(change: &mut Change, now: &Datum) -> Result<(), StorageError> {
    if let Some(after) = &mut change.after {
        change.shape.upkeep.create(after, now);
    }
    Ok(())
}

fn update(change: &mut Change, now: &Datum, reach: Reach) -> Result<(), StorageError> {
    if heeds_before(change) {
        before_within(change, reach)?;
    }
    if let Some(after) = &mut change.after {
        change.shape.upkeep.change(change.before.as_ref(), after, now);
    }
    Ok(())
}

/// Marks a record in the place of deleting it, if its entity says so.
fn delete(change: &mut Change, now: &Datum, reach: Reach) -> Result<(), StorageError> {
    if !heeds_before(change) {
        return Ok(());
    }
    let before = before_within(change, reach)?;
    if let Some(column) = change.shape.upkeep.deleted.filter(|_| !reach.for_good) {
        let mut after = before.clone();
        hide(change.shape, &mut after, column, now, now);
        change.operation = Operation::Update;
        change.after = Some(after);
    }
    Ok(())
}

/// Returns what a record was before, if it is within reach. One that is put stands in the way of what is hidden.
fn before_within(change: &Change, reach: Reach) -> Result<&Row, StorageError> {
    let before = change.before.as_ref().ok_or(StorageError::NotFound)?;
    if change.shape.upkeep.shows(before, reach) {
        Ok(before)
    } else if change.operation == Operation::Put {
        Err(StorageError::Duplicate)
    } else {
        Err(StorageError::NotFound)
    }
}

/// Writes a mark, which is a change like others.
fn hide(shape: &Shape, row: &mut Row, column: usize, value: &Datum, now: &Datum) {
    set(row, Some(column), value);
    set(row, shape.upkeep.updated, now);
    shape.count_up(row);
}
