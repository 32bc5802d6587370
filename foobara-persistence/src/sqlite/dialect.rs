use crate::{
    driver::Isolation,
    shape::Kind,
    sql::{Dialect, json_path},
};

/// SQL as SQLite has it. See <https://www.sqlite.org/lang.html> and, for parts of JSON, <https://www.sqlite.org/json1.html>.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sqlite;

impl Dialect for Sqlite {
    const ASSIGNED: &'static str = "NULL";
    const DOUBLE: &'static str = "REAL";
    const RETURNS_KEYS: bool = true;
    const UNDOES_ALONE: bool = true;

    /// Sessions that write are serializable since there is one at a time.
    fn begin(self, _isolation: Isolation, is_read_only: bool) -> String {
        let text = if is_read_only { "BEGIN" } else { "BEGIN IMMEDIATE" };
        text.to_owned()
    }

    fn part(self, column: &str, path: &[String], kind: Kind) -> String {
        let path = literal(&json_path(path));
        let (types, value) = match kind {
            Kind::Bool => ("'true', 'false'", format!("json_extract({column}, {path})")),
            Kind::Int => ("'integer'", format!("json_extract({column}, {path})")),
            Kind::Float => (
                "'integer', 'real'",
                format!("CAST(json_extract({column}, {path}) AS REAL)"),
            ),
            Kind::Text | Kind::Bytes => ("'text'", format!("json_extract({column}, {path})")),
            Kind::Json => (
                "'true', 'false', 'integer', 'real', 'text', 'array', 'object'",
                format!("{column} -> {path}"),
            ),
        };
        format!("CASE WHEN json_type({column}, {path}) IN ({types}) THEN {value} END")
    }

    /// As bytes, or else what comes after a NUL character would not count.
    fn has_text(self, text: &str, part: &str) -> String {
        format!("(instr(CAST({text} AS BLOB), CAST({part} AS BLOB)) > 0)")
    }

    fn has_element(self, list: &str, way: &[String], value: &str) -> String {
        let elements = format!("json_each(CASE json_type({list}) WHEN 'array' THEN {list} END)");
        let below = json_path(way).split_off(1);
        let path = if below.is_empty() {
            "part.fullkey".to_owned()
        } else {
            format!("(part.fullkey || {})", literal(&below))
        };
        format!("EXISTS (SELECT 1 FROM {elements} AS part WHERE {list} -> {path} = {value})")
    }

    fn lock(self) -> &'static str {
        ""
    }
}

/// Quotes a text that comes from a declaration.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted() {
        assert_eq!(
            Sqlite.quote(r#"a"; DROP TABLE b; --"#),
            r#""a""; DROP TABLE b; --""#
        );
        assert_eq!(literal("it's"), "'it''s'");
    }
}
