use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Given, RuleKind, Takes, TypeReference};
use crate::{declaration::Base, error::Issue};

/// A rule with its arguments, as data in a declaration.
#[derive(Debug, Clone)]
pub struct RuleSpec {
    /// Which rule.
    pub kind: &'static RuleKind,
    /// What it is given, as the bound of `min`.
    pub arguments: Cow<'static, [Argument]>,
}

impl RuleSpec {
    /// Returns `kind` with arguments.
    pub const fn new(kind: &'static RuleKind, arguments: &'static [Argument]) -> Self {
        Self {
            kind,
            arguments: Cow::Borrowed(arguments),
        }
    }

    /// Applies the rule to a dynamic value of `base`.
    ///
    /// # Errors
    ///
    /// What is wrong with the value.
    pub fn process(&self, base: &Base, value: &mut Value) -> Result<(), Box<Issue>> {
        let given = Given {
            arguments: &self.arguments,
            base,
        };
        (self.kind.process)(&given, value)
    }

    /// Returns what stands behind the rule's name in a strict declaration: `true`, one argument, or a list.
    pub fn to_value(&self) -> Value {
        match self.arguments.as_ref() {
            [] => true.into(),
            [argument] if self.kind.takes != Takes::Values => argument.to_value(),
            arguments => arguments.iter().map(Argument::to_value).collect(),
        }
    }
}

/// An argument of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// Any value, as one of `one_of`.
    Value(Value),
    /// A type.
    Type(TypeReference),
}

impl Argument {
    /// Returns text written by a derive.
    pub const fn text(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Returns the argument as a JSON value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Int(integer) => (*integer).into(),
            Self::Float(float) => (*float).into(),
            Self::Text(text) => text.as_ref().into(),
            Self::Value(value) => value.clone(),
            Self::Type(reference) => reference.name.as_ref().into(),
        }
    }

    pub(crate) fn as_usize(&self) -> Option<usize> {
        match self {
            Self::Int(integer) => usize::try_from(*integer).ok(),
            Self::Value(value) => value.as_u64().and_then(|length| usize::try_from(length).ok()),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Adds a keyword with the first argument as its value, the schema of most rules.
pub(super) fn keyword(name: &str, arguments: &[Argument], schema: &mut Map<String, Value>) {
    if let Some(argument) = arguments.first() {
        schema.insert(name.to_owned(), argument.to_value());
    }
}
