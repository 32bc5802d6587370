//! Rows as documents: objects by the names of attributes, of which those without a value are left out.

use serde_json::{Map, Value};

use crate::{
    datum::Datum,
    row::Row,
    shape::{Column, Kind, Shape},
};

pub(super) fn of_row(shape: &Shape, row: &Row) -> Value {
    let entry = |(column, datum): (&Column, &Datum)| (column.name.clone(), datum.clone().into_value());
    let columns = shape.columns.iter().zip(row);
    Value::Object(columns.filter(|(_, datum)| !datum.is_null()).map(entry).collect())
}

/// Reads a row, or says what is wrong with the document; values are not shown.
pub(super) fn to_row(shape: &Shape, document: Value) -> Result<Row, String> {
    let Value::Object(mut attributes) = document else {
        return Err("not an object".to_owned());
    };
    shape
        .columns
        .iter()
        .map(|column| attribute(column, &mut attributes))
        .collect()
}

fn attribute(column: &Column, attributes: &mut Map<String, Value>) -> Result<Datum, String> {
    let name = &column.name;
    match attributes.remove(name) {
        None | Some(Value::Null) if column.nullable => Ok(Datum::Null),
        None | Some(Value::Null) => Err(format!(
            "there is no `{name}`; add it, or make the attribute optional"
        )),
        Some(value) => datum(column.kind, value).ok_or_else(|| format!("`{name}` does not hold this value")),
    }
}

fn datum(kind: Kind, value: Value) -> Option<Datum> {
    match kind {
        Kind::Bytes => serde_json::from_value(value).ok().map(Datum::Bytes),
        _ => Datum::from(value).fit(kind),
    }
}
