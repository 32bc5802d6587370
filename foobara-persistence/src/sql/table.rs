use serde::{Deserialize, Serialize};

use super::{
    catalog::Catalog,
    index::{Index, Purpose},
};
use crate::shape::{Column, Kind, Shape};

/// A table as a database declares it. The same entity makes another one for each database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// Its columns, in the order of the attributes.
    pub(crate) columns: Vec<TableColumn>,
    /// Its indexes, besides that of its key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) indexes: Vec<TableIndex>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableColumn {
    /// Its name.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) kind: Kind,
    /// How it is declared, without whether it is the key or may be empty.
    #[serde(rename = "type")]
    pub(crate) declared: String,
    /// Whether it may be empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) nullable: bool,
    /// Whether it is the key, and who assigns that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<TableKey>,
}

/// Who assigns the key of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TableKey {
    /// Whoever makes the record.
    Given,
    /// The database.
    Assigned,
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableIndex {
    /// Its name, which no other index of any table has.
    pub(crate) name: String,
    /// The names of the columns that it is of.
    pub(crate) columns: Vec<String>,
    /// The columns as they are written in the index.
    pub(crate) on: String,
    /// Whether no two records have the same values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unique: bool,
    /// How the words of a text are found, for an index by which text is searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) search: Option<String>,
}

impl Table {
    /// Returns the table of a shape.
    pub(crate) fn of<D: Catalog>(dialect: D, shape: &Shape) -> Self {
        let columns = shape.columns.iter().enumerate();
        let column = |(at, column)| TableColumn::of(dialect, shape, at, column);
        Self {
            name: shape.table.clone(),
            columns: columns.map(column).collect(),
            indexes: Index::all(shape)
                .iter()
                .filter_map(|index| TableIndex::of(dialect, shape, index))
                .collect(),
        }
    }
}

impl TableColumn {
    fn of<D: Catalog>(dialect: D, shape: &Shape, at: usize, column: &Column) -> Self {
        let key = if shape.assigns_key {
            TableKey::Assigned
        } else {
            TableKey::Given
        };
        Self {
            name: column.name.clone(),
            kind: column.kind,
            declared: dialect.declared(shape, column),
            nullable: column.nullable,
            key: (at == shape.key).then_some(key),
        }
    }
}

impl TableIndex {
    /// Returns none where the database does not search text, and the index were for that.
    fn of<D: Catalog>(dialect: D, shape: &Shape, index: &Index<'_>) -> Option<Self> {
        let is_search = index.purpose == Purpose::Search;
        let search = is_search.then_some(D::SEARCH_INDEX);
        if search == Some(None) {
            return None;
        }
        let columns = index.columns.iter();
        let on: Vec<String> = columns
            .clone()
            .map(|column| dialect.indexed(shape, index, column))
            .collect();
        Some(Self {
            name: index.name.clone(),
            columns: columns.map(|column| column.name.clone()).collect(),
            on: on.join(", "),
            unique: index.purpose == Purpose::Unique,
            search: search.flatten().map(str::to_owned),
        })
    }

    /// Returns what it is called in messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match (self.unique, &self.search) {
            (true, _) => "unique index",
            (false, None) => "index",
            (false, Some(_)) => "search index",
        }
    }

    /// Returns the names of the columns, for messages.
    pub(crate) fn described(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|name| format!("`{name}`")).collect();
        names.join(" and ")
    }
}
