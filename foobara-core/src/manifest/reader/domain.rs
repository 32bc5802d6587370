use super::{Command, DeclaredType, Entry, Organization, cursor::Cursor};

/// A domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The full name.
    pub reference: String,
    /// The name of its organisation.
    pub organization: String,
    /// What it is; one line.
    pub description: Option<String>,
    /// The full names of its commands.
    pub commands: Vec<String>,
    /// The full names of its types.
    pub types: Vec<String>,
    /// The full names of the domains whose commands its commands may run.
    pub depends_on: Vec<String>,
}

impl Domain {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        Self {
            reference: entry.at("reference").text(),
            organization: entry.at("organization").text(),
            description: entry.at("description").optional_text(),
            commands: entry.at("commands").texts(),
            types: entry.at("types").texts(),
            depends_on: entry.at("depends_on").texts(),
        }
    }
}

impl<'a> Entry<'a, Domain> {
    /// Returns the organisation it belongs to.
    pub fn organization(self) -> Option<Entry<'a, Organization>> {
        self.manifest.organization(&self.get().organization)
    }

    /// Returns its commands.
    pub fn commands(self) -> impl Iterator<Item = Entry<'a, Command>> {
        let names = self.get().commands.iter();
        names.filter_map(move |name| self.manifest.command(name))
    }

    /// Returns its types.
    pub fn types(self) -> impl Iterator<Item = Entry<'a, DeclaredType>> {
        let names = self.get().types.iter();
        names.filter_map(move |name| self.manifest.type_named(name))
    }
}
