use std::fmt;

use foobara_types::ModelType;
use serde_json::Value;

use super::{Digest, Digester};

/// A record as a run saw it, or what a query found.
#[derive(Debug, Clone)]
pub struct ReadVersion {
    /// The entity.
    pub entity: &'static ModelType,
    /// The primary key that was looked for; `None` for a query by anything else.
    pub key: Option<Value>,
    /// What was there, secrets included; of a query all that it found, in order. `None` where there was no record.
    pub digest: Option<Digest>,
}

impl ReadVersion {
    /// Returns the digest of the whole: which record, and how it was.
    pub(crate) fn mark(&self) -> Digest {
        let mut digester = Digester::new();
        digester.push(self.entity.reference());
        digester.push(self.key.as_ref().map(Value::to_string).unwrap_or_default());
        if let Some(digest) = &self.digest {
            digester.push(digest);
        }
        digester.finish()
    }
}

/// Says what was looked at, as `Acme::Zoo::Capybara 3`.
impl fmt::Display for ReadVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(formatter, "{} {key}", self.entity.reference()),
            None => write!(formatter, "what is found of {}", self.entity.reference()),
        }
    }
}
