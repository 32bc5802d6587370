use std::{fmt, iter::FusedIterator, mem, sync::Arc};

use crate::datum::Datum;

/// The values of one record, in the order of the columns of its [`Shape`](crate::Shape).
///
/// Copies share the values until one of them is changed, so that a copy costs next to nothing. Debug output shows how many
/// values there are and none of them.
///
/// ```
/// use foobara_persistence::{Datum, Row};
///
/// let row = Row::from([Datum::Int(7), Datum::from("Fumiko")]);
/// let mut renamed = row.clone();
/// renamed.set(1, Datum::from("Barbara"));
/// assert_eq!(row.get(1), &Datum::from("Fumiko"));
/// assert_eq!(renamed.into_iter().collect::<Vec<_>>(), [Datum::Int(7), Datum::from("Barbara")]);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Row(Arc<[Datum]>);

impl Row {
    /// Returns the value of a column; null where the row ends before it.
    pub fn get(&self, column: usize) -> &Datum {
        self.0.get(column).unwrap_or(&Datum::Null)
    }

    /// Puts a value into a column, and into none where the row ends before it.
    pub fn set(&mut self, column: usize, value: Datum) {
        if let Some(slot) = Arc::make_mut(&mut self.0).get_mut(column) {
            *slot = value;
        }
    }

    /// Returns how many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes through the values.
    pub fn iter(&self) -> std::slice::Iter<'_, Datum> {
        self.0.iter()
    }
}

impl<const COLUMNS: usize> From<[Datum; COLUMNS]> for Row {
    fn from(values: [Datum; COLUMNS]) -> Self {
        Self(values.into())
    }
}

impl FromIterator<Datum> for Row {
    fn from_iter<I: IntoIterator<Item = Datum>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Row {
    type Item = &'a Datum;
    type IntoIter = std::slice::Iter<'a, Datum>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Row {
    type Item = Datum;
    type IntoIter = RowValues;

    fn into_iter(mut self) -> RowValues {
        RowValues {
            is_shared: Arc::get_mut(&mut self.0).is_none(),
            row: self,
            next: 0,
        }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Row({} values)", self.len())
    }
}

/// The values of a [`Row`], one after the other: moved out of it, or copied if others have it too.
#[derive(Debug)]
pub struct RowValues {
    row: Row,
    is_shared: bool,
    next: usize,
}

impl Iterator for RowValues {
    type Item = Datum;

    fn next(&mut self) -> Option<Datum> {
        let next = self.next;
        self.next += 1;
        if self.is_shared {
            return self.row.0.get(next).cloned();
        }
        let slot = Arc::make_mut(&mut self.row.0).get_mut(next)?;
        Some(mem::replace(slot, Datum::Null))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.row.len().saturating_sub(self.next);
        (rest, Some(rest))
    }
}

impl ExactSizeIterator for RowValues {}

impl FusedIterator for RowValues {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_changed_alone() {
        let row = Row::from([Datum::Int(1), Datum::Null]);
        let mut copy = row.clone();
        copy.set(1, Datum::Int(2));
        copy.set(2, Datum::Int(3));
        assert_eq!(row, Row::from([Datum::Int(1), Datum::Null]));
        assert_eq!(copy, Row::from([Datum::Int(1), Datum::Int(2)]));
    }

    #[test]
    fn values_come_out_of_rows_that_are_shared_and_of_others() {
        let values = || [Datum::from("canary"), Datum::Null];
        let row = Row::from(values());
        assert_eq!(row.clone().into_iter().collect::<Vec<_>>(), values());
        let mut rest = row.into_iter();
        assert_eq!((rest.len(), rest.next()), (2, Some(Datum::from("canary"))));
        assert_eq!(
            (rest.len(), rest.next(), rest.next(), rest.next()),
            (1, Some(Datum::Null), None, None)
        );
    }

    #[test]
    fn debug_output_shows_no_value() {
        let row = Row::from([Datum::from("canary"), Datum::Null]);
        assert_eq!(format!("{row:?}"), "Row(2 values)");
    }
}
