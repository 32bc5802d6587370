use foobara_types::{ModelType, declaration::Stamp};

use crate::{datum::Datum, reach::Reach, row::Row, shape::Column};

/// The columns of which not the record decides what is in them, but the unit of work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Upkeep {
    /// When the record was created.
    pub(crate) created: Option<usize>,
    /// When it was created or last changed.
    pub(crate) updated: Option<usize>,
    /// When it was deleted.
    pub(crate) deleted: Option<usize>,
    /// When it was archived.
    pub(crate) archived: Option<usize>,
    /// What stays as it was created.
    pub(crate) fixed: Vec<usize>,
}

impl Upkeep {
    pub(crate) fn of(model: &ModelType, columns: &[Column]) -> Self {
        let mut upkeep = Self::default();
        for (name, stamp) in model.kept.stamps {
            *upkeep.slot(*stamp) = columns.iter().position(|column| column.name == *name);
        }
        let is_fixed = |index: &usize| {
            let column = columns.get(*index);
            column.is_some_and(|column| {
                !model.access.may_change(&column.name) && model.kept.version != Some(&column.name)
            }) && !upkeep.stamps().any(|stamp| stamp == *index)
        };
        let fixed = (0..columns.len()).filter(is_fixed).collect();
        Self { fixed, ..upkeep }
    }

    const fn slot(&mut self, stamp: Stamp) -> &mut Option<usize> {
        match stamp {
            Stamp::Created => &mut self.created,
            Stamp::Updated => &mut self.updated,
            Stamp::Deleted => &mut self.deleted,
            Stamp::Archived => &mut self.archived,
        }
    }

    fn stamps(&self) -> impl Iterator<Item = usize> {
        let stamps = [self.created, self.updated, self.deleted, self.archived];
        stamps.into_iter().flatten()
    }

    /// Returns whether records decide on everything.
    pub(crate) const fn is_nothing(&self) -> bool {
        self.updated.is_none() && !self.heeds_before()
    }

    /// Returns whether it matters for a change what the record was before.
    pub(crate) const fn heeds_before(&self) -> bool {
        self.created.is_some() || self.hides() || !self.fixed.is_empty()
    }

    /// Returns whether records can be hidden.
    pub(crate) const fn hides(&self) -> bool {
        self.deleted.is_some() || self.archived.is_some()
    }

    /// Returns the columns that have a value for records which are out of reach.
    pub(crate) fn hiding(&self, reach: Reach) -> impl Iterator<Item = usize> + use<> {
        let deleted = self.deleted.filter(|_| !reach.deleted);
        let archived = self.archived.filter(|_| !reach.archived);
        deleted.into_iter().chain(archived)
    }

    /// Returns whether a record is within reach.
    pub(crate) fn shows(&self, row: &Row, reach: Reach) -> bool {
        self.hiding(reach).all(|column| row.get(column).is_null())
    }

    /// Writes what a record that is created says of itself.
    pub(crate) fn create(&self, row: &mut Row, now: &Datum) {
        set(row, self.created, now);
        set(row, self.updated, now);
        set(row, self.deleted, &Datum::Null);
        set(row, self.archived, &Datum::Null);
    }

    /// Writes what a record that is changed keeps of what it was, if that matters, and when it was changed.
    pub(crate) fn change(&self, before: Option<&Row>, row: &mut Row, now: &Datum) {
        if let Some(before) = before {
            for column in [self.created, self.deleted, self.archived].into_iter().flatten() {
                set(row, Some(column), before.get(column));
            }
        }
        set(row, self.updated, now);
    }
}

/// Puts a value into a column, if there is that.
pub(crate) fn set(row: &mut Row, column: Option<usize>, value: &Datum) {
    if let Some(column) = column {
        row.set(column, value.clone());
    }
}
