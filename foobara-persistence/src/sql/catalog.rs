use super::{
    dialect::Dialect,
    index::Index,
    statement::Statement,
    table::{Table, TableColumn, TableKey},
};
use crate::shape::{Column, Kind, Shape};

/// How tables are described and made in a database.
pub(crate) trait Catalog: Dialect {
    /// How long the names of tables and columns may be, in bytes.
    const LONGEST_NAME: usize = usize::MAX;

    /// Whether a statement that makes or changes tables commits all that was done before it, and itself.
    const COMMITS_TABLES: bool = false;

    /// What is run on a connection before the transaction of a migration, and after it.
    const AROUND_MIGRATION: Option<(&'static str, &'static str)> = None;

    /// What answers a row with the name of a table for each row that a migration has left referring to nothing.
    const ORPHANS: Option<&'static str> = None;

    /// The method of indexes by which text is searched, in databases that have one.
    const SEARCH_INDEX: Option<&'static str> = None;

    /// The expression of the time in UTC, as the text `2025-07-01 12:00:00`.
    const NOW: &'static str;

    /// Returns the statement that keeps others from making tables until this is done, where beginning to write does not.
    /// It answers 1 when they are kept from it.
    fn keep_others_out(self) -> Option<Statement<Self>> {
        None
    }

    /// Returns what lets others make tables again, where ending the transaction does not.
    fn let_others_in(self) -> Option<String> {
        None
    }

    /// Asks for the columns of a table: their names, how they are declared, and 1 for those that may be empty. A table that
    /// is not there has none.
    fn columns_of(self, table: &str) -> Statement<Self>;

    /// Asks for the names of the indexes of a table.
    fn indexes_of(self, table: &str) -> Statement<Self>;

    /// Returns whether these are two ways to write one name of a column.
    fn is_same_name(one: &str, other: &str) -> bool;

    /// Returns how a column is declared, without whether it may be empty.
    fn declared(self, shape: &Shape, column: &Column) -> String;

    /// Completes the declaration of a key.
    fn declared_key(self, declared: &str, key: TableKey) -> String;

    /// Completes the declaration of a table.
    fn declared_table(self) -> String {
        String::new()
    }

    /// Returns how a column is written in an index.
    fn indexed(self, _shape: &Shape, _index: &Index<'_>, column: &Column) -> String {
        self.quote(&column.name)
    }

    /// Returns whether statements can say that they make a part of a table only if it is missing, and drop it only if it is
    /// there.
    fn asks_first(self, part: Part) -> bool {
        part == Part::Index
    }

    /// Returns the statement that drops an index.
    fn drop_index(self, _table: &str, index: &str) -> String {
        format!("DROP INDEX IF EXISTS {}", self.quote(index))
    }

    /// Returns the statement that gives a table another name.
    fn rename_table(self, from: &str, to: &str) -> String {
        format!("ALTER TABLE {} RENAME TO {}", self.quote(from), self.quote(to))
    }

    /// Returns the statement that makes one column into another of the same name, whose values `converted` returns. None
    /// where the table has to be made anew for that.
    fn alter_column(
        self,
        _table: &Table,
        _before: &TableColumn,
        _after: &TableColumn,
        _converted: &str,
    ) -> Option<String> {
        None
    }

    /// Returns the expression of a value of one kind made of that of another, if there is one.
    fn converted(self, expression: &str, from: Kind, to: Kind) -> Option<String>;

    /// Returns the pieces of a text that are run one by one; all together they are the text.
    fn pieces(text: &str) -> Vec<Piece<'_>> {
        vec![Piece {
            text,
            is_statement: true,
        }]
    }

    /// Returns the statements that have a table go on with assigning keys where another one is.
    fn pass_on_keys(self, _from: &str, _to: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A part of a table that statements make and drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A column.
    Column,
    /// An index.
    Index,
}

/// A piece of a text of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// Its text.
    pub(crate) text: &'a str,
    /// Whether there is more in it than comments and blanks.
    pub(crate) is_statement: bool,
}

/// A column as a database has it.
#[derive(Debug)]
pub(crate) struct Existing {
    /// Its name.
    pub(crate) name: String,
    /// How it is declared.
    pub(crate) declared: String,
    /// Whether it may be empty.
    pub(crate) is_nullable: bool,
}
