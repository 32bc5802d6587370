use std::cmp::Ordering;

use serde_json::Value;

use super::{Argument, Given, Number, Rule, RuleKind, Subject, Takes};
use crate::{
    builtin::{integer, number},
    declaration::Base,
    error::Issue,
};

/// Brings a number into a range: the lower bound, then the upper one, both included.
#[derive(Debug, Clone, Copy)]
pub struct Clamp<N>(pub N, pub N);

/// `clamp`: brings a number into a range, both bounds included.
pub const CLAMP: &RuleKind = &RuleKind {
    name: "clamp",
    on: Subject::Number,
    takes: Takes::Range,
    process: &|given, value| {
        if let Some(bound) = passed(given, value) {
            *value = bound;
        }
        Ok(())
    },
    check,
    ..RuleKind::TRANSFORMER
};

impl<N: Number> Rule<N> for Clamp<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if *value < self.0 {
            *value = self.0;
        } else if *value > self.1 {
            *value = self.1;
        }
        Ok(())
    }
}

/// Returns the bound on whose wrong side a value is, as a value of the same type.
fn passed(given: &Given<'_>, value: &Value) -> Option<Value> {
    let [low, high] = given.arguments else {
        return None;
    };
    let compare = given
        .base
        .scalar()
        .and_then(|scalar| scalar.compare)
        .unwrap_or(number::compare);
    let is_past = |bound: &Value, side| compare(value, bound) == Some(side);
    let low = Some(low.to_value()).filter(|low| is_past(low, Ordering::Less));
    let bound = low.or_else(|| Some(high.to_value()).filter(|high| is_past(high, Ordering::Greater)))?;
    match *given.base {
        Base::Integer { min, max } => integer::cast(&bound, min, max),
        Base::Scalar(scalar) => (scalar.cast)(&bound),
        _ => None,
    }
}

fn check(arguments: &[Argument]) -> Result<(), String> {
    let [low, high] = arguments else {
        return Err("takes two numbers, the lower first".to_owned());
    };
    let (low, high) = (low.to_value(), high.to_value());
    match number::compare(&low, &high) {
        Some(Ordering::Greater) => Err(format!(
            "takes the lower number first, and {low} is larger than {high}"
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{RuleSpec, builtin::FLOAT};

    const FROM_0_TO_10: RuleSpec = RuleSpec::new(CLAMP, &[Argument::Int(0), Argument::Int(10)]);
    const FROM_HALF: RuleSpec = RuleSpec::new(CLAMP, &[Argument::Float(0.5), Argument::Float(1.5)]);

    #[track_caller]
    fn check_dynamic(rule: &RuleSpec, base: &Base, value: &Value, expected: &Value) {
        let mut processed = value.clone();
        assert_eq!(rule.process(base, &mut processed), Ok(()));
        assert_eq!(processed.to_string(), expected.to_string());
    }

    #[test]
    fn the_bound_takes_the_place_of_what_is_beyond_it() {
        let integer = Base::integer();
        check_dynamic(&FROM_0_TO_10, &integer, &json!(-1), &json!(0));
        check_dynamic(&FROM_0_TO_10, &integer, &json!(11), &json!(10));
        check_dynamic(&FROM_0_TO_10, &integer, &json!(u64::MAX), &json!(10));
        check_dynamic(&FROM_HALF, &Base::Scalar(FLOAT), &json!(-1e300), &json!(0.5));
        check_dynamic(&FROM_HALF, &Base::Scalar(FLOAT), &json!(2), &json!(1.5));
    }

    #[test]
    fn what_is_within_stays() {
        for value in [
            json!(0),
            json!(10),
            json!(5),
            json!(9.5),
            json!("11"),
            json!(null),
        ] {
            check_dynamic(&FROM_0_TO_10, &Base::Scalar(FLOAT), &value, &value);
        }
    }

    #[test]
    fn whole_numbers_stay_whole() {
        check_dynamic(&FROM_HALF, &Base::integer(), &json!(5), &json!(5));
    }

    #[test]
    fn a_declaration_gives_two_numbers_in_their_order() {
        assert_eq!((CLAMP.check)(&[Argument::Int(0), Argument::Float(0.5)]), Ok(()));
        assert_eq!((CLAMP.check)(&[Argument::Int(1), Argument::Int(1)]), Ok(()));
        assert_eq!(
            (CLAMP.check)(&[Argument::Int(1)]),
            Err("takes two numbers, the lower first".to_owned())
        );
        assert_eq!(
            (CLAMP.check)(&[Argument::Int(10), Argument::Float(0.5)]),
            Err("takes the lower number first, and 10 is larger than 0.5".to_owned())
        );
    }

    proptest! {
        #[test]
        fn typed_and_dynamic_agree_and_a_second_time_changes_nothing(number: i64, one: i64, other: i64) {
            let (low, high) = (one.min(other), one.max(other));
            let mut typed = number;
            prop_assert_eq!(Clamp(low, high).process(&mut typed), Ok(()));
            prop_assert_eq!(typed, number.clamp(low, high));
            let rule = RuleSpec {
                kind: CLAMP,
                arguments: vec![Argument::Int(low), Argument::Int(high)].into(),
            };
            let mut value = json!(number);
            for _ in 0..2 {
                prop_assert_eq!(rule.process(&Base::integer(), &mut value), Ok(()));
                prop_assert_eq!(&value, &json!(typed));
            }
        }
    }
}
