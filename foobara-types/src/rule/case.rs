use serde_json::Value;

use super::{Rule, RuleKind, Subject, Takes};
use crate::error::Issue;

/// Makes text lower case.
#[derive(Debug, Clone, Copy)]
pub struct Downcase;

/// Makes text upper case.
#[derive(Debug, Clone, Copy)]
pub struct Upcase;

/// `downcase`: makes text lower case.
pub const DOWNCASE: &RuleKind = &RuleKind {
    name: "downcase",
    on: Subject::Text,
    takes: Takes::Presence,
    process: &|_, value| on_text(value, &Downcase),
    ..RuleKind::TRANSFORMER
};

/// `upcase`: makes text upper case.
pub const UPCASE: &RuleKind = &RuleKind {
    name: "upcase",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Upcase),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Downcase {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        *value = value.to_lowercase();
        Ok(())
    }
}

impl Rule<String> for Upcase {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        *value = value.to_uppercase();
        Ok(())
    }
}

/// Applies a rule of text to a dynamic value; other values pass.
pub(super) fn on_text(value: &mut Value, rule: &impl Rule<String>) -> Result<(), Box<Issue>> {
    match value {
        Value::String(text) => rule.process(text),
        _ => Ok(()),
    }
}
