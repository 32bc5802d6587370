use std::fmt;

use foobara_types::ModelType;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use super::Digest;

/// What became of one record in a run: several changes of it are one.
///
/// Secrets do not show, but for the names of those that changed. As JSON it is
/// `{"entity": "Acme::Zoo::Capybara", "key": 3, "kind": "updated", "changed": ["age"], "before": {..}, "after": {..}}`.
#[derive(Debug, Clone)]
pub struct RecordedChange {
    /// The entity.
    pub entity: &'static ModelType,
    /// The primary key; null when it is a secret.
    pub key: Value,
    /// What was done.
    pub kind: ChangeKind,
    /// The attributes before, without secrets and what had no value; `None` for a record that is created.
    pub before: Option<Map<String, Value>>,
    /// The attributes after, without secrets and what has no value; `None` for a record that is deleted.
    pub after: Option<Map<String, Value>>,
    /// The names of the secrets that are other than before.
    pub secrets: Vec<&'static str>,
    /// The whole, secrets included.
    pub digest: Digest,
}

/// What was done with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// There was none before.
    Created,
    /// It is another than before.
    Updated,
    /// There is none any more.
    Deleted,
}

impl RecordedChange {
    /// Returns the names of the attributes that are other than before, secrets included, in the order in which they are
    /// declared.
    pub fn changed(&self) -> Vec<&str> {
        let attributes = self.entity.attributes.attributes.iter();
        attributes
            .map(|attribute| attribute.name.as_ref())
            .filter(|name| self.secrets.contains(name) || self.value_before(name) != self.value_after(name))
            .collect()
    }

    fn value_before(&self, name: &str) -> Option<&Value> {
        self.before.as_ref()?.get(name)
    }

    fn value_after(&self, name: &str) -> Option<&Value> {
        self.after.as_ref()?.get(name)
    }

    fn line(&self, name: &str) -> String {
        let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
        match self.kind {
            _ if self.secrets.contains(&name) => format!("{name}: a secret"),
            ChangeKind::Created => format!("{name}: {}", shown(self.value_after(name))),
            ChangeKind::Deleted => format!("{name}: {}", shown(self.value_before(name))),
            ChangeKind::Updated => format!(
                "{name}: {} -> {}",
                shown(self.value_before(name)),
                shown(self.value_after(name))
            ),
        }
    }
}

/// A line for the record, and one for each attribute that is other than before.
impl fmt::Display for RecordedChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {} {}",
            self.kind.sign(),
            self.entity.reference(),
            self.key
        )?;
        let key = self.entity.primary_key.as_deref();
        let changed = self.changed();
        let others = changed.iter().filter(|name| Some(**name) != key);
        others
            .into_iter()
            .try_for_each(|name| write!(formatter, "\n    {}", self.line(name)))
    }
}

impl Serialize for RecordedChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("entity", &self.entity.reference())?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("kind", &self.kind)?;
        map.serialize_entry("changed", &self.changed())?;
        map.serialize_entry("before", &self.before)?;
        map.serialize_entry("after", &self.after)?;
        map.end()
    }
}

impl ChangeKind {
    const fn sign(self) -> char {
        match self {
            Self::Created => '+',
            Self::Updated => '~',
            Self::Deleted => '-',
        }
    }
}
