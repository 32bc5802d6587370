//! Statements. Names come from shapes and are quoted; values are only ever bound.

use std::fmt::Write;

use foobara_core::transaction::StorageError;
use serde_json::Value;
use sqlx::{
    AssertSqlSafe, Decode, Row as _, Sqlite, TypeInfo, ValueRef,
    query::Query as SqlxQuery,
    sqlite::{SqliteArguments, SqliteRow, SqliteValueRef},
};

use crate::{
    aggregate::Function,
    change::Change,
    datum::{Datum, Row},
    filter::{Comparison, Filter},
    query::{Direction, Order, Query, Select},
    shape::{Column, Kind, Shape},
};

/// A statement and what is bound to it.
#[derive(Debug, Default)]
pub(super) struct Statement {
    text: String,
    values: Vec<Datum>,
    /// Whether the text is one of few, so that preparing it once pays.
    is_persistent: bool,
}

impl Statement {
    fn new(text: String) -> Self {
        Self {
            text,
            values: Vec::new(),
            is_persistent: true,
        }
    }

    pub(super) fn select(query: &Query) -> Self {
        let shape = query.shape;
        let columns = match &query.select {
            Select::Rows => names(&shape.columns),
            Select::Count => "COUNT(*)".to_owned(),
            Select::Figures(figures) => figures
                .iter()
                .filter_map(|figure| Some((figure.function, shape.columns.get(figure.column)?)))
                .map(|(function, column)| format!("{}({})", named(function), quoted(&column.name)))
                .collect::<Vec<_>>()
                .join(", "),
        };
        let mut statement = Self::new(format!("SELECT {columns} FROM {}", quoted(&shape.table)));
        if query.filter != Filter::All {
            statement.push(" WHERE ");
            statement.filter(shape, &query.filter);
        }
        if query.select == Select::Rows {
            statement.order(query);
        }
        statement
    }

    pub(super) fn exists(shape: &Shape, key: &Datum) -> Self {
        let mut statement = Self::new(format!("SELECT 1 FROM {}", quoted(&shape.table)));
        statement.where_key(shape, key);
        statement
    }

    /// Answers the key when the store assigns it, and nothing otherwise.
    pub(super) fn insert(change: &Change, row: &Row) -> Self {
        let shape = change.shape;
        let is_assigned = change.key.is_null();
        let given = |(index, _): &(usize, (&Column, &Datum))| !(is_assigned && *index == shape.key);
        let (columns, values): (Vec<&Column>, Vec<&Datum>) = shape
            .columns
            .iter()
            .zip(&row.0)
            .enumerate()
            .filter(given)
            .map(|(_, pair)| pair)
            .unzip();
        let mut statement = Self::new(format!("INSERT INTO {}", quoted(&shape.table)));
        if columns.is_empty() {
            statement.push(" DEFAULT VALUES");
        } else {
            let slots = vec!["?"; columns.len()].join(", ");
            let _ = write!(statement.text, " ({}) VALUES ({slots})", names(columns));
            statement.values = values.into_iter().cloned().collect();
        }
        if is_assigned {
            let _ = write!(statement.text, " RETURNING {}", quoted(&shape.key_column().name));
        }
        statement
    }

