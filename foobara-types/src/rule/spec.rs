use std::{borrow::Cow, fmt};

use serde_json::{Map, Value};

use crate::error::Issue;

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

    /// Applies the rule to a dynamic value.
    ///
    /// # Errors
    ///
    /// What is wrong with the value.
    pub fn process(&self, value: &mut Value) -> Result<(), Box<Issue>> {
        (self.kind.process)(&self.arguments, value)
    }

    /// Returns what stands behind the rule's name in a strict declaration: `true`, one argument, or a list.
    pub fn to_value(&self) -> Value {
        match self.arguments.as_ref() {
            [] => true.into(),
            [argument] if !self.kind.takes_list => argument.to_value(),
            arguments => arguments.iter().map(Argument::to_value).collect(),
        }
    }
}

/// What there is to know about a rule: how it works on dynamic values, what it can complain of, how schemas say it.
pub struct RuleKind {
    /// The name in declarations and in `#[input(..)]`.
    pub name: &'static str,
    /// The symbols of the errors it can report; none for a transformer.
    pub symbols: &'static [&'static str],
    /// Whether its arguments are a list even when there is one.
    pub takes_list: bool,
    /// The step on a dynamic value, which is of the declared base already.
    pub process: fn(&[Argument], &mut Value) -> Result<(), Box<Issue>>,
    /// Adds what JSON Schema can say of it.
    pub schema: fn(&[Argument], &mut Map<String, Value>),
}

impl fmt::Debug for RuleKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("RuleKind").field(&self.name).finish()
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
        }
    }

    /// Returns a number.
    pub(crate) fn as_f64(&self) -> Option<f64> {
        self.to_value().as_f64()
    }

    pub(crate) fn as_usize(&self) -> Option<usize> {
        match self {
            Self::Int(integer) => usize::try_from(*integer).ok(),
            Self::Float(_) | Self::Text(_) => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Int(_) | Self::Float(_) => None,
        }
    }
}

/// Adds a keyword with the first argument as its value, the schema of most rules.
pub(super) fn keyword(name: &str, arguments: &[Argument], schema: &mut Map<String, Value>) {
    if let Some(argument) = arguments.first() {
        schema.insert(name.to_owned(), argument.to_value());
    }
}
