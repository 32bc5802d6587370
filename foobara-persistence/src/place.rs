use std::borrow::Cow;

use foobara_types::{Base, DataPath, Declaration, Segment};
use serde_json::Value;

use crate::{
    datum::Datum,
    row::Row,
    shape::{Column, Kind, Shape},
};

/// Where a value is in the rows of a shape: a column, a part of the model that a column holds, or the elements of a list.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Place<'a> {
    /// The position of the column.
    pub index: usize,
    /// The column.
    pub column: &'a Column,
    /// The way from the column to the value, by the names of attributes; empty for the column itself.
    pub path: Vec<String>,
    /// For what is within the elements of a list, the way from each element to it; empty for the elements themselves.
    pub elements: Option<Vec<String>>,
    /// What is there.
    pub kind: Kind,
}

impl Shape {
    /// Finds a column by its name, a part of a model by its path, as `home.street`, or what is in the elements of a list, as
    /// `friends.#` or `shifts.#.keeper`.
    pub fn place(&self, name: &str) -> Option<Place<'_>> {
        if let Some(index) = self.position(name) {
            let column = self.columns.get(index)?;
            return Some(Place {
                index,
                column,
                path: Vec::new(),
                elements: None,
                kind: column.kind,
            });
        }
        let (first, rest) = name.split_once('.')?;
        let index = self.position(first)?;
        let column = self
            .columns
            .get(index)
            .filter(|column| column.kind == Kind::Json)?;
        let declared = &self.model.attributes.get(first)?.declaration;
        let way = rest.parse::<DataPath>().ok()?;
        let inner = declared.type_at(&way)?;
        let mut parts = way.segments().split(|step| *step == Segment::AnyIndex);
        let (list, elements) = (parts.next()?, parts.next());
        let is_list = elements.is_some() && parts.next().is_none() && is_list(declared, list);
        let is_part = elements.is_none() && !list.is_empty();
        (is_list || is_part).then_some(())?;
        Some(Place {
            index,
            column,
            path: names(list)?,
            elements: elements.map_or(Some(None), |way| names(way).map(Some))?,
            kind: if is_list {
                Kind::Json
            } else {
                Kind::of(&inner.base)
            },
        })
    }
}

fn is_list(declared: &Declaration, way: &[Segment]) -> bool {
    let path: DataPath = way.iter().cloned().collect();
    declared
        .type_at(&path)
        .is_some_and(|list| matches!(list.base, Base::Array(_)))
}

/// Returns the names of attributes on the way; single elements of lists have no place of their own.
fn names(way: &[Segment]) -> Option<Vec<String>> {
    let name = |segment: &Segment| match segment {
        Segment::Name(name) => Some(name.to_string()),
        _ => None,
    };
    way.iter().map(name).collect()
}

impl Place<'_> {
    /// Takes the value out of a row; the list of what is in the elements, if it is about them.
    pub fn of<'r>(&self, row: &'r Row) -> Cow<'r, Datum> {
        let datum = row.get(self.index);
        if self.path.is_empty() && self.elements.is_none() {
            return Cow::Borrowed(datum);
        }
        let Datum::Json(value) = datum else {
            return Cow::Owned(Datum::Null);
        };
        let inner = follow(value, &self.path).map(|inner| match (&self.elements, inner) {
            (Some(way), Value::Array(elements)) => {
                let parts = elements.iter().filter_map(|element| follow(element, way));
                Value::Array(parts.cloned().collect())
            }
            (_, inner) => inner.clone(),
        });
        Cow::Owned(
            inner
                .map_or(Datum::Null, Datum::from)
                .fit(self.kind)
                .unwrap_or(Datum::Null),
        )
    }
}

fn follow<'v>(value: &'v Value, way: &[String]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, name| value.get(name))
}
