use std::{
    collections::HashMap,
    hash::Hash,
    sync::{LazyLock, PoisonError, RwLock},
};

use foobara_core::transaction::StorageError;
use foobara_types::{Attribute, Base, ModelType, declaration::Wire};
use heck::ToSnakeCase;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{datum::Datum, entity::Entity, row::Row, upkeep::Upkeep};

/// How the records of an entity are laid out: a table and its columns, derived from the declaration.
///
/// Drivers take every name that they put into a statement from here.
#[derive(Debug)]
#[non_exhaustive]
pub struct Shape {
    /// The declaration it comes from.
    pub model: &'static ModelType,
    /// The full name with underscores, as `acme_zoo_capybara`.
    pub table: String,
    /// The position of the primary key.
    pub key: usize,
    /// Whether the store assigns a key to a record without one.
    pub assigns_key: bool,
    /// The position of the version, for entities that have one.
    pub version: Option<usize>,
    /// The groups of columns of which no two records have the same values; null is the same as nothing.
    pub unique: Vec<Vec<usize>>,
    /// The groups of columns by which records are often looked for.
    pub indexed: Vec<Vec<usize>>,
    /// The columns whose text is often searched.
    pub searched: Vec<usize>,
    /// The columns, in the order of the attributes.
    pub columns: Vec<Column>,
    /// What units of work write and watch over.
    pub(crate) upkeep: Upkeep,
}

/// One column of a [`Shape`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Column {
    /// The name of the attribute.
    pub name: String,
    /// What is in it.
    pub kind: Kind,
    /// Whether there may be nothing in it.
    pub nullable: bool,
    /// Whether its values are secrets.
    pub sensitive: bool,
}

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// True or false.
    Bool,
    /// Whole numbers of 64 bits.
    Int,
    /// Numbers of double precision.
    Float,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Anything else.
    Json,
}

/// Shapes are derived once and never dropped: there are as many as entities, which are static, and rows, queries and
/// logs can then point at them for free. This does not make two apps in one process share anything that changes.
static SHAPES: LazyLock<RwLock<HashMap<usize, &'static Shape>>> = LazyLock::new(RwLock::default);

/// Shapes of tables with a prefix, by the addresses of the declarations and the prefixes.
static PREFIXED: LazyLock<RwLock<HashMap<(usize, String), &'static Shape>>> = LazyLock::new(RwLock::default);

