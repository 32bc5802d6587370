use super::{dialect::Dialect, index::Index, statement::Statement};
use crate::shape::{Column, Shape};

/// How tables are described and made in a database.
pub(crate) trait Catalog: Dialect {
    /// How long the names of tables and columns may be, in bytes.
    const LONGEST_NAME: usize = usize::MAX;

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
    fn declared_key(self, declared: &str, is_assigned: bool) -> String;

    /// Completes the declaration of a table.
    fn declared_table(self) -> String {
        String::new()
    }

    /// Returns how a column is written in an index.
    fn indexed(self, _shape: &Shape, _index: &Index<'_>, column: &Column) -> String {
        self.quote(&column.name)
    }
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
