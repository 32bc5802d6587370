use serde_json::Value;

use super::{
    Rule, RuleKind, Subject, Takes,
    case::on_text,
    keywords::{escape, require_pattern},
};
use crate::error::Issue;

/// Text that begins with this.
#[derive(Debug, Clone, Copy)]
pub struct StartsWith<'a>(pub &'a str);

/// Text that ends with this.
#[derive(Debug, Clone, Copy)]
pub struct EndsWith<'a>(pub &'a str);

/// `starts_with`: text that begins with this.
pub const STARTS_WITH: &RuleKind = &RuleKind {
    name: "starts_with",
    on: Subject::Text,
    takes: Takes::Text,
    symbols: &["does_not_start_with"],
    process: &|given, value| match given.text() {
        Some(start) => on_text(value, &StartsWith(start)),
        None => Ok(()),
    },
    schema: |arguments, schema| {
        if let Some(start) = arguments.first().and_then(super::Argument::as_str) {
            require_pattern(&format!("^{}", escape(start)), schema);
        }
    },
    ..RuleKind::VALIDATOR
};

/// `ends_with`: text that ends with this.
pub const ENDS_WITH: &RuleKind = &RuleKind {
    name: "ends_with",
    on: Subject::Text,
    takes: Takes::Text,
    symbols: &["does_not_end_with"],
    process: &|given, value| match given.text() {
        Some(end) => on_text(value, &EndsWith(end)),
        None => Ok(()),
    },
    schema: |arguments, schema| {
        if let Some(end) = arguments.first().and_then(super::Argument::as_str) {
            require_pattern(&format!("{}$", escape(end)), schema);
        }
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for StartsWith<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if value.starts_with(self.0) {
            Ok(())
        } else {
            Err(does_not_start_with(value.as_str().into(), self.0))
        }
    }
}

impl Rule<String> for EndsWith<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if value.ends_with(self.0) {
            Ok(())
        } else {
            Err(does_not_end_with(value.as_str().into(), self.0))
        }
    }
}

#[cold]
fn does_not_start_with(value: Value, start: &str) -> Box<Issue> {
    let issue = Issue::new("does_not_start_with", |facts, formatter| {
        let (value, start) = (facts.shown("value"), facts.shown("starts_with"));
        write!(formatter, "{value} does not start with {start}")
    });
    Box::new(issue.with("value", value).with("starts_with", start.to_owned()))
}

#[cold]
fn does_not_end_with(value: Value, end: &str) -> Box<Issue> {
    let issue = Issue::new("does_not_end_with", |facts, formatter| {
        let (value, end) = (facts.shown("value"), facts.shown("ends_with"));
        write!(formatter, "{value} does not end with {end}")
    });
    Box::new(issue.with("value", value).with("ends_with", end.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rule::{
        Argument,
        testing::{assert_same, check_exact, issue_of, texts},
    };

    #[test]
    fn text_begins_and_ends_with_it() {
        let argument = &[Argument::text("$.")];
        check_exact(
            STARTS_WITH,
            argument,
            &texts(&["$.", "$.a"]),
            &texts(&["", "$", "a$.", "\n$."]),
        );
        check_exact(
            ENDS_WITH,
            argument,
            &texts(&["$.", "a$."]),
            &texts(&["", ".", "$.a", "$.\n"]),
        );
    }

    #[test]
    fn the_issue_says_what_is_missing() {
        let issue = issue_of(STARTS_WITH, &[Argument::text("b")], json!("a"));
        assert_eq!(issue.message().to_string(), r#""a" does not start with "b""#);
        assert_eq!(issue.context(), json!({ "value": "a", "starts_with": "b" }));
        let issue = issue_of(ENDS_WITH, &[Argument::text("b")], json!("a"));
        assert_eq!(issue.message().to_string(), r#""a" does not end with "b""#);
        assert_eq!(issue.context(), json!({ "value": "a", "ends_with": "b" }));
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[ab.]{0,4}", affix in "[ab.]{0,2}") {
            let argument = &[Argument::Text(affix.clone().into())];
            assert_same(&StartsWith(&affix), STARTS_WITH, argument, text.clone());
            assert_same(&EndsWith(&affix), ENDS_WITH, argument, text);
        }
    }
}
