use std::{collections::BTreeMap, str::FromStr};

use serde_json::Value;

use super::{
    Command, DeclaredError, DeclaredType, Domain, Entry, ManifestError, ManifestErrors, Organization,
    Processor,
    cursor::{Cursor, Mistakes},
};

/// A manifest that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    commands: BTreeMap<String, Command>,
    domains: BTreeMap<String, Domain>,
    organizations: BTreeMap<String, Organization>,
    types: BTreeMap<String, DeclaredType>,
    errors: BTreeMap<String, DeclaredError>,
    processors: BTreeMap<String, Processor>,
}

/// The accessors of one category: one thing by its full name, and all of them sorted by it.
macro_rules! category {
    ($one:ident, $all:ident, $thing:ty, $what:literal) => {
        #[doc = concat!("Returns the ", $what, " called `name` in full.")]
        pub fn $one(&self, name: &str) -> Option<Entry<'_, $thing>> {
            let thing = self.$all.get(name)?;
            Some(Entry::new(self, thing))
        }

        #[doc = concat!("Returns every ", $what, ", sorted by full name.")]
        pub fn $all(&self) -> impl Iterator<Item = Entry<'_, $thing>> {
            self.$all.values().map(|thing| Entry::new(self, thing))
        }
    };
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// Every place where something is missing or is not what it should be, up to a hundred.
    pub fn parse(manifest: &Value) -> Result<Self, ManifestErrors> {
        let mistakes = Mistakes::default();
        let root = Cursor::new(manifest, &mistakes);
        if !manifest.is_object() {
            root.refuse::<()>("an object");
        }
        let read = Self {
            commands: root.at("command").each(Command::read),
            domains: root.at("domain").each(Domain::read),
            organizations: root.at("organization").each(Organization::read),
            types: root.at("type").each(DeclaredType::read),
            errors: root.at("error").each(DeclaredError::read),
            processors: root.at("processor").each(Processor::read),
        };
        mistakes.finish(read)
    }

    category!(command, commands, Command, "command");
    category!(domain, domains, Domain, "domain");
    category!(organization, organizations, Organization, "organisation");
    category!(type_named, types, DeclaredType, "type");
    category!(error, errors, DeclaredError, "class of errors");
    category!(
        processor,
        processors,
        Processor,
        "rule that declarations may name"
    );
}

/// Reads JSON text.
impl FromStr for Manifest {
    type Err = ManifestErrors;

    fn from_str(text: &str) -> Result<Self, ManifestErrors> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            ManifestErrors(vec![ManifestError {
                path: String::new(),
                expected: "JSON",
                found: Some(format!("text that is none ({error})")),
            }])
        })?;
        Self::parse(&value)
    }
}
