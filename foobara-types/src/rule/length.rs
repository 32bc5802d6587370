use serde_json::Value;

use super::{Given, Rule, RuleKind, Subject, Takes, spec::keyword};
use crate::error::Issue;

/// At least this many characters.
#[derive(Debug, Clone, Copy)]
pub struct MinLength(pub usize);

/// At most this many characters.
#[derive(Debug, Clone, Copy)]
pub struct MaxLength(pub usize);

/// `min_length`: at least this many characters.
pub const MIN_LENGTH: &RuleKind = &RuleKind {
    name: "min_length",
    on: Subject::Text,
    takes: Takes::Length,
    symbols: &["below_minimum_length"],
    process: &|given, value| match bound(value, given) {
        Some((text, min)) if is_shorter(text, min) => Err(below_minimum_length(value.clone(), min)),
        _ => Ok(()),
    },
    schema: |arguments, schema| keyword("minLength", arguments, schema),
    ..RuleKind::VALIDATOR
};

/// `max_length`: at most this many characters.
pub const MAX_LENGTH: &RuleKind = &RuleKind {
    name: "max_length",
    on: Subject::Text,
    takes: Takes::Length,
    symbols: &["max_length_exceeded"],
    process: &|given, value| match bound(value, given) {
        Some((text, max)) if is_longer(text, max) => Err(max_length_exceeded(value.clone(), max)),
        _ => Ok(()),
    },
    schema: |arguments, schema| keyword("maxLength", arguments, schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for MinLength {
    #[inline]
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_shorter(value, self.0) {
            Err(below_minimum_length(value.as_str().into(), self.0))
        } else {
            Ok(())
        }
    }
}

impl Rule<String> for MaxLength {
    #[inline]
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_longer(value, self.0) {
            Err(max_length_exceeded(value.as_str().into(), self.0))
        } else {
            Ok(())
        }
    }
}

/// The most bytes that a character takes.
const WIDEST: usize = 4;

/// Counts characters only where the number of bytes does not tell.
fn is_shorter(text: &str, min: usize) -> bool {
    text.len() < min.saturating_mul(WIDEST) && (text.len() < min || text.chars().count() < min)
}

/// Counts characters only where the number of bytes does not tell.
fn is_longer(text: &str, max: usize) -> bool {
    text.len() > max && (text.len() > max.saturating_mul(WIDEST) || text.chars().count() > max)
}

fn bound<'a>(value: &'a Value, given: &Given<'_>) -> Option<(&'a str, usize)> {
    Some((value.as_str()?, given.arguments.first()?.as_usize()?))
}

#[cold]
fn below_minimum_length(value: Value, min: usize) -> Box<Issue> {
    let issue = Issue::new("below_minimum_length", |facts, formatter| {
        let (value, min) = (facts.shown("value"), facts.shown("min_length"));
        write!(formatter, "Below minimum length. {value} is shorter than {min}")
    });
    Box::new(issue.with("value", value).with("min_length", min))
}

#[cold]
fn max_length_exceeded(value: Value, max: usize) -> Box<Issue> {
    let issue = Issue::new("max_length_exceeded", |facts, formatter| {
        let max = facts.shown("max_length");
        write!(formatter, "Max length exceeded. Cannot be longer than {max}")
    });
    Box::new(issue.with("value", value).with("max_length", max))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_number_of_bytes_tells_what_counting_does(text in "[aé日𝄞]{0,12}", bound in 0_usize..12) {
            let count = text.chars().count();
            proptest::prop_assert_eq!(is_shorter(&text, bound), count < bound);
            proptest::prop_assert_eq!(is_longer(&text, bound), count > bound);
        }
    }
}
