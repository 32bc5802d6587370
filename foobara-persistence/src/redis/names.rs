use serde_json::Value;

use super::record;
use crate::{datum::Datum, row::Row, shape::Shape};

/// What things are called in Redis. Names of entities have neither a colon nor a point in them.
#[derive(Debug)]
pub(super) struct Names {
    prefix: String,
}

impl Names {
    pub(super) const fn new(prefix: String) -> Self {
        Self { prefix }
    }

    pub(super) fn clock(&self) -> String {
        format!("{}.commits", self.prefix)
    }

    pub(super) fn index(&self, table: &str) -> String {
        format!("{}{table}", self.prefix)
    }

    pub(super) fn changed(&self, table: &str) -> String {
        format!("{}{table}.changed", self.prefix)
    }

    pub(super) fn last_key(&self, table: &str) -> String {
        format!("{}{table}.last_key", self.prefix)
    }

    pub(super) fn expiring(&self, table: &str) -> String {
        format!("{}{table}.expiring", self.prefix)
    }

    /// Returns what the names of all records of an entity begin with.
    pub(super) fn records(&self, table: &str) -> String {
        format!("{}{table}:", self.prefix)
    }

    pub(super) fn record(&self, table: &str, key: &Datum) -> String {
        self.records(table) + &record::key_text(key)
    }

    /// Returns the name of the values of a group of columns that is unique, unless one is null.
    pub(super) fn unique(&self, shape: &Shape, group: &[usize], row: &Row) -> Option<String> {
        let values = shape.values(group, row)?;
        Some(self.unique_of(shape, group, values))
    }

    pub(super) fn unique_of(&self, shape: &Shape, group: &[usize], values: Vec<Datum>) -> String {
        let values: Value = values.into_iter().map(one_zero).map(Datum::into_value).collect();
        let names = shape.names(group).join("+");
        format!("{}{}.unique.{names}:{values}", self.prefix, shape.table)
    }

    /// Returns the names of all values of a row that are unique, with the names of their columns.
    pub(super) fn uniques<'a>(
        &'a self,
        shape: &'a Shape,
        row: &'a Row,
    ) -> impl Iterator<Item = (String, &'a [usize])> {
        let groups = shape.unique.iter();
        groups.filter_map(move |group| Some((self.unique(shape, group, row)?, group.as_slice())))
    }
}

/// Both zeros are the same value: the sum with zero is that without a sign.
fn one_zero(datum: Datum) -> Datum {
    match datum {
        Datum::Float(value) => Datum::Float(value + 0.0),
        other => other,
    }
}
