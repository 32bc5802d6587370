use std::borrow::Cow;

use foobara_types::{DataPath, Segment};

use crate::{
    datum::{Datum, Row},
    shape::{Column, Kind, Shape},
};

/// Where a value is in the rows of a shape: a column, or a part of the model that a column holds.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Place<'a> {
    /// The position of the column.
    pub index: usize,
    /// The column.
    pub column: &'a Column,
    /// The way from the column to the value, by the names of attributes; empty for the column itself.
    pub path: Vec<String>,
    /// What is there.
    pub kind: Kind,
}

impl Shape {
    /// Finds a column by its name, or a part of a model by its path, as `home.street`.
    pub fn place(&self, name: &str) -> Option<Place<'_>> {
        if let Some(index) = self.position(name) {
            let column = self.columns.get(index)?;
            let (path, kind) = (Vec::new(), column.kind);
            return Some(Place {
                index,
                column,
                path,
                kind,
            });
        }
        let (first, rest) = name.split_once('.')?;
        let index = self.position(first)?;
        let column = self
            .columns
            .get(index)
            .filter(|column| column.kind == Kind::Json)?;
        let way = rest.parse::<DataPath>().ok()?;
        let path = names(&way)?;
        let declared = &self.model.attributes.get(first)?.declaration;
        let inner = declared.type_at(&way)?;
        let kind = Kind::of(&inner.base);
        Some(Place {
            index,
            column,
            path,
            kind,
        })
    }
}

/// Returns a path of attributes only: elements of lists have no place of their own.
fn names(path: &DataPath) -> Option<Vec<String>> {
    let name = |segment: &Segment| match segment {
        Segment::Name(name) => Some(name.to_string()),
        _ => None,
    };
    let names: Vec<String> = path.segments().iter().map(name).collect::<Option<_>>()?;
    Some(names).filter(|names| !names.is_empty())
}

impl Place<'_> {
    /// Takes the value out of a row.
    pub fn of<'r>(&self, row: &'r Row) -> Cow<'r, Datum> {
        let datum = row.get(self.index);
        if self.path.is_empty() {
            return Cow::Borrowed(datum);
        }
        let Datum::Json(value) = datum else {
            return Cow::Owned(Datum::Null);
        };
        let inner = self.path.iter().try_fold(value, |value, name| value.get(name));
        let inner = inner.cloned().map_or(Datum::Null, Datum::from);
        Cow::Owned(inner.fit(self.kind).unwrap_or(Datum::Null))
    }
}
