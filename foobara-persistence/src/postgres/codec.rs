use serde_json::Value as JsonValue;
use sqlx::{
    Arguments as _, Decode, Encode, Postgres as Database, Row as _, Type, TypeInfo, ValueRef,
    encode::IsNull,
    error::{BoxDynError, DatabaseError},
    postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef, types::Oid},
    types::Json,
};

use super::dialect::Postgres;
use crate::{
    datum::Datum,
    shape::Kind,
    sql::{Arguments, Codec, Meaning, QueryResult, Row, Value},
};

impl Codec for Postgres {
    type Database = Database;

    const NAME: &'static str = "PostgreSQL";
    const MOST_VALUES: usize = 65_535;

    fn refuses(datum: &Datum) -> Option<&'static str> {
        let has_nul = match datum {
            Datum::Text(text) => text.contains('\0'),
            Datum::Json(value) => json_has_nul(value),
            _ => false,
        };
        has_nul.then_some("the character NUL in it")
    }

    fn bind(arguments: &mut Arguments<Database>, value: Value) -> Result<(), BoxDynError> {
        match value {
            Value::Of(kind, Datum::Null) => bind_null(arguments, kind),
            Value::Any(Datum::Null) => arguments.add(Untyped),
            Value::Of(_, datum) | Value::Any(datum) => bind_value(arguments, datum),
            Value::List(kind, data) => bind_list(arguments, kind, data),
        }
    }

    fn read(row: &Row<Database>, index: usize, kind: Kind) -> Result<Datum, String> {
        let value = row.try_get_raw(index).map_err(|error| error.to_string())?;
        if value.is_null() {
            return Ok(Datum::Null);
        }
        let found = value.type_info().name().to_owned();
        match (kind, found.as_str()) {
            (Kind::Bool, "BOOL") => decode(value).map(Datum::Bool),
            (Kind::Int, "INT8") => decode(value).map(Datum::Int),
            (Kind::Int, "INT4") => decode::<i32>(value).map(Datum::from),
            (Kind::Int, "INT2") => decode::<i16>(value).map(Datum::from),
            (Kind::Float, "FLOAT8") => decode(value).map(Datum::Float),
            (Kind::Float, "FLOAT4") => decode::<f32>(value).map(Datum::from),
            (Kind::Text, "TEXT" | "VARCHAR" | "CHAR" | "NAME") => decode(value).map(Datum::Text),
            (Kind::Bytes, "BYTEA") => decode(value).map(Datum::Bytes),
            (Kind::Json, "JSONB" | "JSON") => decode(value).map(|Json(value)| Datum::Json(value)),
            _ => Err(format!(
                "expected {}, found {}",
                declared(kind),
                found.to_lowercase()
            )),
        }
    }

    fn affected(result: &QueryResult<Database>) -> u64 {
        result.rows_affected()
    }

    /// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    fn meaning(error: &dyn DatabaseError) -> Meaning {
        match error.code().as_deref() {
            // A serialization failure, a deadlock, a lock that was waited for too long.
            Some("40001" | "40P01" | "55P03") => Meaning::Conflict,
            // No connection, no resources, or the server stops or starts.
            Some(code) if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => {
                Meaning::Unavailable
            }
            _ => Meaning::Other,
        }
    }

    /// Any statement that fails takes the transaction along.
    fn dooms(_meaning: Meaning) -> bool {
        true
    }
}

/// Returns the type with which a column of this kind is declared.
pub(super) const fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::Int => "bigint",
        Kind::Float => "double precision",
        Kind::Text => r#"text COLLATE "C""#,
        Kind::Bytes => "bytea",
        Kind::Json => "jsonb",
    }
}

fn bind_value(arguments: &mut Arguments<Database>, datum: Datum) -> Result<(), BoxDynError> {
    match datum {
        Datum::Null => arguments.add(Untyped),
        Datum::Bool(value) => arguments.add(value),
        Datum::Int(value) => arguments.add(value),
        Datum::Float(value) => arguments.add(value),
        Datum::Text(value) => arguments.add(value),
        Datum::Bytes(value) => arguments.add(value),
        Datum::Json(value) => arguments.add(Json(value)),
    }
}

fn bind_null(arguments: &mut Arguments<Database>, kind: Kind) -> Result<(), BoxDynError> {
    match kind {
        Kind::Bool => arguments.add(None::<bool>),
        Kind::Int => arguments.add(None::<i64>),
        Kind::Float => arguments.add(None::<f64>),
        Kind::Text => arguments.add(None::<String>),
        Kind::Bytes => arguments.add(None::<Vec<u8>>),
        Kind::Json => arguments.add(None::<Json<JsonValue>>),
    }
}

fn bind_list(arguments: &mut Arguments<Database>, kind: Kind, data: Vec<Datum>) -> Result<(), BoxDynError> {
    macro_rules! list {
        ($variant:ident) => {
            data.into_iter()
                .filter_map(|datum| match datum {
                    Datum::$variant(value) => Some(value),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
    }
    match kind {
        Kind::Bool => arguments.add(list!(Bool)),
        Kind::Int => arguments.add(list!(Int)),
        Kind::Float => arguments.add(list!(Float)),
        Kind::Text => arguments.add(list!(Text)),
        Kind::Bytes => arguments.add(list!(Bytes)),
        Kind::Json => arguments.add(list!(Json)),
    }
}

fn decode<'r, T: Decode<'r, Database>>(value: PgValueRef<'r>) -> Result<T, String> {
    T::decode(value).map_err(|error| error.to_string())
}

fn json_has_nul(value: &JsonValue) -> bool {
    match value {
        JsonValue::String(text) => text.contains('\0'),
        JsonValue::Array(elements) => elements.iter().any(json_has_nul),
        JsonValue::Object(entries) => entries
            .iter()
            .any(|(name, value)| name.contains('\0') || json_has_nul(value)),
        _ => false,
    }
}

/// Null where the statement says of what.
struct Untyped;

impl Type<Database> for Untyped {
    fn type_info() -> PgTypeInfo {
        // No type: the server finds out.
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Database> for Untyped {
    fn encode_by_ref(&self, _buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}
