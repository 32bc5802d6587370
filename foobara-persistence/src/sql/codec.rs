use std::fmt;

use sqlx::error::{BoxDynError, DatabaseError};

use super::engine::{Arguments, Engine, QueryResult, Row};
use crate::{datum::Datum, shape::Kind};

/// How values go into a database and come out of it, and what its errors mean.
pub(crate) trait Codec: Copy + fmt::Debug + Send + Sync + 'static {
    /// The database of sqlx.
    type Database: Engine;

    /// What people call it.
    const NAME: &'static str;

    /// How many values a statement takes.
    const MOST_VALUES: usize;

    /// Returns why a value cannot be kept, as "the character NUL"; nothing is sent then.
    fn refuses(_datum: &Datum) -> Option<&'static str> {
        None
    }

    /// Binds a value.
    fn bind(arguments: &mut Arguments<Self::Database>, value: Value) -> Result<(), BoxDynError>;

    /// Reads a value; in case of failure, says what is wrong with it.
    fn read(row: &Row<Self::Database>, index: usize, kind: Kind) -> Result<Datum, String>;

    /// Returns how many rows a statement changed, or found already changed.
    fn affected(result: &QueryResult<Self::Database>) -> u64;

    /// Returns the key that an insertion assigned, where the insertion itself does not answer it.
    fn assigned(_result: &QueryResult<Self::Database>) -> Option<i64> {
        None
    }

    /// Says what a caller can do about an error, other than that values of a unique group are taken.
    fn meaning(error: &dyn DatabaseError) -> Meaning;

    /// Whether the transaction is of no use any more after an error, but for going back to a savepoint.
    fn dooms(meaning: Meaning) -> bool;
}

/// What a caller can do about an error of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Take other values: these are of another record.
    Taken,
    /// Do it all once more.
    Conflict,
    /// Wait until the database is well.
    Unavailable,
    /// Nothing.
    Other,
}

/// What is bound to a statement.
#[cfg_attr(
    not(feature = "postgres"),
    expect(dead_code, reason = "only PostgreSQL has types of null, and lists")
)]
#[derive(Debug)]
pub(crate) enum Value {
    /// A value of a column of this kind: null has a type, too.
    Of(Kind, Datum),
    /// A value of whatever kind it has.
    Any(Datum),
    /// Values of columns of this kind, bound as one; only for databases with lists.
    List(Kind, Vec<Datum>),
}

/// Reads JSON out of a text column.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) fn parse_json(text: &str) -> Result<Datum, String> {
    serde_json::from_str(text)
        .map(Datum::Json)
        .map_err(|error| error.to_string())
}
