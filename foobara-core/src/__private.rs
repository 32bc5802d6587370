//! All that code written by the derives may name. Not part of the public interface.

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

/// Applies a rule to a value; what is wrong is reported at `at`.
#[inline]
pub fn apply<T, R: Rule<T>>(rule: &R, value: &mut T, at: Option<&At<'_>>, errors: &mut InputErrors) {
    if let Err(issue) = rule.process(value) {
        errors.push(at, *issue);
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
