use std::{borrow::Cow, sync::Arc};

use serde_json::Value;

use super::{Base, NamedType, Ref};
use crate::rule::{RuleSpec, Stage};

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
    /// The type with a name of its own that the rules of the type come from.
    pub named: Option<Ref<NamedType>>,
    /// The rules that come with the type.
    pub type_rules: Cow<'static, [RuleSpec]>,
    /// The rules added where the type is used, applied before the type's own in each stage.
    pub rules: Cow<'static, [RuleSpec]>,
    /// Whether null is a value.
    pub allow_nil: bool,
    /// Whether values are secrets: kept out of results, logs, errors and manifests.
    pub sensitive: bool,
    /// Whether values are marked as secrets and shown all the same.
    pub sensitive_exposed: bool,
    /// What the value is for; one line, shown in help, schemas and manifests.
    pub description: Option<Cow<'static, str>>,
    /// The strict form it was built from, for those built from data.
    pub source: Option<Arc<Value>>,
}

impl Declaration {
    /// Returns the declaration of a Rust type.
    pub const fn of<T: crate::Typed>() -> Self {
        Self::described::<T>(None)
    }

    /// Returns the declaration of a Rust type, with what the value is for.
    pub const fn described<T: crate::Typed>(description: Option<&'static str>) -> Self {
        Self {
            base: T::BASE,
            named: T::NAMED,
            type_rules: Cow::Borrowed(T::RULES),
            rules: Cow::Borrowed(&[]),
            allow_nil: T::ALLOW_NIL,
            sensitive: T::SENSITIVE,
            sensitive_exposed: false,
            description: match description {
                Some(description) => Some(Cow::Borrowed(description)),
                None => None,
            },
            source: None,
        }
    }

    /// Returns a declaration of `base` with no rules, for declarations built at run time.
    pub const fn new(base: Base) -> Self {
        Self {
            base,
            named: None,
            type_rules: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[]),
            allow_nil: false,
            sensitive: false,
            sensitive_exposed: false,
            description: None,
            source: None,
        }
    }

    /// Returns a declaration of values of a named type.
    pub fn named(named: impl Into<Ref<NamedType>>) -> Self {
        let named = named.into();
        Self {
            type_rules: named.rules.clone(),
            named: Some(named.clone()),
            ..Self::new(named.base.clone())
        }
    }

    /// Returns the name of the type: of the named one, or of the base.
    pub fn type_name(&self) -> Cow<'static, str> {
        self.named
            .as_ref()
            .map_or_else(|| self.base.name(), |named| named.name.clone())
    }

    /// Says what a caster accepts, to complete "Expected …".
    pub fn expectation(&self) -> Cow<'static, str> {
        self.base.expectation()
    }

    /// Returns every rule, those added where the type is used before the type's own.
    pub fn all_rules(&self) -> impl Iterator<Item = &RuleSpec> {
        self.rules.iter().chain(self.type_rules.iter())
    }

    /// Returns the rules of a stage in the order they are applied.
    pub fn rules_of(&self, stage: Stage) -> impl Iterator<Item = &RuleSpec> {
        self.all_rules().filter(move |rule| rule.kind.stage == stage)
    }
}
