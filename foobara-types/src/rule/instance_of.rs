use std::borrow::Cow;

use super::{RuleKind, Takes};
use crate::{
    cast,
    declaration::{Declaration, Ref},
    error::{Issue, brief, object},
};

/// `instance_of`: a value of a named type, as it is.
pub const INSTANCE_OF: &RuleKind = &RuleKind {
    name: "instance_of",
    takes: Takes::Type,
    symbols: &["not_instance_of"],
    looks_inside: true,
    process: &|given, value| match given.arguments.first() {
        Some(super::Argument::Type(of)) if !cast::accepts(&of.declaration, value) => {
            let message = format!("{} is not of the type {}", brief(value), of.name);
            let context = object([
                ("value", value.clone()),
                ("expected_class_name", of.name.as_ref().into()),
            ]);
            Err(Box::new(Issue::new("not_instance_of", message, context)))
        }
        _ => Ok(()),
    },
    ..RuleKind::VALIDATOR
};

/// A type that a rule is about. Two are the same when their names are.
#[derive(Debug, Clone)]
pub struct TypeReference {
    /// The name.
    pub name: Cow<'static, str>,
    /// What values of it are.
    pub declaration: Ref<Declaration>,
}

impl TypeReference {
    /// Returns a reference to the type called `name`.
    pub fn new(name: impl Into<Cow<'static, str>>, declaration: Declaration) -> Self {
        Self {
            name: name.into(),
            declaration: declaration.into(),
        }
    }
}

impl PartialEq for TypeReference {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
