use crate::{
    filter::Filter,
    query::{Query, Rows},
};

/// Which records a step reaches: those that are hidden are passed over, unless they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reach {
    /// Those that are marked as deleted as well.
    pub(crate) deleted: bool,
    /// Those that are archived as well.
    pub(crate) archived: bool,
    /// Whether what is deleted is gone for good, where it would only be marked otherwise.
    pub(crate) for_good: bool,
}

impl Reach {
    /// What nobody has asked to see is hidden.
    pub(crate) const USUAL: Self = Self {
        deleted: false,
        archived: false,
        for_good: false,
    };

    /// What others refer to is seen although it is archived.
    pub(crate) const REFERRED: Self = Self::USUAL.to_archived();

    /// All records, and what is deleted is gone for good.
    pub(crate) const FOR_GOOD: Self = Self {
        deleted: true,
        archived: true,
        for_good: true,
    };

    /// All records.
    pub(crate) const fn to_all(self) -> Self {
        Self {
            deleted: true,
            archived: true,
            ..self
        }
    }

    /// The records that are marked as deleted as well.
    pub(crate) const fn to_deleted(self) -> Self {
        Self {
            deleted: true,
            ..self
        }
    }

    /// The records that are archived as well.
    pub(crate) const fn to_archived(self) -> Self {
        Self {
            archived: true,
            ..self
        }
    }

    /// Lets a query pass over what is hidden, unless [`sift`](Self::sift) does.
    pub(crate) fn narrow(self, query: &mut Query) {
        if query.keys().is_some() {
            return;
        }
        let shape = query.shape;
        for column in shape.upkeep.hiding(self) {
            if let Some(column) = shape.columns.get(column) {
                let filter = std::mem::replace(&mut query.filter, Filter::All);
                query.filter = filter.and(Filter::is_null(column.name.clone()));
            }
        }
    }

    /// Takes what is hidden out of what was found by key, which drivers find fastest by keys alone.
    pub(crate) fn sift(self, query: &Query, found: &mut Rows) {
        if query.keys().is_some() {
            found.rows.retain(|row| query.shape.upkeep.shows(row, self));
        }
    }
}
