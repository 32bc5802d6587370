use super::{Domain, Entry, cursor::Cursor};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// The name.
    pub reference: String,
    /// The full names of its domains.
    pub domains: Vec<String>,
}

impl Organization {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        Self {
            reference: entry.at("reference").text(),
            domains: entry.at("domains").texts(),
        }
    }
}

impl<'a> Entry<'a, Organization> {
    /// Returns its domains.
    pub fn domains(self) -> impl Iterator<Item = Entry<'a, Domain>> {
        let names = self.get().domains.iter();
        names.filter_map(move |name| self.manifest.domain(name))
    }
}
