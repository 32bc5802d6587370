//! Two entities, written as the derive would write them.

use std::borrow::Cow;

use foobara_persistence::{
    Auto, Entity, Field, Key, KeyField, Row, StorageError, column, json_column, json_datum,
};
use foobara_types::{
    Access, At, Attribute, AttributesType, Base, Declaration, InputErrors, Kept, ModelType, Ref, Sensitive,
    Typed,
};
use serde::{Deserialize, Serialize};

pub(crate) const SCOPE: &[&str] = &["Acme", "Zoo"];

const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

/// A primary key is not asked of a caller, whether it is assigned or not.
const fn key_attribute<T: Typed>(name: &'static str) -> Attribute {
    let mut key = attribute::<T>(name);
    key.required = false;
    key
}

const fn entity(
    name: &'static str,
    attributes: &'static [Attribute],
    key: &'static str,
    kept: Kept,
) -> ModelType {
    ModelType {
        name: Cow::Borrowed(name),
        scope: SCOPE,
        description: None,
        attributes: AttributesType::of(attributes, &[], false),
        primary_key: Some(Cow::Borrowed(key)),
        access: Access::OPEN,
        kept,
    }
}

/// Its keys are assigned; it has a value of each kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Capybara {
    pub(crate) id: Auto<i64>,
    pub(crate) name: String,
    pub(crate) age: Option<u8>,
    pub(crate) weight: Option<f64>,
    pub(crate) is_tame: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) chip: Option<Sensitive<String>>,
    pub(crate) keeper: Option<Key<Keeper>>,
}

impl Capybara {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            name: name.to_owned(),
            age: None,
            weight: None,
            is_tame: false,
            tags: Vec::new(),
            chip: None,
            keeper: None,
        }
    }

    pub(crate) fn aged(name: &str, age: Option<u8>) -> Self {
        Self {
            age,
            ..Self::named(name)
        }
    }

    pub(crate) fn id(&self) -> i64 {
        self.key().expect("it was created")
    }
}

static CAPYBARA: ModelType = entity(
    "Capybara",
    const {
        &[
            key_attribute::<Auto<i64>>("id"),
            attribute::<String>("name"),
            attribute::<Option<u8>>("age"),
            attribute::<Option<f64>>("weight"),
            attribute::<bool>("is_tame"),
            attribute::<Vec<String>>("tags"),
            attribute::<Option<Sensitive<String>>>("chip"),
            attribute::<Option<Key<Keeper>>>("keeper"),
        ]
    },
    "id",
    Kept::PLAIN,
);

impl Typed for Capybara {
    const BASE: Base = Base::Model(Ref::Static(Self::model));

    fn check(&mut self, _at: Option<&At<'_>>, _errors: &mut InputErrors) {}
}

impl Entity for Capybara {
    type Key = <Auto<i64> as KeyField>::Key;

    const KEY: usize = 0;

    fn model() -> &'static ModelType {
        &CAPYBARA
    }

    fn key(&self) -> Option<i64> {
        KeyField::key(&self.id)
    }

    fn to_row(&self) -> Row {
        Row(vec![
            Field::to_datum(&self.id),
            Field::to_datum(&self.name),
            Field::to_datum(&self.age),
            Field::to_datum(&self.weight),
            Field::to_datum(&self.is_tame),
            json_datum(&self.tags),
            Field::to_datum(&self.chip),
            Field::to_datum(&self.keeper),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            id: column(&mut columns, "id")?,
            name: column(&mut columns, "name")?,
            age: column(&mut columns, "age")?,
            weight: column(&mut columns, "weight")?,
            is_tame: column(&mut columns, "is_tame")?,
            tags: json_column(&mut columns, "tags")?,
            chip: column(&mut columns, "chip")?,
            keeper: column(&mut columns, "keeper")?,
        })
    }
}

/// Its keys are names, and it has a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Keeper {
    pub(crate) name: String,
    pub(crate) salary: i64,
    pub(crate) version: u32,
}

impl Keeper {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            salary: 100,
            version: 0,
        }
    }
}

static KEEPER: ModelType = entity(
    "Keeper",
    const {
        &[
            key_attribute::<String>("name"),
            attribute::<i64>("salary"),
            attribute::<u32>("version"),
        ]
    },
    "name",
    Kept {
        version: Some("version"),
        ..Kept::PLAIN
    },
);

impl Typed for Keeper {
    const BASE: Base = Base::Model(Ref::Static(Self::model));
}

impl Entity for Keeper {
    type Key = <String as KeyField>::Key;

    const KEY: usize = 0;

    fn model() -> &'static ModelType {
        &KEEPER
    }

    fn key(&self) -> Option<String> {
        KeyField::key(&self.name)
    }

    fn to_row(&self) -> Row {
        Row(vec![
            Field::to_datum(&self.name),
            Field::to_datum(&self.salary),
            Field::to_datum(&self.version),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            name: column(&mut columns, "name")?,
            salary: column(&mut columns, "salary")?,
            version: column(&mut columns, "version")?,
        })
    }
}
