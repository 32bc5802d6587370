use sqlx::{
    Arguments as _, Decode, MySql as Database, Row as _, Type, TypeInfo, ValueRef,
    error::{BoxDynError, DatabaseError},
    mysql::{MySqlDatabaseError, MySqlValueRef},
};

use super::dialect::Mysql;
use crate::{
    datum::Datum,
    shape::Kind,
    sql::{Arguments, Codec, Meaning, QueryResult, Row, Value, parse_json},
};

/// Numbers of errors, <https://mariadb.com/docs/server/reference/error-codes>.
const RECORD_HAS_CHANGED: u16 = 1020;
const TOO_MANY_CONNECTIONS: u16 = 1040;
const SHUTDOWN: u16 = 1053;
const LOCK_WAIT_TIMEOUT: u16 = 1205;
const DEADLOCK: u16 = 1213;
const CONNECTION_KILLED: u16 = 1927;

impl Codec for Mysql {
    type Database = Database;

    const NAME: &'static str = "MariaDB or MySQL";
    /// There may be 65,535, but all come in one packet, and a server takes 16 MB of one unless it is set otherwise.
    const MOST_VALUES: usize = 1000;

    fn bind(arguments: &mut Arguments<Database>, value: Value) -> Result<(), BoxDynError> {
        let (Value::Of(_, datum) | Value::Any(datum)) = value else {
            return Err("MariaDB and MySQL have no lists".into());
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
        let info = value.type_info().into_owned();
        match (kind, info.name()) {
            (Kind::Bool, "BOOLEAN" | "TINYINT" | "INT" | "BIGINT") => match decode(value)? {
                0_i64 => Ok(Datum::Bool(false)),
                1 => Ok(Datum::Bool(true)),
                _ => Err("a boolean is 0 or 1".to_owned()),
            },
            (Kind::Int, "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT") => {
                decode(value).map(Datum::Int)
            }
            (Kind::Float, "DOUBLE") => decode(value).map(Datum::Float),
            (Kind::Float, "FLOAT") => decode::<f32>(value).map(Datum::from),
            // Not by the name, which is that of bytes for text that is compared by its bytes.
            (Kind::Text, _) if <String as Type<Database>>::compatible(&info) => {
                decode(value).map(Datum::Text)
            }
            (Kind::Json, _) if <String as Type<Database>>::compatible(&info) => parse_json(decode(value)?),
            (Kind::Bytes, _) if <Vec<u8> as Type<Database>>::compatible(&info) => {
                decode(value).map(Datum::Bytes)
            }
            (_, found) => Err(format!(
                "expected {}, found {}",
                declared(kind),
                found.to_lowercase()
            )),
        }
    }

    /// sqlx has the server count the records that were found, changed by the statement or not.
    fn affected(result: &QueryResult<Database>) -> u64 {
        result.rows_affected()
    }

    fn assigned(result: &QueryResult<Database>) -> Option<i64> {
        i64::try_from(result.last_insert_id()).ok()
    }

    fn meaning(error: &dyn DatabaseError) -> Meaning {
        let number = error
            .try_downcast_ref::<MySqlDatabaseError>()
            .map(MySqlDatabaseError::number);
        match number {
            Some(RECORD_HAS_CHANGED | LOCK_WAIT_TIMEOUT | DEADLOCK) => Meaning::Conflict,
            Some(TOO_MANY_CONNECTIONS | SHUTDOWN | CONNECTION_KILLED) => Meaning::Unavailable,
            _ => Meaning::Other,
        }
    }

    /// After a deadlock the server has rolled everything back, and begins anew, outside of any transaction, with the next
    /// statement.
    fn dooms(meaning: Meaning) -> bool {
        meaning == Meaning::Conflict
    }
}

/// Returns the type with which a column of this kind is declared, if it is in no index.
pub(super) const fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "tinyint(1)",
        Kind::Int => "bigint",
        Kind::Float => "double",
        Kind::Text | Kind::Json => "longtext",
        Kind::Bytes => "longblob",
    }
}

fn decode<'r, T: Decode<'r, Database>>(value: MySqlValueRef<'r>) -> Result<T, String> {
    T::decode(value).map_err(|error| error.to_string())
}
