use super::{codec::declared, dialect::Sqlite};
use crate::{
    datum::Datum,
    shape::{Column, Kind, Shape},
    sql::{Catalog, Statement},
};

impl Catalog for Sqlite {
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

    fn declared_key(self, declared: &str, is_assigned: bool) -> String {
        let key = if is_assigned {
            "PRIMARY KEY AUTOINCREMENT"
        } else {
            "NOT NULL PRIMARY KEY"
        };
        format!("{declared} {key}")
    }

    /// Strict, or else a column would take values of any type.
    fn declared_table(self) -> String {
        " STRICT".to_owned()
    }
}

fn of_table(dialect: Sqlite, text: &str, table: &str) -> Statement<Sqlite> {
    let mut statement = Statement::new(dialect, text);
    statement.bind("the table", Kind::Text, &Datum::from(table));
    statement.push(")");
    statement
}
