//! Domains group commands; organisations group domains.

use foobara_types::decode::is_same;

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
    /// The scopes of the domains that it depends on, by which the compiler holds its commands to them; written by the
    /// derive. Without, they are held to them when an app is built.
    const USES: Option<&'static [&'static [&'static str]]> = None;
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

    /// Returns whether this is the domain of what belongs to none.
    pub const fn is_global(&self) -> bool {
        self.scope.is_empty()
    }

    /// Returns whether commands of this domain may use what belongs to `other`: itself, what it depends on,
    /// and the global domain.
    pub fn may_use(&self, other: &Self) -> bool {
        self == other || other.is_global() || self.depends_on.iter().any(|domain| domain() == other)
    }
}

/// The domain of what belongs to none, as a command without `domain = ..`. Every domain may use it.
///
/// In manifests it is called `global_organization::global_domain`, and nowhere else is it called anything:
/// `App::builder().domain::<GlobalDomain>(commands![Ping])` adds the command `Ping`.
#[derive(Debug, Clone, Copy)]
pub struct GlobalDomain;

impl Domain for GlobalDomain {
    const META: &'static DomainMeta = &DomainMeta {
        name: "global_domain",
        organization: None,
        scope: &[],
        description: None,
        depends_on: &[],
    };
    const USES: Option<&'static [&'static [&'static str]]> = Some(&[]);
}

/// Two domains are the same when their names are.
impl PartialEq for DomainMeta {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.scope == other.scope
    }
}

/// Asserts that commands of `D` may use what belongs to another domain.
///
/// # Panics
///
/// With `message`, when it is evaluated and they may not.
pub const fn assert_may_use<D: Domain>(other: &DomainMeta, message: &'static str) {
    let Some(mut uses) = D::USES else { return };
    let mut may = other.is_global() || is_same_scope(D::META.scope, other.scope);
    while let [scope, rest @ ..] = uses {
        may |= is_same_scope(scope, other.scope);
        uses = rest;
    }
    assert!(may, "{}", message);
}

const fn is_same_scope(mut one: &[&str], mut other: &[&str]) -> bool {
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        if !is_same(first, second) {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}
