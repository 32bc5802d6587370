use std::borrow::Cow;

use super::Base;
use crate::rule::RuleSpec;

/// A type: a base, and what else is asked of its values.
///
/// ```
/// use foobara_types::{Base, Declaration};
///
/// assert_eq!(Declaration::of::<i64>().to_strict(), "integer");
/// assert_eq!(
///     Declaration::of::<Option<bool>>().to_strict(),
///     serde_json::json!({ "type": "boolean", "allow_nil": true })
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Declaration {
    /// What the values are.
    pub base: Base,
    /// The rules that come with the type.
    pub type_rules: Cow<'static, [RuleSpec]>,
    /// The rules added where the type is used, applied after the type's own.
    pub rules: Cow<'static, [RuleSpec]>,
    /// Whether null is a value.
    pub allow_nil: bool,
    /// Whether values are secrets: kept out of results, logs, errors and manifests.
    pub sensitive: bool,
    /// What the value is for; one line, shown in help, schemas and manifests.
    pub description: Option<Cow<'static, str>>,
}

impl Declaration {
    /// Returns the declaration of a Rust type.
    pub const fn of<T: crate::Typed>() -> Self {
        Self {
            base: T::BASE,
            type_rules: Cow::Borrowed(T::RULES),
            rules: Cow::Borrowed(&[]),
            allow_nil: T::ALLOW_NIL,
            sensitive: T::SENSITIVE,
            description: None,
        }
    }

    /// Returns a declaration of `base` with no rules, for declarations built at run time.
    pub const fn new(base: Base) -> Self {
        Self {
            base,
            type_rules: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[]),
            allow_nil: false,
            sensitive: false,
            description: None,
        }
    }

    /// Returns every rule in the order it is applied: the type's, then those added where it is used.
    pub fn all_rules(&self) -> impl Iterator<Item = &RuleSpec> {
        self.type_rules.iter().chain(self.rules.iter())
    }
}