    pub(super) fn update(change: &Change, row: &Row) -> Self {
        let shape = change.shape;
        let mut statement = Self::new(format!("UPDATE {} SET ", quoted(&shape.table)));
        // The key is set as well, to what it is: an entity may have nothing else.
        for (index, (column, value)) in shape.columns.iter().zip(&row.0).enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let _ = write!(statement.text, "{separator}{} = ?", quoted(&column.name));
            statement.values.push(value.clone());
        }
        statement.where_key(shape, &change.key);
        if let (Some(expected), Some(version)) = (
            change.expected_version,
            shape.version.and_then(|at| shape.columns.get(at)),
        ) {
            let _ = write!(statement.text, " AND {} = ?", quoted(&version.name));
            statement.values.push(Datum::Int(expected));
        }
        statement
    }

    pub(super) fn delete(change: &Change) -> Self {
        let mut statement = Self::new(format!("DELETE FROM {}", quoted(&change.shape.table)));
        statement.where_key(change.shape, &change.key);
        statement
    }

    /// Returns the statement for sqlx, with its values bound.
    pub(super) fn query(self) -> SqlxQuery<'static, Sqlite, SqliteArguments> {
        // The text is made of constants, numbers of placeholders and quoted names of shapes.
        let query = sqlx::query(AssertSqlSafe(self.text)).persistent(self.is_persistent);
        self.values.into_iter().fold(query, |query, value| match value {
            Datum::Null => query.bind(None::<i64>),
            Datum::Bool(value) => query.bind(value),
            Datum::Int(value) => query.bind(value),
            Datum::Float(value) => query.bind(value),
            Datum::Text(value) => query.bind(value),
            Datum::Bytes(value) => query.bind(value),
            Datum::Json(value) => query.bind(value.to_string()),
        })
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn where_key(&mut self, shape: &Shape, key: &Datum) {
        let _ = write!(self.text, " WHERE {} = ?", quoted(&shape.key_column().name));
        self.values.push(key.clone());
    }

    fn order(&mut self, query: &Query) {
        let key = Order {
            column: query.shape.key,
            direction: Direction::Ascending,
        };
        let columns = query.order.iter().chain([&key]);
        let named =
            columns.filter_map(|order| Some((query.shape.columns.get(order.column)?, order.direction)));
        for (index, (column, direction)) in named.enumerate() {
            self.push(if index == 0 { " ORDER BY " } else { ", " });
            self.push(&quoted(&column.name));
            self.push(match direction {
                Direction::Ascending => " ASC",
                Direction::Descending => " DESC",
            });
        }
        if let Some(limit) = query.limit {
            self.push(" LIMIT ?");
            self.values.push(Datum::Int(limit.into()));
        }
    }

    fn filter(&mut self, shape: &Shape, filter: &Filter) {
        match filter {
            Filter::All => self.push("1"),
            Filter::Keys(keys) => self.keys(shape, keys),
            Filter::Compare { column, with, value } => {
                match shape.position(column).and_then(|at| shape.columns.get(at)) {
                    Some(column) => self.compare(column, *with, value),
                    None => self.push("0"),
                }
            }
            Filter::AnyOf { .. } => self.push("0"),
            Filter::And(all) => self.join(shape, all, " AND ", "1"),
            Filter::Or(any) => self.join(shape, any, " OR ", "0"),
            // What SQL leaves unknown is not true, so its negation is.
            Filter::Not(filter) => {
                self.push("((");
                self.filter(shape, filter);
                self.push(") IS NOT TRUE)");
            }
        }
    }

    fn join(&mut self, shape: &Shape, filters: &[Filter], by: &str, none: &str) {
        if filters.is_empty() {
            return self.push(none);
        }
        for (index, filter) in filters.iter().enumerate() {
            self.push(if index == 0 { "(" } else { by });
            self.filter(shape, filter);
        }
        self.push(")");
    }

    fn keys(&mut self, shape: &Shape, keys: &[Datum]) {
        if keys.is_empty() {
            return self.push("0");
        }
        // There are as many texts as there are lengths of lists.
        self.is_persistent &= keys.len() == 1;
        let slots = vec!["?"; keys.len()].join(", ");
        let _ = write!(self.text, "{} IN ({slots})", quoted(&shape.key_column().name));
        self.values.extend(keys.iter().cloned());
    }

    fn compare(&mut self, column: &Column, with: Comparison, value: &Datum) {
        let name = quoted(&column.name);
        let operator = match with {
            Comparison::Equal if value.is_null() => return self.push(&format!("{name} IS NULL")),
            Comparison::Equal => "=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
            Comparison::Contains => return self.push("0"),
            Comparison::StartsWith => return self.starts_with(&name, value),
        };
        let _ = write!(self.text, "{name} {operator} ?");
        self.values.push(value.clone());
    }

    /// A range instead of `LIKE` or `substr`: it can use an index, knows no wildcards or cases, and does not stop at
    /// a NUL character as SQLite's text functions do.
    fn starts_with(&mut self, name: &str, value: &Datum) {
        let Datum::Text(prefix) = value else {
            return self.push("0");
        };
        let _ = write!(self.text, "({name} >= ?");
        self.values.push(value.clone());
        if let Some(end) = beyond(prefix) {
            let _ = write!(self.text, " AND {name} < ?");
            self.values.push(Datum::Text(end));
        }
        self.push(")");
    }
}

