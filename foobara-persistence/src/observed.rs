//! What a unit of work tells of itself afterwards: of each record what became of it, and of each look what was found.

use std::collections::BTreeMap;

use foobara_core::{ChangeKind, Digest, Digester, ReadVersion, Recorded, RecordedChange};
use serde_json::{Map, Value};

use crate::{
    change::{Change, ChangeSet},
    datum::Datum,
    filter::Filter,
    outbox::is_line,
    query::{Query, Rows, Select},
    row::Row,
    shape::{Column, Shape},
};

/// What a unit of work has looked at.
#[derive(Default)]
pub(crate) struct Observed(Vec<ReadVersion>);

impl Observed {
    /// Notes what a query found.
    pub(crate) fn saw(&mut self, query: &Query, found: &Rows) {
        match (&query.filter, &query.select) {
            (Filter::Keys(keys), Select::Rows) => {
                self.0
                    .extend(keys.iter().map(|key| by_key(query.shape, key, &found.rows)));
            }
            _ => self.0.push(by_query(query.shape, found)),
        }
    }

    /// Returns what was looked at, and what became of the records that were changed.
    pub(crate) fn recorded(&self, changes: &ChangeSet) -> Recorded {
        Recorded {
            changes: recorded_changes(changes),
            reads: self.0.clone(),
        }
    }
}

fn by_key(shape: &'static Shape, key: &Datum, found: &[Row]) -> ReadVersion {
    let row = found.iter().find(|row| row.get(shape.key) == key);
    ReadVersion {
        entity: shape.model,
        key: Some(shown_key(shape, key)),
        digest: row.map(|row| digest([row])),
    }
}

fn by_query(shape: &'static Shape, found: &Rows) -> ReadVersion {
    let mut digester = Digester::new();
    digester.push(found.count.to_le_bytes());
    digester.push(digest(&found.rows));
    ReadVersion {
        entity: shape.model,
        key: None,
        digest: Some(digester.finish()),
    }
}

/// A record before the first change of it, and after the last.
pub(crate) struct Touched<'a> {
    pub(crate) shape: &'static Shape,
    key: &'a Datum,
    pub(crate) before: Option<&'a Row>,
    pub(crate) after: Option<&'a Row>,
}

/// Makes one change of all those of a record; what is as it was is left out.
fn recorded_changes(changes: &ChangeSet) -> Vec<RecordedChange> {
    let touched = Touched::all(&changes.changes);
    touched.iter().filter_map(Touched::recorded).collect()
}

impl<'a> Touched<'a> {
    /// Returns each record that was changed, in the order of their first changes.
    pub(crate) fn all(changes: &'a [Change]) -> Vec<Self> {
        let mut places: BTreeMap<(&str, &Datum), usize> = BTreeMap::new();
        let mut touched: Vec<Self> = Vec::new();
        for change in changes {
            let place = *places
                .entry((change.shape.table.as_str(), &change.key))
                .or_insert(touched.len());
            match touched.get_mut(place) {
                Some(known) => known.after = change.after.as_ref(),
                None => touched.push(Self::by(change)),
            }
        }
        touched
    }

    /// Returns whether it is not as it was.
    pub(crate) fn is_other(&self) -> bool {
        self.before != self.after
    }

    const fn by(change: &'a Change) -> Self {
        Self {
            shape: change.shape,
            key: &change.key,
            before: change.before.as_ref(),
            after: change.after.as_ref(),
        }
    }

    fn recorded(&self) -> Option<RecordedChange> {
        let kind = match (self.before, self.after) {
            (None, Some(_)) => ChangeKind::Created,
            (Some(_), None) => ChangeKind::Deleted,
            (Some(before), Some(after)) if before != after => ChangeKind::Updated,
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(RecordedChange {
            entity: self.shape.model,
            key: shown_key(self.shape, self.key),
            kind,
            before: self.before.map(|row| shown(self.shape, row)),
            after: self.after.map(|row| shown(self.shape, row)),
            secrets: self.changed_secrets(),
            digest: self.digest(),
        })
    }

    fn changed_secrets(&self) -> Vec<&'static str> {
        let value = |row: Option<&'a Row>, index: usize| row.map_or(&Datum::Null, |row| row.get(index));
        let is_changed = |(index, column): &(usize, &Column)| {
            column.sensitive && value(self.before, *index) != value(self.after, *index)
        };
        let columns = self.shape.columns.iter().enumerate();
        columns
            .filter(is_changed)
            .map(|(_, column)| column.name.as_str())
            .collect()
    }

    fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        digester.push(&self.shape.table);
        for row in [self.before, self.after] {
            digester.push(digest(row.map(|row| self.promised(row)).as_ref()));
        }
        digester.finish()
    }

    /// Returns a record as a plan promises it. Which place it gets in a line, nobody knows beforehand.
    fn promised(&self, row: &Row) -> Row {
        let mut row = row.clone();
        if is_line(self.shape.model) {
            row.set(self.shape.key, Datum::Null);
        }
        row
    }
}

fn shown(shape: &Shape, row: &Row) -> Map<String, Value> {
    match shape.to_value(row) {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

fn shown_key(shape: &Shape, key: &Datum) -> Value {
    if shape.key_column().sensitive {
        Value::Null
    } else {
        key.clone().into_value()
    }
}

fn digest<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Digest {
    let mut digester = Digester::new();
    for row in rows {
        digester.push(row.len().to_le_bytes());
        row.iter().for_each(|datum| push(&mut digester, datum));
    }
    digester.finish()
}

/// Adds a value: its kind, and its bytes.
fn push(digester: &mut Digester, datum: &Datum) {
    match datum {
        Datum::Null => digester.push("null"),
        Datum::Bool(value) => digester.push([u8::from(*value)]),
        Datum::Int(value) => digester.push(value.to_le_bytes()),
        // Both zeros are the same number.
        Datum::Float(value) => digester.push((value + 0.0).to_le_bytes()),
        Datum::Text(value) => digester.push(value),
        Datum::Bytes(value) => digester.push(value),
        Datum::Json(value) => digester.push(value.to_string()),
    }
}
