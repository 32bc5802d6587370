use super::{
    codec::declared,
    dialect::{Sqlite, literal},
};
use crate::{
    datum::Datum,
    shape::{Column, Kind, Shape},
    sql::{Catalog, Statement, TableKey},
};

/// See <https://www.sqlite.org/lang_altertable.html#otheralter> for how a table is changed of which more changes than that
/// it has a column more or less.
impl Catalog for Sqlite {
    /// Or else rows that refer to those of a table that is made anew would be deleted with the old one.
    const AROUND_MIGRATION: Option<(&'static str, &'static str)> =
        Some(("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"));
    const ORPHANS: Option<&'static str> = Some(r#"SELECT "table" FROM pragma_foreign_key_check"#);
    const NOW: &'static str = "datetime('now')";

    fn columns_of(self, table: &str) -> Statement<Self> {
        let text = r#"SELECT name, type, "notnull" = 0 FROM pragma_table_info("#;
        of_table(self, text, table)
    }

    fn indexes_of(self, table: &str) -> Statement<Self> {
        of_table(self, "SELECT name FROM pragma_index_list(", table)
    }

    fn is_same_name(one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other)
    }

    fn declared(self, _shape: &Shape, column: &Column) -> String {
        declared(column.kind).to_owned()
    }

    fn declared_key(self, declared: &str, key: TableKey) -> String {
        let key = match key {
            TableKey::Assigned => "PRIMARY KEY AUTOINCREMENT",
            TableKey::Given => "NOT NULL PRIMARY KEY",
        };
        format!("{declared} {key}")
    }

    /// Strict, or else a column would take values of any type.
    fn declared_table(self) -> String {
        " STRICT".to_owned()
    }

    fn converted(self, value: &str, from: Kind, to: Kind) -> Option<String> {
        let part = format!("json_extract({value}, '$')");
        Some(match (from, to) {
            (from, to) if from == to => value.to_owned(),
            (Kind::Bytes, _) | (_, Kind::Bytes) => return None,
            (Kind::Bool, Kind::Int) => value.to_owned(),
            (Kind::Bool, Kind::Text | Kind::Json) => {
                format!("CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END")
            }
            (Kind::Text, Kind::Bool) => bool_of_text(value),
            (Kind::Json, Kind::Bool) => format!("({part} <> 0)"),
            (_, Kind::Bool) => format!("({value} <> 0)"),
            (Kind::Json, Kind::Int) => format!("CAST({part} AS INTEGER)"),
            (Kind::Json, Kind::Float) => format!("CAST({part} AS REAL)"),
            (Kind::Json, _) => format!("CAST({part} AS TEXT)"),
            (_, Kind::Int) => format!("CAST({value} AS INTEGER)"),
            (_, Kind::Float) => format!("CAST({value} AS REAL)"),
            (_, Kind::Text) => format!("CAST({value} AS TEXT)"),
            // What is null is nothing, and not the null of JSON.
            (_, Kind::Json) => format!("CASE WHEN {value} IS NOT NULL THEN json_quote({value}) END"),
        })
    }

    fn pass_on_keys(self, from: &str, to: &str) -> Vec<String> {
        let (from, to) = (literal(from), literal(to));
        vec![
            format!("DELETE FROM sqlite_sequence WHERE name = {to}"),
            format!(
                "INSERT INTO sqlite_sequence (name, seq) SELECT {to}, seq FROM sqlite_sequence WHERE name = {from}"
            ),
        ]
    }
}

/// What is neither true nor false becomes nothing, which is refused where there has to be something.
fn bool_of_text(text: &str) -> String {
    format!("CASE WHEN {text} IN ('true', '1') THEN 1 WHEN {text} IN ('false', '0') THEN 0 END")
}

fn of_table(dialect: Sqlite, text: &str, table: &str) -> Statement<Sqlite> {
    let mut statement = Statement::new(dialect, text);
    statement.bind("the table", Kind::Text, &Datum::from(table));
    statement.push(")");
    statement
}