/// Returns the smallest text that is greater than every text with this prefix, if there is one.
fn beyond(prefix: &str) -> Option<String> {
    let mut end: Vec<char> = prefix.chars().collect();
    while let Some(last) = end.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            end.push(next);
            return Some(end.into_iter().collect());
        }
    }
    None
}

const fn named(function: Function) -> &'static str {
    match function {
        Function::Sum => "SUM",
        Function::Average => "AVG",
        Function::Min => "MIN",
        Function::Max => "MAX",
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn names<'a>(columns: impl IntoIterator<Item = &'a Column>) -> String {
    columns
        .into_iter()
        .map(|column| quoted(&column.name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Reads a row whose columns were selected in the order of the shape.
pub(super) fn row(shape: &Shape, row: &SqliteRow) -> Result<Row, StorageError> {
    let read = |(index, column): (usize, &Column)| datum(row, index, column);
    shape
        .columns
        .iter()
        .enumerate()
        .map(read)
        .collect::<Result<_, _>>()
        .map(Row)
}

/// Reads one value.
pub(super) fn datum(row: &SqliteRow, index: usize, column: &Column) -> Result<Datum, StorageError> {
    let corrupt = |what: &str| StorageError::Corrupt(format!("{}: {what}", column.name));
    let value = row.try_get_raw(index).map_err(super::error::translate)?;
    if value.is_null() {
        return Ok(Datum::Null);
    }
    let stored = value.type_info().name().to_owned();
    let unexpected = || corrupt(&format!("expected {}, found {stored}", declared(column.kind)));
    if stored != declared(column.kind) {
        return Err(unexpected());
    }
    Ok(match column.kind {
        Kind::Bool => match decode::<i64>(value, &corrupt)? {
            0 => Datum::Bool(false),
            1 => Datum::Bool(true),
            _ => return Err(corrupt("a boolean is 0 or 1")),
        },
        Kind::Int => Datum::Int(decode(value, &corrupt)?),
        Kind::Float => Datum::Float(decode(value, &corrupt)?),
        Kind::Text => Datum::Text(decode(value, &corrupt)?),
        Kind::Bytes => Datum::Bytes(decode(value, &corrupt)?),
        Kind::Json => {
            let text = decode::<String>(value, &corrupt)?;
            let value: Value = serde_json::from_str(&text).map_err(|error| corrupt(&error.to_string()))?;
            Datum::Json(value)
        }
    })
}

fn decode<'r, T: Decode<'r, Sqlite>>(
    value: SqliteValueRef<'r>,
    corrupt: &impl Fn(&str) -> StorageError,
) -> Result<T, StorageError> {
    T::decode(value).map_err(|error| corrupt(&error.to_string()))
}

/// Returns the type with which a column of this kind is declared. Tables are strict, so it is also what is in it.
pub(super) const fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool | Kind::Int => "INTEGER",
        Kind::Float => "REAL",
        Kind::Text | Kind::Json => "TEXT",
        Kind::Bytes => "BLOB",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_where_no_text_has_it_any_more() {
        assert_eq!(beyond("ab"), Some("ac".to_owned()));
        assert_eq!(beyond("a\u{d7ff}"), Some("a\u{e000}".to_owned()));
        assert_eq!(beyond("a\u{10ffff}"), Some("b".to_owned()));
        assert_eq!(beyond("\u{10ffff}"), None);
        assert_eq!(beyond(""), None);
    }

    #[test]
    fn names_are_quoted() {
        assert_eq!(quoted(r#"a"; DROP TABLE b; --"#), r#""a""; DROP TABLE b; --""#);
    }
}
