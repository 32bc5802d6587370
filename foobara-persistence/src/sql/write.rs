use std::fmt::Write;

use foobara_core::transaction::StorageError;

use super::{dialect::Dialect, select::names, statement::Statement};
use crate::{
    change::Change,
    datum::Datum,
    filter::Filter,
    row::Row,
    shape::{Column, Shape, misfit},
};

impl<D: Dialect> Statement<D> {
    /// Inserts records of one entity, whose keys are all given or all assigned.
    pub(super) fn insert(dialect: D, changes: &[Change]) -> Result<Self, StorageError> {
        let mut statement = Self::values(dialect, changes)?;
        if D::RETURNS_KEYS {
            statement.push(" ON CONFLICT DO NOTHING");
            statement.answer_key(changes);
        }
        Ok(statement)
    }

    /// Inserts a record, or replaces the one with its key, if that still has the expected version.
    pub(super) fn put(dialect: D, change: &Change) -> Result<Self, StorageError> {
        let shape = change.shape;
        let changes = std::slice::from_ref(change);
        let mut statement = Self::values(dialect, changes)?;
        let _ = write!(
            statement.text,
            " ON CONFLICT ({}) DO UPDATE SET ",
            dialect.quote(&shape.key_column().name)
        );
        for (index, column) in shape.columns.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let name = dialect.quote(&column.name);
            let _ = write!(statement.text, "{separator}{name} = excluded.{name}");
        }
        if let Some((version, expected)) = expected_version(change) {
            let table = dialect.quote(&shape.table);
            let _ = write!(
                statement.text,
                " WHERE {table}.{} = ",
                dialect.quote(&version.name)
            );
            statement.bind(&version.name, version.kind, &expected);
        }
        statement.answer_key(changes);
        Ok(statement)
    }

    /// Replaces a record, if it is there and still has the expected version.
    pub(super) fn update(dialect: D, change: &Change) -> Result<Self, StorageError> {
        let shape = change.shape;
        let mut statement = Self::new(dialect, format!("UPDATE {} SET ", dialect.quote(&shape.table)));
        // The key is set as well, to what it is: an entity may have nothing else.
        for (index, (column, value)) in shape.columns.iter().zip(after(change)?).enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let _ = write!(statement.text, "{separator}{} = ", dialect.quote(&column.name));
            statement.bind(&column.name, column.kind, value);
        }
        statement.where_key(shape, &change.key);
        if let Some((version, expected)) = expected_version(change) {
            let _ = write!(statement.text, " AND {} = ", dialect.quote(&version.name));
            statement.bind(&version.name, version.kind, &expected);
        }
        Ok(statement)
    }

    /// Deletes a record.
    pub(super) fn delete(dialect: D, shape: &Shape, key: &Datum) -> Self {
        let mut statement = Self::new(dialect, format!("DELETE FROM {}", dialect.quote(&shape.table)));
        statement.where_key(shape, key);
        statement
    }

    /// Deletes records.
    pub(super) fn delete_all(dialect: D, shape: &Shape, keys: Vec<Datum>) -> Self {
        let mut statement = Self::new(
            dialect,
            format!("DELETE FROM {} WHERE ", dialect.quote(&shape.table)),
        );
        statement.filter(shape, &Filter::Keys(keys));
        statement
    }

    fn values(dialect: D, changes: &[Change]) -> Result<Self, StorageError> {
        let shape = changes.first().map(|change| change.shape);
        let shape = shape.ok_or_else(|| misfit("there is nothing to insert".to_owned()))?;
        let (table, columns) = (dialect.quote(&shape.table), names(dialect, &shape.columns));
        let mut statement = Self::new(dialect, format!("INSERT INTO {table} ({columns}) VALUES "));
        // There are as many texts as there are numbers of records.
        statement.is_persistent = changes.len() == 1;
        for (index, change) in changes.iter().enumerate() {
            statement.push(if index == 0 { "(" } else { ", (" });
            statement.row(shape, change, after(change)?);
            statement.push(")");
        }
        Ok(statement)
    }

    fn row(&mut self, shape: &Shape, change: &Change, row: &Row) {
        for (index, (column, value)) in shape.columns.iter().zip(row).enumerate() {
            if index > 0 {
                self.push(", ");
            }
            if index == shape.key && change.key.is_null() {
                self.push(D::ASSIGNED);
            } else {
                self.bind(&column.name, column.kind, value);
            }
        }
    }

    /// Has an insertion answer its keys, and the assigning of keys count on after those that were given.
    fn answer_key(&mut self, changes: &[Change]) {
        let Some(first) = changes.first() else {
            return;
        };
        let shape = first.shape;
        let _ = write!(
            self.text,
            " RETURNING {}",
            self.dialect.quote(&shape.key_column().name)
        );
        if shape.assigns_key && !first.key.is_null() {
            self.text = self.dialect.count_on(shape, std::mem::take(&mut self.text));
        }
    }

    fn where_key(&mut self, shape: &Shape, key: &Datum) {
        let column = shape.key_column();
        let _ = write!(self.text, " WHERE {} = ", self.dialect.quote(&column.name));
        self.bind(&column.name, column.kind, key);
    }
}

/// Returns the record that a change makes.
pub(super) fn after(change: &Change) -> Result<&Row, StorageError> {
    let after = change.after.as_ref();
    after.ok_or_else(|| misfit("a change without the record it makes".to_owned()))
}

fn expected_version(change: &Change) -> Option<(&Column, Datum)> {
    let version = change.shape.version.and_then(|at| change.shape.columns.get(at))?;
    Some((version, Datum::Int(change.expected_version?)))
}
