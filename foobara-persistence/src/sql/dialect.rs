use foobara_core::transaction::StorageError;

use super::{codec::Codec, statement::Statement};
use crate::{
    datum::Datum,
    driver::Isolation,
    query::Direction,
    shape::{Kind, Shape},
};

/// How statements are written for a database.
pub(crate) trait Dialect: Codec {
    /// What stands in an insertion for a key that the database assigns.
    const ASSIGNED: &'static str = "DEFAULT";

    /// The type to which numbers are cast before their mean is computed.
    const DOUBLE: &'static str;

    /// Whether an insertion can pass over what is taken, and answers the keys of what it made. Otherwise it fails for
    /// what is taken, wholly, and tells the one key that it assigned.
    const RETURNS_KEYS: bool;

    /// Whether a statement that fails for what is taken is undone alone. Otherwise it needs a savepoint.
    const UNDOES_ALONE: bool;

    /// Returns what begins a transaction.
    fn begin(self, isolation: Isolation, is_read_only: bool) -> String;

    /// Quotes a name.
    fn quote(self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// Returns what stands for the value bound at a position, from 1.
    fn placeholder(self, _position: usize) -> String {
        "?".to_owned()
    }

    /// Writes that an expression made of a column has one of several values, of which none is null.
    fn any_of(
        self,
        statement: &mut Statement<Self>,
        column: &str,
        expression: &str,
        kind: Kind,
        values: &[Datum],
    ) {
        // There are as many texts as there are lengths of lists.
        statement.is_persistent &= values.len() == 1;
        statement.push(expression);
        for (index, value) in values.iter().enumerate() {
            statement.push(if index == 0 { " IN (" } else { ", " });
            statement.bind(column, kind, value);
        }
        statement.push(")");
    }

    /// Returns the expression of a part of a column with JSON: of the kind, or null where there is nothing of the kind.
    fn part(self, column: &str, path: &[String], kind: Kind) -> String;

    /// Returns the condition that one text has another in it.
    fn has_text(self, text: &str, part: &str) -> String;

    /// Returns the condition that a text has all the words that are bound, in databases that search text: at least one, in
    /// lower case, with blanks in between.
    fn has_words(self, _text: &str, _words: &str) -> Option<String> {
        None
    }

    /// Returns the condition that a JSON list has an element with a value at the end of a way, which is empty for the
    /// element itself. The value is bound as JSON.
    fn has_element(self, list: &str, way: &[String], value: &str) -> String;

    /// Returns the sum of whole numbers as text, since it may have more than 64 bits.
    fn sum_of_ints(self, column: &str) -> String {
        format!("CAST(SUM({column}) AS TEXT)")
    }

    /// Says where in an order what has no value comes, in databases that put it last otherwise.
    fn place_of_nulls(self, _direction: Direction) -> &'static str {
        ""
    }

    /// What is written after a query to lock what it finds.
    fn lock(self) -> &'static str {
        " FOR UPDATE"
    }

    /// Completes an insertion of given keys into a table whose keys are assigned, so that those are not assigned again.
    fn count_on(self, _shape: &Shape, insertion: String) -> String {
        insertion
    }

    /// Returns the statement that brings the assigning of keys up to what is there, for databases in which it can fall
    /// behind.
    fn catch_up(self, _shape: &Shape) -> Option<Statement<Self>> {
        None
    }
}

/// What a database without such a level says.
pub(super) fn no_isolation() -> StorageError {
    StorageError::Other("this store has no such level of isolation".into())
}
