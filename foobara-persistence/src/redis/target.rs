use super::names::Names;
use crate::{
    datum::Datum,
    filter::{Comparison, Filter},
    query::Query,
};

/// What a query has to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The records with these keys.
    Keys(Vec<Datum>),
    /// The record with the value of this name, which is unique.
    Unique(String),
    /// Every record.
    All,
}

impl Target {
    pub(super) fn of(query: &Query, names: &Names) -> Self {
        let Query { shape, filter, .. } = query;
        if let Some(keys) = keys(filter, &shape.key_column().name) {
            return Self::Keys(keys);
        }
        let value = |index: &usize| equal(filter, &shape.columns.get(*index)?.name).cloned();
        let name = |group: &Vec<usize>| {
            let values = group.iter().map(value).collect::<Option<Vec<_>>>()?;
            Some(names.unique_of(shape, group, values))
        };
        shape.unique.iter().find_map(name).map_or(Self::All, Self::Unique)
    }
}

/// Returns the only keys of records that a filter may hold for, if it says so.
fn keys(filter: &Filter, key: &str) -> Option<Vec<Datum>> {
    match filter {
        Filter::Keys(keys) => Some(keys.clone()),
        Filter::AnyOf { column, values } if column == key => Some(values.clone()),
        Filter::And(all) => all.iter().find_map(|filter| keys(filter, key)),
        _ => equal(filter, key).map(|key| vec![key.clone()]),
    }
}

/// Returns the only value of a column that a filter may hold for, if it says so.
fn equal<'a>(filter: &'a Filter, name: &str) -> Option<&'a Datum> {
    match filter {
        Filter::Compare {
            column,
            with: Comparison::Equal,
            value,
        } if column == name && !value.is_null() => Some(value),
        Filter::And(all) => all.iter().find_map(|filter| equal(filter, name)),
        _ => None,
    }
}
