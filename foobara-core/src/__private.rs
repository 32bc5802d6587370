//! All that code written by the derives may name. Not part of the public interface.

use std::borrow::Cow;

pub use foobara_types::{
    Argument, At, Attribute, AttributesType, Base, Declaration, DefaultValue, InputErrors, ModelType, Ref,
    Rule, RuleSpec, Typed,
    decode::{self, Encode, Fields},
    rule,
};
pub use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as DecodeError, MapAccess},
    ser::SerializeStruct,
};
pub use serde_json::{Map, Value, to_value};

pub use crate::{
    command::{Command, CommandMeta, DependsOn, Execute, Reads, Uses, Writes},
    domain::{Domain, DomainMeta, Organization, OrganizationMeta},
    fault::Fault,
    ports::PortMeta,
    possible::{Facts, PossibleError, PossibleErrors},
    run::StorageAccess,
    runner::LoadRecords,
};

/// Whether an attribute must be there, and whether null is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// As its type says.
    Typed,
    /// It may be left out, whatever its type says.
    Optional,
    /// As its type says, and null is refused.
    NotNull,
}

/// Returns the attribute that a field of type `T` is.
pub const fn attribute<T: Typed>(
    name: &'static str,
    description: Option<&'static str>,
    rules: &'static [RuleSpec],
    default: Option<fn() -> Value>,
    presence: Presence,
) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration {
            base: T::BASE,
            type_rules: Cow::Borrowed(T::RULES),
            rules: Cow::Borrowed(rules),
            allow_nil: T::ALLOW_NIL && !matches!(presence, Presence::NotNull),
            sensitive: T::SENSITIVE,
            description: match description {
                Some(description) => Some(Cow::Borrowed(description)),
                None => None,
            },
        },
        required: T::REQUIRED && default.is_none() && !matches!(presence, Presence::Optional),
        default: match default {
            Some(default) => Some(DefaultValue::Static(default)),
            None => None,
        },
    }
}

/// Applies a rule to a value; what is wrong is reported at `at`.
#[inline]
pub fn apply<T, R: Rule<T>>(rule: &R, value: &mut T, at: Option<&At<'_>>, errors: &mut InputErrors) {
    if let Err(issue) = rule.process(value) {
        errors.push(at, issue);
    }
}

/// Returns the default of an attribute as a value. A default that cannot be written is null.
pub fn default_value<T: Serialize>(value: T) -> Value {
    to_value(value).unwrap_or_default()
}

/// Adds a fact to the context of an error. A fact that cannot be written is null.
pub fn fact<T: Serialize>(context: &mut Map<String, Value>, name: &str, value: &T) {
    context.insert(name.to_owned(), to_value(value).unwrap_or_default());
}
