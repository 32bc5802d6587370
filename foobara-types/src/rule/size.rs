use serde_json::Value;

use super::{
    Collection, Given, Rule, RuleKind, Subject, Takes,
    collection::{shown, size},
    keywords::{require_max_size, require_min_size},
};
use crate::error::{Issue, brief};

/// Exactly this many elements.
#[derive(Debug, Clone, Copy)]
pub struct Size(pub usize);

/// At least this many elements.
#[derive(Debug, Clone, Copy)]
pub struct MinSize(pub usize);

/// At most this many elements.
#[derive(Debug, Clone, Copy)]
pub struct MaxSize(pub usize);

/// `size`: exactly this many elements.
pub const SIZE: &RuleKind = &RuleKind {
    name: "size",
    on: Subject::Collection,
    takes: Takes::Length,
    symbols: &["incorrect_tuple_size"],
    process: &|given, value| match sizes(value, given) {
        Some((actual, expected)) if actual != expected => {
            Err(incorrect_size(value.clone(), expected, actual))
        }
        _ => Ok(()),
    },
    schema: |arguments, schema| {
        require_min_size(arguments, schema);
        require_max_size(arguments, schema);
    },
    ..RuleKind::VALIDATOR
};

/// `min_size`: at least this many elements.
pub const MIN_SIZE: &RuleKind = &RuleKind {
    name: "min_size",
    on: Subject::Collection,
    takes: Takes::Length,
    symbols: &["below_minimum_size"],
    process: &|given, value| match sizes(value, given) {
        Some((actual, min)) if actual < min => Err(below_minimum_size(value.clone(), min, actual)),
        _ => Ok(()),
    },
    schema: require_min_size,
    ..RuleKind::VALIDATOR
};

/// `max_size`: at most this many elements.
pub const MAX_SIZE: &RuleKind = &RuleKind {
    name: "max_size",
    on: Subject::Collection,
    takes: Takes::Length,
    symbols: &["max_size_exceeded"],
    process: &|given, value| match sizes(value, given) {
        Some((actual, max)) if actual > max => Err(max_size_exceeded(value.clone(), max, actual)),
        _ => Ok(()),
    },
    schema: require_max_size,
    ..RuleKind::VALIDATOR
};

impl<C: Collection> Rule<C> for Size {
    fn process(&self, value: &mut C) -> Result<(), Box<Issue>> {
        match value.size() {
            actual if actual != self.0 => Err(incorrect_size(shown(value), self.0, actual)),
            _ => Ok(()),
        }
    }
}

impl<C: Collection> Rule<C> for MinSize {
    fn process(&self, value: &mut C) -> Result<(), Box<Issue>> {
        match value.size() {
            actual if actual < self.0 => Err(below_minimum_size(shown(value), self.0, actual)),
            _ => Ok(()),
        }
    }
}

impl<C: Collection> Rule<C> for MaxSize {
    fn process(&self, value: &mut C) -> Result<(), Box<Issue>> {
        match value.size() {
            actual if actual > self.0 => Err(max_size_exceeded(shown(value), self.0, actual)),
            _ => Ok(()),
        }
    }
}

/// Returns the size of a value, and the one it is compared with.
fn sizes(value: &Value, given: &Given<'_>) -> Option<(usize, usize)> {
    Some((size(value)?, given.arguments.first()?.as_usize()?))
}

#[cold]
fn incorrect_size(value: Value, expected: usize, actual: usize) -> Box<Issue> {
    let message = format!(
        "Invalid size. {} should have {expected} elements and has {actual}",
        brief(&value)
    );
    Box::new(
        Issue::text("incorrect_tuple_size", message)
            .with("expected_size", expected)
            .with("actual_size", actual)
            .with("value", value),
    )
}

#[cold]
fn below_minimum_size(value: Value, min: usize, actual: usize) -> Box<Issue> {
    let message = format!("Below minimum size. Cannot have fewer than {min} elements and has {actual}");
    Box::new(
        Issue::text("below_minimum_size", message)
            .with("value", value)
            .with("min_size", min),
    )
}

#[cold]
fn max_size_exceeded(value: Value, max: usize, actual: usize) -> Box<Issue> {
    let message = format!("Max size exceeded. Cannot have more than {max} elements and has {actual}");
    Box::new(
        Issue::text("max_size_exceeded", message)
            .with("value", value)
            .with("max_size", max),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::rule::{
        Argument,
        testing::{assert_same, check_exact, issue_of},
    };

    #[test]
    fn elements_and_entries_are_counted() {
        let [none, one, two] = [|| json!([]), || json!([1]), || json!({ "a": 1, "b": 2 })];
        let argument = &[Argument::Int(1)];
        check_exact(SIZE, argument, &[one()], &[none(), two()]);
        check_exact(MIN_SIZE, argument, &[one(), two()], &[none(), json!({})]);
        check_exact(MAX_SIZE, argument, &[none(), one()], &[two(), json!([1, 1])]);
    }

    #[test]
    fn a_wrong_size_is_said_as_in_ruby() {
        let issue = issue_of(SIZE, &[Argument::Int(2)], json!([1]));
        assert_eq!(
            issue.message().to_string(),
            "Invalid size. [1] should have 2 elements and has 1"
        );
        assert_eq!(
            issue.context(),
            json!({ "expected_size": 2, "actual_size": 1, "value": [1] })
        );
    }

    #[test]
    fn values_without_a_size_pass() {
        assert_eq!(
            (SIZE.process)(
                &Given {
                    arguments: &[],
                    base: &crate::Base::integer()
                },
                &mut json!([])
            ),
            Ok(())
        );
        check_exact(MIN_SIZE, &[Argument::Int(1)], &[json!(5)], &[]);
    }

    #[test]
    fn tuples_and_maps_have_a_size() {
        assert_same(&Size(3), SIZE, &[Argument::Int(3)], (1, "a", true));
        assert_same(&Size(3), SIZE, &[Argument::Int(3)], (1, "a"));
        assert_same(
            &MinSize(2),
            MIN_SIZE,
            &[Argument::Int(2)],
            BTreeMap::from([("a".to_owned(), 1)]),
        );
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(value in proptest::collection::vec(0_u8..9, 0..5), bound in 0_u8..5) {
            let argument = &[Argument::Int(bound.into())];
            assert_same(&Size(bound.into()), SIZE, argument, value.clone());
            assert_same(&MinSize(bound.into()), MIN_SIZE, argument, value.clone());
            assert_same(&MaxSize(bound.into()), MAX_SIZE, argument, value);
        }
    }
}
