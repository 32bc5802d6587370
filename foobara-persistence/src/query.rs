use std::cmp::Ordering;

use foobara_core::transaction::StorageError;

use crate::{aggregate::Aggregate, datum::Datum, filter::Filter, row::Row, shape::Shape};

/// What a driver is asked for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Query {
    /// Of which entity.
    pub shape: &'static Shape,
    /// Which records. Its columns exist, and its values are of their kinds.
    pub filter: Filter,
    /// In which order; the primary key, ascending, decides between records that are the same otherwise.
    pub order: Vec<Order>,
    /// How many at most.
    pub limit: Option<u32>,
    /// What of them.
    pub select: Select,
    /// Whether other sessions that want to change the records found, or to find them with this set, wait until this session
    /// ends. Where sessions that write do not wait for each other, they conflict instead.
    pub for_update: bool,
}

/// One column to order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The position of the column.
    pub column: usize,
    /// Which way.
    pub direction: Direction,
}

/// Which way to order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest; what has no value comes first.
    Ascending,
    /// From the largest; what has no value comes last.
    Descending,
}

/// What to answer of the records found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Select {
    /// The records.
    Rows,
    /// How many there are, without regard to order and limit.
    Count,
    /// Figures about them, without regard to order and limit.
    Figures(Vec<Aggregate>),
}

/// What a driver answers.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Rows {
    /// The records, for [`Select::Rows`]; one row of the figures in the order asked for, for [`Select::Figures`].
    pub rows: Vec<Row>,
    /// How many there are, for [`Select::Count`].
    pub count: u64,
}

impl Query {
    /// Asks for every record of an entity.
    pub const fn all(shape: &'static Shape) -> Self {
        Self {
            shape,
            filter: Filter::All,
            order: Vec::new(),
            limit: None,
            select: Select::Rows,
            for_update: false,
        }
    }

    /// Asks for the record with a primary key.
    pub(crate) fn of_key(shape: &'static Shape, key: Datum) -> Self {
        Self::of_keys(shape, vec![key])
    }

    /// Asks for the records with these primary keys.
    pub(crate) const fn of_keys(shape: &'static Shape, keys: Vec<Datum>) -> Self {
        Self {
            filter: Filter::Keys(keys),
            order: Vec::new(),
            limit: None,
            select: Select::Rows,
            for_update: false,
            shape,
        }
    }

    /// Returns the keys of the records that are asked for, if these are all that is asked for.
    pub(crate) fn keys(&self) -> Option<&[Datum]> {
        match (&self.filter, &self.select, self.limit) {
            (Filter::Keys(keys), Select::Rows, None) => Some(keys),
            _ => None,
        }
    }

    /// Answers the query from the records of the entity, for drivers that have the rows themselves.
    ///
    /// # Errors
    ///
    /// When a figure cannot be computed.
    pub fn answer<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Result<Rows, StorageError> {
        self.answer_with(rows.filter(|row| self.filter.matches(self.shape, row)).collect())
    }

    /// Answers the query from the records that its filter holds for.
    ///
    /// # Errors
    ///
    /// When a figure cannot be computed.
    pub fn answer_with(&self, mut found: Vec<&Row>) -> Result<Rows, StorageError> {
        match &self.select {
            Select::Rows => {
                found.sort_by(|left, right| self.compare(left, right));
                let limit = self.limit.and_then(|limit| usize::try_from(limit).ok());
                let limited = found.into_iter().take(limit.unwrap_or(usize::MAX));
                Ok(Rows::of(limited.cloned().collect()))
            }
            Select::Count => Ok(Rows::counted(u64::try_from(found.len()).unwrap_or(u64::MAX))),
            Select::Figures(figures) => {
                let figures = figures.iter().map(|figure| figure.of(found.iter().copied()));
                Ok(Rows::of(vec![figures.collect::<Result<Row, _>>()?]))
            }
        }
    }

    /// Compares two rows by the order asked for, the primary key last.
    pub fn compare(&self, left: &Row, right: &Row) -> Ordering {
        let by = |order: &Order| {
            let ordering = left.get(order.column).cmp(right.get(order.column));
            match order.direction {
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            }
        };
        let key = self.shape.key;
        self.order
            .iter()
            .map(by)
            .find(|ordering| ordering.is_ne())
            .unwrap_or_else(|| left.get(key).cmp(right.get(key)))
    }

    /// Returns the filter for what comes after `last` in the order asked for.
    ///
    /// That is: the first column comes after, or it is the same and the second comes after, and so on. What has no
    /// value comes first in ascending order and last in descending order.
    pub(crate) fn after(&self, last: &Row) -> Filter {
        let key = Order {
            column: self.shape.key,
            direction: Direction::Ascending,
        };
        let mut same = Filter::All;
        let mut after = Filter::Or(Vec::new());
        for order in self.order.iter().copied().chain([key]) {
            let Some(column) = self.shape.columns.get(order.column) else {
                continue;
            };
            let name = column.name.clone();
            let value = last.get(order.column).clone();
            let beyond = match (order.direction, value.is_null()) {
                (Direction::Ascending, true) => !Filter::is_null(name.clone()),
                (Direction::Ascending, false) => Filter::greater(name.clone(), value.clone()),
                (Direction::Descending, true) => Filter::Or(Vec::new()),
                (Direction::Descending, false) => {
                    Filter::less(name.clone(), value.clone()).or(Filter::is_null(name.clone()))
                }
            };
            after = after.or(same.clone().and(beyond));
            same = same.and(Filter::equal(name, value));
        }
        after
    }
}

impl Rows {
    /// Answers with records.
    pub const fn of(rows: Vec<Row>) -> Self {
        Self { rows, count: 0 }
    }

    /// Answers with a number of records.
    pub const fn counted(count: u64) -> Self {
        Self {
            rows: Vec::new(),
            count,
        }
    }
}
