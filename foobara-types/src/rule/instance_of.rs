use std::borrow::Cow;

use serde_json::Value;

use super::{RuleKind, Takes};
use crate::{
    cast,
    declaration::{Declaration, Ref},
    error::Issue,
};

/// `instance_of`: a value of a named type, as it is.
pub const INSTANCE_OF: &RuleKind = &RuleKind {
    name: "instance_of",
    takes: Takes::Type,
    symbols: &["not_instance_of"],
    looks_inside: true,
    process: &|given, value| match given.arguments.first() {
        Some(super::Argument::Type(of)) if !cast::accepts(&of.declaration, value) => {
            Err(not_instance_of(value.clone(), of.name.clone()))
        }
        _ => Ok(()),
    },
    ..RuleKind::VALIDATOR
};

#[cold]
fn not_instance_of(value: Value, name: Cow<'static, str>) -> Box<Issue> {
    let issue = Issue::new("not_instance_of", |facts, formatter| {
        let (value, name) = (facts.shown("value"), facts.text("expected_class_name"));
        write!(formatter, "{value} is not of the type {name}")
    });
    Box::new(issue.with("value", value).with("expected_class_name", name))
}

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
