use serde_json::Value;

use super::{Argument, Rule, RuleKind};
use crate::error::Issue;

/// One out of these texts.
#[derive(Debug, Clone, Copy)]
pub struct OneOf<'a>(pub &'a [&'a str]);

/// `one_of`: one out of a list of values.
pub const ONE_OF: &RuleKind = &RuleKind {
    name: "one_of",
    symbols: &["value_not_valid"],
    takes_list: true,
    process: |arguments, value| {
        let valid: Vec<Value> = arguments.iter().map(Argument::to_value).collect();
        if value.is_null() || valid.contains(value) {
            Ok(())
        } else {
            Err(value_not_valid(value.clone(), valid))
        }
    },
    schema: |arguments, schema| {
        schema.insert(
            "enum".to_owned(),
            arguments.iter().map(Argument::to_value).collect(),
        );
    },
};

impl Rule<String> for OneOf<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if self.0.contains(&value.as_str()) {
            return Ok(());
        }
        Err(value_not_valid(
            value.as_str().into(),
            self.0.iter().map(|&valid| valid.into()).collect(),
        ))
    }
}

#[cold]
fn value_not_valid(value: Value, valid: Vec<Value>) -> Box<Issue> {
    Box::new(Issue::value_not_valid(value, valid))
}
