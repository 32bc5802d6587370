use sqlx::{
    Arguments as _, Decode, Row as _, Sqlite as Database, TypeInfo, ValueRef,
    error::{BoxDynError, DatabaseError},
    sqlite::SqliteValueRef,
};

use super::dialect::Sqlite;
use crate::{
    datum::Datum,
    shape::Kind,
    sql::{Arguments, Codec, Meaning, QueryResult, Row, Value, parse_json},
};

/// Primary result codes, <https://www.sqlite.org/rescode.html>.
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READ_ONLY: i32 = 8;
const IO: i32 = 10;
const FULL: i32 = 13;
const CANNOT_OPEN: i32 = 14;

impl Codec for Sqlite {
    type Database = Database;

    const NAME: &'static str = "SQLite";
    const MOST_VALUES: usize = 32_766;

    fn bind(arguments: &mut Arguments<Database>, value: Value) -> Result<(), BoxDynError> {
        let (Value::Of(_, datum) | Value::Any(datum)) = value else {
            return Err("SQLite has no lists".into());
        };
        match datum {
            Datum::Null => arguments.add(None::<i64>),
            Datum::Bool(value) => arguments.add(value),
            Datum::Int(value) => arguments.add(value),
            Datum::Float(value) => arguments.add(value),
            Datum::Text(value) => arguments.add(value),
            Datum::Bytes(value) => arguments.add(value),
            Datum::Json(value) => arguments.add(value.to_string()),
        }
    }

    fn read(row: &Row<Database>, index: usize, kind: Kind) -> Result<Datum, String> {
        let value = row.try_get_raw(index).map_err(|error| error.to_string())?;
        if value.is_null() {
            return Ok(Datum::Null);
        }
        let found = value.type_info().name().to_owned();
        if found != declared(kind) {
            return Err(format!("expected {}, found {found}", declared(kind)));
        }
        match kind {
            Kind::Bool => match decode(value)? {
                0_i64 => Ok(Datum::Bool(false)),
                1 => Ok(Datum::Bool(true)),
                _ => Err("a boolean is 0 or 1".to_owned()),
            },
            Kind::Int => decode(value).map(Datum::Int),
            Kind::Float => decode(value).map(Datum::Float),
            Kind::Text => decode(value).map(Datum::Text),
            Kind::Bytes => decode(value).map(Datum::Bytes),
            Kind::Json => parse_json(decode(value)?),
        }
    }

    fn affected(result: &QueryResult<Database>) -> u64 {
        result.rows_affected()
    }

    fn meaning(error: &dyn DatabaseError) -> Meaning {
        let code = error.code().and_then(|code| code.parse::<i32>().ok());
        // The lowest byte of an extended result code is the primary one.
        match code.map(|code| code & 0xff) {
            Some(BUSY | LOCKED) => Meaning::Conflict,
            Some(READ_ONLY | IO | FULL | CANNOT_OPEN) => Meaning::Unavailable,
            _ => Meaning::Other,
        }
    }

    /// A statement that fails is undone alone.
    fn dooms(_meaning: Meaning) -> bool {
        false
    }
}

fn decode<'r, T: Decode<'r, Database>>(value: SqliteValueRef<'r>) -> Result<T, String> {
    T::decode(value).map_err(|error| error.to_string())
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
