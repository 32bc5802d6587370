//! Domains group commands; organisations group domains.

/// A group of domains. Derive it: `#[derive(Organization)] pub struct Acme;`.
pub trait Organization: 'static {
    /// What there is to know about it.
    const META: &'static OrganizationMeta;
}

/// An organisation, as data.
#[derive(Debug, PartialEq, Eq)]
pub struct OrganizationMeta {
    /// Its name, as `Acme`.
    pub name: &'static str,
    /// What it is; one line.
    pub description: Option<&'static str>,
}

/// A group of commands and types. Derive it: `#[derive(Domain)] #[domain(organization = Acme)] pub struct Zoo;`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a domain", note = "derive `Domain` for it")]
pub trait Domain: 'static {
    /// What there is to know about it.
    const META: &'static DomainMeta;
}

/// A domain, as data.
#[derive(Debug)]
pub struct DomainMeta {
    /// Its name, as `Zoo`.
    pub name: &'static str,
    /// The organisation it belongs to.
    pub organization: Option<&'static OrganizationMeta>,
    /// The organisation's name, if any, and its own.
    pub scope: &'static [&'static str],
    /// What it is; one line.
    pub description: Option<&'static str>,
    /// The domains whose commands its commands may run.
    pub depends_on: &'static [fn() -> &'static Self],
}

impl DomainMeta {
    /// Returns the full name, as `Acme::Zoo`.
    pub fn reference(&self) -> String {
        self.scope.join("::")
    }
}

/// Two domains are the same when their names are.
impl PartialEq for DomainMeta {
    fn eq(&self, other: &Self) -> bool {
        self.scope == other.scope
    }
}