impl Shape {
    /// Returns the shape of a declaration.
    pub fn of(model: &'static ModelType) -> &'static Self {
        known(&SHAPES, std::ptr::from_ref(model).addr(), || Self::derive(model))
    }

    /// Returns the same shape with a table whose name begins with `prefix`.
    pub fn prefixed(&'static self, prefix: &str) -> &'static Self {
        let table = format!("{prefix}{}", self.table);
        let address = std::ptr::from_ref(self).addr();
        known(&PREFIXED, (address, prefix.to_owned()), || Self {
            table,
            ..Self::derive(self.model)
        })
    }

    /// Returns the shape of an entity.
    pub fn of_entity<E: Entity>() -> &'static Self {
        Self::of(E::model())
    }

    /// Returns the position of the column called `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Returns the column that is the primary key.
    pub fn key_column(&self) -> &Column {
        self.columns
            .get(self.key)
            .expect("invariant: a shape is only made of a model with a key")
    }

    /// Returns the names of a group of columns.
    pub(crate) fn names(&self, group: &[usize]) -> Vec<String> {
        let columns = group.iter().filter_map(|index| self.columns.get(*index));
        columns.map(|column| column.name.clone()).collect()
    }

    /// Returns the values of a group of columns, unless one is null: such a row does not count among those of which no
    /// two are the same.
    pub(crate) fn values(&self, group: &[usize], row: &Row) -> Option<Vec<Datum>> {
        let value = |index: &usize| Some(row.get(*index)).filter(|datum| !datum.is_null()).cloned();
        group.iter().map(value).collect()
    }

    /// Brings a row to the form in which it is kept.
    ///
    /// # Errors
    ///
    /// When the row has values that its columns cannot hold; the message names the column and not the value.
    pub(crate) fn fit(&self, row: Row) -> Result<Row, StorageError> {
        if row.len() != self.columns.len() {
            return Err(misfit(format!(
                "a row of {} has {} columns",
                self.table,
                self.columns.len()
            )));
        }
        if self.has_fit(&row) {
            return Ok(row);
        }
        let fit = |(index, (column, datum)): (usize, (&Column, Datum))| {
            let fitting = datum.fit(column.kind);
            fitting.filter(|datum| self.may_be(index, datum)).ok_or_else(|| {
                misfit(format!(
                    "`{}` of {} does not hold this value",
                    column.name, self.table
                ))
            })
        };
        self.columns.iter().zip(row).enumerate().map(fit).collect()
    }

    /// Whether a row has that form already.
    fn has_fit(&self, row: &Row) -> bool {
        let is_fit = |(index, (column, datum)): (usize, (&Column, &Datum))| {
            datum.is_fit(column.kind) && self.may_be(index, datum)
        };
        self.columns.iter().zip(row).enumerate().all(is_fit)
    }

    /// Whether a column may have a value of its kind, or nothing, in it.
    fn may_be(&self, index: usize, datum: &Datum) -> bool {
        let is_open = |column: &Column| column.nullable || (index == self.key && self.assigns_key);
        !datum.is_null() || self.columns.get(index).is_some_and(is_open)
    }

    /// Counts the version of a row up, for a change that the unit of work makes.
    pub(crate) fn count_up(&self, row: &mut Row) {
        if let Some(column) = self.version
            && let Datum::Int(version) = *row.get(column)
        {
            row.set(column, Datum::Int(version.saturating_add(1)));
        }
    }

    /// Shows a row as an object, without secrets and what has no value.
    pub(crate) fn to_value(&self, row: &Row) -> Value {
        let shown = |(column, datum): &(&Column, &Datum)| !column.sensitive && !datum.is_null();
        let entry = |(column, datum): (&Column, &Datum)| (column.name.clone(), datum.clone().into_value());
        Value::Object(self.columns.iter().zip(row).filter(shown).map(entry).collect())
    }

    fn derive(model: &'static ModelType) -> Self {
        let key_name = model.primary_key.as_deref();
        let attributes = &model.attributes.attributes;
        let key = attributes
            .iter()
            .position(|attribute| Some(attribute.name.as_ref()) == key_name)
            .unwrap_or_else(|| {
                panic!(
                    "{} has no primary key among its attributes; mark one",
                    model.reference()
                )
            });
        let column = |(index, attribute): (usize, &Attribute)| Column {
            name: attribute.name.clone().into_owned(),
            kind: Kind::of(&attribute.declaration.base),
            nullable: index != key && (!attribute.required || attribute.declaration.allow_nil),
            sensitive: attribute.declaration.sensitive,
        };
        let columns: Vec<Column> = attributes.iter().enumerate().map(column).collect();
        // A derived key is never required of a caller, whoever assigns it; stores only assign whole numbers.
        let is_optional = attributes.get(key).is_some_and(|attribute| !attribute.required);
        let assigns_key = is_optional && columns.get(key).is_some_and(|column| column.kind == Kind::Int);
        let names = model.scope.iter().copied().chain([model.name.as_ref()]);
        let table = names
            .map(ToSnakeCase::to_snake_case)
            .collect::<Vec<_>>()
            .join("_");
        Self {
            model,
            table,
            key,
            assigns_key,
            version: position(&columns, model.kept.version),
            unique: groups(&columns, model.kept.unique),
            indexed: groups(&columns, model.kept.indexed),
            searched: group(&columns, model.kept.searched),
            upkeep: Upkeep::of(model, &columns),
            columns,
        }
    }
}

/// Returns the shape that is known under a key, and makes it if there is none.
fn known<K: Eq + Hash>(
    shapes: &RwLock<HashMap<K, &'static Shape>>,
    key: K,
    make: impl FnOnce() -> Shape,
) -> &'static Shape {
    if let Some(shape) = shapes.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return shape;
    }
    let shape = make();
    let mut shapes = shapes.write().unwrap_or_else(PoisonError::into_inner);
    shapes.entry(key).or_insert_with(|| Box::leak(Box::new(shape)))
}

fn position(columns: &[Column], name: Option<&str>) -> Option<usize> {
    columns
        .iter()
        .position(|column| Some(column.name.as_str()) == name)
}

/// Finds the columns of groups of attributes.
fn groups(columns: &[Column], groups: &[&[&str]]) -> Vec<Vec<usize>> {
    groups.iter().map(|names| group(columns, names)).collect()
}

/// Finds the columns of attributes.
///
/// # Panics
///
/// When there is no such attribute: a derive names none that is not there.
fn group(columns: &[Column], names: &[&str]) -> Vec<usize> {
    let found = |name: &&str| {
        position(columns, Some(name))
            .unwrap_or_else(|| panic!("there is no attribute `{name}` to be found by"))
    };
    names.iter().map(found).collect()
}

impl Kind {
    pub(crate) fn of(base: &Base) -> Self {
        match base {
            Base::Integer { .. } => Self::Int,
            Base::Scalar(scalar) => match scalar.wire {
                Wire::Boolean => Self::Bool,
                Wire::Number => Self::Float,
                Wire::Text => Self::Text,
                Wire::Any => Self::Json,
            },
            Base::Key(model) | Base::Record(model) => model
                .key()
                .map_or(Self::Json, |key| Self::of(&key.declaration.base)),
            _ => Self::Json,
        }
    }
}

/// A value or a name that the entity does not have.
pub(crate) fn misfit(message: String) -> StorageError {
    StorageError::Other(message.into())
}
