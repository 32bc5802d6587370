use super::{
    codec::declared,
    dialect::{Maker, Mysql},
};
use crate::{
    datum::Datum,
    migrate::statements,
    shape::{Column, Kind, Shape},
    sql::{Catalog, Dialect, Index, Part, Piece, Purpose, Statement, Table, TableColumn, TableKey, declare},
};

/// How many characters there are in an index at most: InnoDB has 3,072 bytes for it, four for a character, and numbers in
/// the same index need some.
const MOST_CHARACTERS: usize = 750;

/// The name of the lock of those who make tables; these names are the server's and not of one database.
const LOCK: &str = "CONCAT('foobara ', MD5(DATABASE()))";

impl Catalog for Mysql {
    const LONGEST_NAME: usize = 64;
    const COMMITS_TABLES: bool = true;
    const NOW: &'static str = "DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:%s')";

    fn keep_others_out(self) -> Option<Statement<Self>> {
        let text = format!("SELECT GET_LOCK({LOCK}, @@innodb_lock_wait_timeout)");
        Some(Statement::new(self, text))
    }

    fn let_others_in(self) -> Option<String> {
        Some(format!("DO RELEASE_LOCK({LOCK})"))
    }

    fn columns_of(self, table: &str) -> Statement<Self> {
        let text = "SELECT column_name, \
                    CONCAT(REPLACE(column_type, 'bigint(20)', 'bigint'), \
                           COALESCE(CONCAT(' COLLATE ', collation_name), '')), \
                    CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END \
                    FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ";
        of_table(self, text, table)
    }

    fn indexes_of(self, table: &str) -> Statement<Self> {
        let text = "SELECT DISTINCT index_name FROM information_schema.statistics \
                    WHERE table_schema = DATABASE() AND table_name = ";
        of_table(self, text, table)
    }

    fn is_same_name(one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other)
    }

    fn declared(self, shape: &Shape, column: &Column) -> String {
        match (column.kind, limit(shape, column)) {
            (Kind::Text | Kind::Json, Some(limit)) => {
                format!("varchar({limit}) COLLATE {}", self.collation())
            }
            (Kind::Text | Kind::Json, None) => {
                format!("{} COLLATE {}", declared(column.kind), self.collation())
            }
            (Kind::Bytes, Some(limit)) => format!("varbinary({limit})"),
            _ => declared(column.kind).to_owned(),
        }
    }

    fn declared_key(self, declared: &str, key: TableKey) -> String {
        let assigned = match key {
            TableKey::Assigned => " AUTO_INCREMENT",
            TableKey::Given => "",
        };
        format!("{declared} NOT NULL{assigned} PRIMARY KEY")
    }

    fn declared_table(self) -> String {
        format!(" ENGINE = InnoDB DEFAULT COLLATE {}", self.collation())
    }

    /// Of long text, the beginning.
    fn indexed(self, shape: &Shape, index: &Index<'_>, column: &Column) -> String {
        let name = self.quote(&column.name);
        if !is_long(column) || index.purpose == Purpose::Unique {
            return name;
        }
        let share = share(index.columns.iter().copied());
        let length = limit(shape, column).map_or(share, |limit| limit.min(share));
        format!("{name}({length})")
    }

    fn asks_first(self, _part: Part) -> bool {
        self.maker == Maker::MariaDb
    }

    fn pieces(text: &str) -> Vec<Piece<'_>> {
        statements(text)
    }

    fn drop_index(self, table: &str, index: &str) -> String {
        let (table, index) = (self.quote(table), self.quote(index));
        format!("DROP INDEX {}{index} ON {table}", self.if_there())
    }

    fn rename_table(self, from: &str, to: &str) -> String {
        let (from, to) = (self.quote(from), self.quote(to));
        format!("RENAME TABLE {}{from} TO {to}", self.if_there())
    }

    /// Where the values change the table is made anew: this statement says nothing of them.
    fn alter_column(
        self,
        table: &Table,
        before: &TableColumn,
        after: &TableColumn,
        _converted: &str,
    ) -> Option<String> {
        let (table, column) = (self.quote(&table.name), declare(self, after));
        (before.kind == after.kind).then(|| format!("ALTER TABLE {table} MODIFY COLUMN {column}"))
    }

    fn converted(self, value: &str, from: Kind, to: Kind) -> Option<String> {
        let text = format!("JSON_UNQUOTE({value})");
        Some(match (from, to) {
            (from, to) if from == to => value.to_owned(),
            (Kind::Bytes, _) | (_, Kind::Bytes) => return None,
            (Kind::Bool, Kind::Text | Kind::Json) => {
                format!("CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END")
            }
            (Kind::Text, Kind::Bool) => bool_of_text(value),
            (Kind::Json, Kind::Bool) => bool_of_text(&text),
            (_, Kind::Bool) => format!("({value} <> 0)"),
            (Kind::Text, Kind::Json) => format!("JSON_QUOTE({value})"),
            (Kind::Json, Kind::Int) => format!("CAST({text} AS SIGNED)"),
            (Kind::Json, Kind::Float) => format!("CAST({text} AS DOUBLE)"),
            (Kind::Json, _) => text,
            (_, Kind::Int) => format!("CAST({value} AS SIGNED)"),
            (_, Kind::Float) => format!("CAST({value} AS DOUBLE)"),
            (_, Kind::Text | Kind::Json) => format!("CAST({value} AS CHAR)"),
        })
    }
}

impl Mysql {
    fn if_there(self) -> &'static str {
        if self.asks_first(Part::Column) {
            "IF EXISTS "
        } else {
            ""
        }
    }
}

/// Returns how long a value may be that is a key or unique, and so is in an index as a whole.
fn limit(shape: &Shape, column: &Column) -> Option<usize> {
    let of_group = |group: &[usize]| {
        let columns: Vec<&Column> = group.iter().filter_map(|at| shape.columns.get(*at)).collect();
        let is_in = columns.iter().any(|other| std::ptr::eq(*other, column));
        is_in.then(|| share(columns))
    };
    let groups = shape.unique.iter().map(Vec::as_slice);
    groups.chain([[shape.key].as_slice()]).filter_map(of_group).min()
}

/// Returns how many characters each long column of an index may have.
fn share<'a>(columns: impl IntoIterator<Item = &'a Column>) -> usize {
    let long = columns.into_iter().filter(|column| is_long(column)).count();
    MOST_CHARACTERS / long.max(1)
}

const fn is_long(column: &Column) -> bool {
    matches!(column.kind, Kind::Text | Kind::Json | Kind::Bytes)
}

/// What is neither true nor false becomes nothing, which is refused where there has to be something.
fn bool_of_text(text: &str) -> String {
    format!("CASE WHEN {text} IN ('true', '1') THEN 1 WHEN {text} IN ('false', '0') THEN 0 END")
}

fn of_table(dialect: Mysql, text: &str, table: &str) -> Statement<Mysql> {
    let mut statement = Statement::new(dialect, text);
    statement.bind("the table", Kind::Text, &Datum::from(table));
    statement
}
