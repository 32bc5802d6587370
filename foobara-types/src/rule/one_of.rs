use serde_json::Value;

use super::{Argument, Number, Rule, RuleKind, Takes, keywords::require, same::is};
use crate::error::Issue;

/// One out of these texts, or numbers.
#[derive(Debug, Clone, Copy)]
pub struct OneOf<'a, T = &'a str>(pub &'a [T]);

/// `one_of`: one out of a list of values.
pub const ONE_OF: &RuleKind = &RuleKind {
    name: "one_of",
    takes: Takes::Values,
    symbols: &["value_not_valid"],
    looks_inside: true,
    process: &|given, value| {
        if given.arguments.iter().any(|valid| is(value, valid)) {
            Ok(())
        } else {
            let valid = given.arguments.iter().map(Argument::to_value).collect();
            Err(value_not_valid(value.clone(), valid))
        }
    },
    schema: |arguments, schema| {
        require("enum", arguments.iter().map(Argument::to_value).collect(), schema);
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for OneOf<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if self.0.contains(&value.as_str()) {
            return Ok(());
        }
        let valid = self.0.iter().map(|&valid| valid.into()).collect();
        Err(value_not_valid(value.as_str().into(), valid))
    }
}

impl<N: Number> Rule<N> for OneOf<'_, N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if self.0.contains(value) {
            return Ok(());
        }
        let valid = self.0.iter().map(|&valid| valid.into()).collect();
        Err(value_not_valid((*value).into(), valid))
    }
}

#[cold]
fn value_not_valid(value: Value, valid: Vec<Value>) -> Box<Issue> {
    Box::new(Issue::value_not_valid(value, valid))
}
