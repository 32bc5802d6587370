use std::collections::BTreeMap;

use super::{Attributes, CommandEffects, Declared, Domain, Entry, PossibleError, cursor::Cursor};

/// A command.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// The full name, its suffix included.
    pub reference: String,
    /// The name within its domain.
    pub name: String,
    /// The full name of its domain.
    pub domain: String,
    /// The name of its organisation.
    pub organization: String,
    /// What it does; one line.
    pub description: Option<String>,
    /// Its inputs.
    pub inputs: Attributes,
    /// Its result; `None` for nothing.
    pub result: Option<Declared>,
    /// The errors that it can cause, by key.
    pub possible_errors: BTreeMap<String, PossibleError>,
    /// The full names of the commands that it runs.
    pub depends_on: Vec<String>,
    /// The full names of the messages that it publishes.
    pub publishes: Vec<String>,
    /// The full names of the commands that it enqueues.
    pub enqueues: Vec<String>,
    /// Whether it changes nothing.
    pub is_query: bool,
    /// Whether callers must say who they are.
    pub requires_authentication: bool,
    /// What writes the result, and what changes inputs, results and errors on their way.
    pub serializers: BTreeMap<String, Vec<String>>,
    /// What it may do; `None` in manifests of Ruby foobara.
    pub effects: Option<CommandEffects>,
}

impl Command {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        const ON_THE_WAY: [&str; 5] = [
            "inputs_transformers",
            "pre_commit_transformers",
            "response_mutators",
            "result_transformers",
            "serializers",
        ];
        let serializers = ON_THE_WAY
            .into_iter()
            .filter_map(|kind| Some((kind.to_owned(), entry.at(kind).given()?.texts())));
        Self {
            reference: entry.at("reference").text(),
            name: entry.at("scoped_name").text(),
            domain: entry.at("domain").text(),
            organization: entry.at("organization").text(),
            description: entry.at("description").optional_text(),
            inputs: entry
                .at("inputs_type")
                .given()
                .map(|inputs| Attributes::read_strict(&inputs))
                .unwrap_or_default(),
            result: entry
                .at("result_type")
                .given()
                .map(|result| Declared::read(&result)),
            possible_errors: entry.at("possible_errors").each(PossibleError::read),
            depends_on: entry.at("depends_on").texts(),
            publishes: entry.at("publishes").texts(),
            enqueues: entry.at("enqueues").texts(),
            is_query: entry.at("is_query").flag(),
            requires_authentication: entry.at("requires_authentication").flag(),
            serializers: serializers.collect(),
            effects: entry
                .at("effects")
                .given()
                .map(|effects| CommandEffects::read(&effects)),
        }
    }
}

impl<'a> Entry<'a, Command> {
    /// Returns the domain it belongs to.
    pub fn domain(self) -> Option<Entry<'a, Domain>> {
        self.manifest.domain(&self.get().domain)
    }

    /// Returns the commands that it runs, as far as the manifest has them.
    pub fn calls(self) -> impl Iterator<Item = Self> {
        let names = self.get().depends_on.iter();
        names.filter_map(move |name| self.manifest.command(name))
    }

    /// Returns the possible error with this key.
    pub fn possible_error(self, key: &str) -> Option<Entry<'a, PossibleError>> {
        let error = self.get().possible_errors.get(key)?;
        Some(Entry::new(self.manifest, error))
    }
}
