//! Rows as hashes: fields by the names of attributes, of which those without a value are left out.

use foobara_core::transaction::StorageError;

use crate::{
    datum::Datum,
    driver::Stored,
    row::Row,
    shape::{Column, Kind, Shape},
};

/// The field of a hash that says when it was last written; attributes have other names.
const STAMP: &[u8] = b"@";

/// What Redis answers of a hash.
pub(super) type Fields = Vec<(Vec<u8>, Vec<u8>)>;

/// A record, and when it was last written.
pub(super) struct Found {
    pub(super) row: Row,
    pub(super) stamp: String,
}

/// Returns the fields of a row that have a value.
pub(super) fn fields<'a>(shape: &'a Shape, row: &'a Row) -> impl Iterator<Item = (&'a str, Vec<u8>)> {
    let columns = shape.columns.iter().zip(row);
    columns.filter_map(|(column, datum)| Some((column.name.as_str(), encode(datum)?)))
}

/// Reads a record; a hash without fields is none.
pub(super) fn found(shape: &Shape, name: &str, mut fields: Fields) -> Stored<Option<Found>> {
    if fields.is_empty() {
        return Ok(None);
    }
    let corrupt = |what: String| StorageError::Corrupt(format!("{name}: {what}"));
    let stamp = take(&mut fields, STAMP).and_then(|stamp| String::from_utf8(stamp).ok());
    let stamp =
        stamp.ok_or_else(|| corrupt("there is no stamp; this was written by somebody else".to_owned()))?;
    let row = shape
        .columns
        .iter()
        .map(|column| attribute(column, &mut fields).map_err(corrupt))
        .collect::<Result<_, _>>()?;
    Ok(Some(Found { row, stamp }))
}

/// Returns a primary key as text.
pub(super) fn key_text(key: &Datum) -> String {
    match key {
        Datum::Text(text) => text.clone(),
        other => other.clone().into_value().to_string(),
    }
}

/// Reads a primary key.
pub(super) fn key(shape: &Shape, text: Vec<u8>) -> Option<Datum> {
    decode(shape.key_column().kind, text)
}

fn attribute(column: &Column, fields: &mut Fields) -> Result<Datum, String> {
    let name = &column.name;
    match take(fields, name.as_bytes()) {
        None if column.nullable => Ok(Datum::Null),
        None => Err(format!(
            "there is no `{name}`; migrate it, or make the attribute optional"
        )),
        Some(value) => decode(column.kind, value).ok_or_else(|| format!("`{name}` does not hold this value")),
    }
}

fn take(fields: &mut Fields, name: &[u8]) -> Option<Vec<u8>> {
    let place = fields.iter().position(|(field, _)| field == name)?;
    Some(fields.swap_remove(place).1)
}

fn encode(datum: &Datum) -> Option<Vec<u8>> {
    Some(match datum {
        Datum::Null => return None,
        Datum::Bool(value) => value.to_string().into_bytes(),
        Datum::Int(value) => value.to_string().into_bytes(),
        // The shortest text that is read as the same number again.
        Datum::Float(value) => format!("{value:?}").into_bytes(),
        Datum::Text(text) => text.clone().into_bytes(),
        Datum::Bytes(bytes) => bytes.clone(),
        Datum::Json(value) => value.to_string().into_bytes(),
    })
}

fn decode(kind: Kind, value: Vec<u8>) -> Option<Datum> {
    if kind == Kind::Bytes {
        return Some(Datum::Bytes(value));
    }
    let text = String::from_utf8(value).ok()?;
    match kind {
        Kind::Bool => text.parse().ok().map(Datum::Bool),
        Kind::Int => text.parse().ok().map(Datum::Int),
        Kind::Float => text.parse().ok().map(Datum::Float),
        Kind::Text => Some(Datum::Text(text)),
        Kind::Bytes => Some(Datum::Bytes(text.into_bytes())),
        Kind::Json => serde_json::from_str(&text).ok().map(Datum::Json),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn assert_comes_back(datum: &Datum) {
        let kind = datum.kind().expect("there is a value");
        let stored = encode(datum).expect("it has a form");
        let back = decode(kind, stored).expect("it is read");
        match (&back, datum) {
            (Datum::Float(back), Datum::Float(value)) => assert_eq!(back.to_bits(), value.to_bits()),
            _ => assert_eq!(&back, datum),
        }
    }

    #[test]
    fn json_comes_back_as_it_was() {
        for value in [
            json!({ "b": 1, "a": [null, 1.0, -0.0, u64::MAX] }),
            json!("1"),
            json!(1e300),
        ] {
            assert_comes_back(&Datum::Json(value));
        }
    }

    proptest! {
        #[test]
        fn values_come_back_as_they_were(
            bool in any::<bool>(),
            int in any::<i64>(),
            float in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
            text in any::<String>(),
            bytes in any::<Vec<u8>>(),
        ) {
            for datum in [bool.into(), int.into(), float.into(), text.into(), bytes.into()] {
                assert_comes_back(&datum);
            }
        }
    }
}
