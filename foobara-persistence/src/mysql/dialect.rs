use crate::{
    driver::Isolation,
    shape::Kind,
    sql::{Dialect, json_path},
};

/// SQL as MariaDB and MySQL have it. See <https://mariadb.com/docs/server/reference/sql-statements> and
/// <https://dev.mysql.com/doc/refman/8.0/en/sql-statements.html>.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mysql {
    /// Whose server it is.
    pub(super) maker: Maker,
    /// Whether `REPEATABLE READ` can be made to refuse to overwrite what others have changed since.
    pub(super) has_snapshots: bool,
}

/// Whose server it is, for what the two do differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    MariaDb,
    MySql,
}

impl Mysql {
    /// Returns the collation that compares characters by their numbers, those at the end of a text included.
    pub(super) const fn collation(self) -> &'static str {
        match self.maker {
            Maker::MariaDb => "utf8mb4_nopad_bin",
            Maker::MySql => "utf8mb4_0900_bin",
        }
    }

    /// Returns the text of JSON without blanks, as it is bound.
    fn compact(self, json: &str) -> String {
        match self.maker {
            Maker::MariaDb => format!("JSON_COMPACT({json})"),
            Maker::MySql => format!("CAST({json} AS CHAR)"),
        }
    }

    /// Returns JSON that is bound as its text is otherwise compared.
    fn bound(self, json: &str) -> String {
        match self.maker {
            Maker::MariaDb => json.to_owned(),
            Maker::MySql => format!("CAST(CAST({json} AS JSON) AS CHAR)"),
        }
    }
}

impl Dialect for Mysql {
    /// What stands for the default would be 0, where that is a key like any other.
    const ASSIGNED: &'static str = "NULL";
    const DOUBLE: &'static str = "DOUBLE";
    const RETURNS_KEYS: bool = false;
    const UNDOES_ALONE: bool = true;

    fn begin(self, isolation: Isolation, is_read_only: bool) -> String {
        let level = match isolation {
            Isolation::ReadCommitted => "READ COMMITTED",
            Isolation::Snapshot => "REPEATABLE READ",
            Isolation::Serializable => "SERIALIZABLE",
        };
        let access = if is_read_only { " READ ONLY" } else { "" };
        let keeps_out = if isolation == Isolation::Snapshot && self.has_snapshots {
            "SET innodb_snapshot_isolation = ON; "
        } else {
            ""
        };
        format!("{keeps_out}SET TRANSACTION ISOLATION LEVEL {level}; START TRANSACTION{access}")
    }

    fn quote(self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn part(self, column: &str, path: &[String], kind: Kind) -> String {
        let part = format!("JSON_EXTRACT({column}, {})", literal(&json_path(path)));
        let (types, value) = match kind {
            Kind::Bool => ("'BOOLEAN'", format!("JSON_UNQUOTE({part}) = 'true'")),
            Kind::Int => ("'INTEGER', 'UNSIGNED INTEGER'", format!("CAST({part} AS SIGNED)")),
            Kind::Float => (
                "'INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL'",
                format!("CAST({part} AS DOUBLE)"),
            ),
            Kind::Text | Kind::Bytes => ("'STRING'", self.collated(&format!("JSON_UNQUOTE({part})"))),
            Kind::Json => (
                "'BOOLEAN', 'INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL', 'STRING', 'ARRAY', 'OBJECT'",
                self.collated(&self.compact(&part)),
            ),
        };
        format!("(CASE WHEN JSON_TYPE({part}) IN ({types}) THEN {value} END)")
    }

    fn has_text(self, text: &str, part: &str) -> String {
        format!("(LOCATE({part}, {text}) > 0)")
    }

    fn has_element(self, list: &str, way: &[String], value: &str) -> String {
        let path = literal(&json_path(way));
        let elements = format!(
            "JSON_TABLE(CASE JSON_TYPE({list}) WHEN 'ARRAY' THEN {list} END, '$[*]' COLUMNS (value JSON PATH {path}))"
        );
        let (part, value) = (self.compact("part.value"), self.bound(value));
        format!(
            "EXISTS (SELECT 1 FROM {elements} AS part WHERE {} = {value})",
            self.collated(&part)
        )
    }

    fn sum_of_ints(self, column: &str) -> String {
        format!("CAST(SUM({column}) AS CHAR)")
    }
}

impl Mysql {
    fn collated(self, text: &str) -> String {
        format!("{text} COLLATE {}", self.collation())
    }
}

/// Quotes a text that comes from a declaration.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted() {
        let dialect = Mysql {
            maker: Maker::MariaDb,
            has_snapshots: false,
        };
        assert_eq!(dialect.quote("a`; DROP TABLE b; --"), "`a``; DROP TABLE b; --`");
        assert_eq!(literal(r#"$."it's \"it\"""#), r#"'$."it''s \\"it\\""'"#);
    }
}
