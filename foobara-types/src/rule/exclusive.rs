use std::cmp::Ordering;

use serde_json::Value;

use super::{
    Number, Rule, RuleKind, Subject, Takes,
    bounds::{bound, compare},
};
use crate::error::Issue;

/// More than this number.
#[derive(Debug, Clone, Copy)]
pub struct ExclusiveMin<N>(pub N);

/// Less than this number.
#[derive(Debug, Clone, Copy)]
pub struct ExclusiveMax<N>(pub N);

/// `exclusive_min`: more than this number.
pub const EXCLUSIVE_MIN: &RuleKind = &RuleKind {
    name: "exclusive_min",
    on: Subject::Ordered,
    takes: Takes::Bound,
    symbols: &["not_above_minimum"],
    process: &|given, value| match compare(given, value) {
        Some((Ordering::Less | Ordering::Equal, min)) => Err(not_above_minimum(value.clone(), min)),
        _ => Ok(()),
    },
    schema: |arguments, schema| bound("exclusiveMinimum", Ordering::Greater, arguments, schema),
    ..RuleKind::VALIDATOR
};

/// `exclusive_max`: less than this number.
pub const EXCLUSIVE_MAX: &RuleKind = &RuleKind {
    name: "exclusive_max",
    on: Subject::Ordered,
    takes: Takes::Bound,
    symbols: &["not_below_maximum"],
    process: &|given, value| match compare(given, value) {
        Some((Ordering::Greater | Ordering::Equal, max)) => Err(not_below_maximum(value.clone(), max)),
        _ => Ok(()),
    },
    schema: |arguments, schema| bound("exclusiveMaximum", Ordering::Less, arguments, schema),
    ..RuleKind::VALIDATOR
};

impl<N: Number> Rule<N> for ExclusiveMin<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if *value <= self.0 {
            Err(not_above_minimum((*value).into(), self.0.into()))
        } else {
            Ok(())
        }
    }
}

impl<N: Number> Rule<N> for ExclusiveMax<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if *value >= self.0 {
            Err(not_below_maximum((*value).into(), self.0.into()))
        } else {
            Ok(())
        }
    }
}

#[cold]
fn not_above_minimum(value: Value, min: Value) -> Box<Issue> {
    let message = format!("Not above the minimum. {value} is not larger than {min}");
    Box::new(
        Issue::text("not_above_minimum", message)
            .with("value", value)
            .with("exclusive_min", min),
    )
}

#[cold]
fn not_below_maximum(value: Value, max: Value) -> Box<Issue> {
    let message = format!("Not below the maximum. {value} is not less than {max}");
    Box::new(
        Issue::text("not_below_maximum", message)
            .with("value", value)
            .with("exclusive_max", max),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::rule::{
        Argument,
        testing::{assert_same, check, issue_of},
    };

    #[test]
    fn the_bound_itself_is_refused() {
        check(
            EXCLUSIVE_MIN,
            &[Argument::Int(3)],
            &[json!(4), json!(3.5)],
            &[json!(3), json!(3.0), json!(-4)],
        );
        check(
            EXCLUSIVE_MAX,
            &[Argument::Int(3)],
            &[json!(2), json!(2.5)],
            &[json!(3), json!(3.0), json!(4)],
        );
    }

    #[test]
    fn the_issue_says_the_value_and_the_bound() {
        let issue = issue_of(EXCLUSIVE_MIN, &[Argument::Int(0)], json!(0));
        assert_eq!(
            issue.message().to_string(),
            "Not above the minimum. 0 is not larger than 0"
        );
        assert_eq!(issue.context(), json!({ "value": 0, "exclusive_min": 0 }));
    }

    #[test]
    fn the_tighter_bound_is_said() {
        let mut schema = Map::new();
        for bound in [3, 5, 4] {
            (EXCLUSIVE_MIN.schema)(&[Argument::Int(bound)], &mut schema);
            (EXCLUSIVE_MAX.schema)(&[Argument::Int(bound)], &mut schema);
        }
        assert_eq!(
            Value::Object(schema),
            json!({ "exclusiveMinimum": 5, "exclusiveMaximum": 3 })
        );
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(value in -5_i64..5, bound in -5_i64..5) {
            assert_same(&ExclusiveMin(bound), EXCLUSIVE_MIN, &[Argument::Int(bound)], value);
            assert_same(&ExclusiveMax(bound), EXCLUSIVE_MAX, &[Argument::Int(bound)], value);
        }
    }
}
