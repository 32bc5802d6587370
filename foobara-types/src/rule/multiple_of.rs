use serde_json::{Number as JsonNumber, Value};

use super::{Argument, Number, Rule, RuleKind, Subject, Takes, keywords::require};
use crate::error::Issue;

/// A whole multiple of this number.
///
/// Whole numbers are compared exactly. Of a fraction, neighbouring doubles count as one: 0.3 is a multiple of 0.1,
/// although the double of that name is not. Of zero, only zero is a multiple.
#[derive(Debug, Clone, Copy)]
pub struct MultipleOf<N>(pub N);

/// `multiple_of`: a whole multiple of this number, as [`MultipleOf`] says.
///
/// Schemas say it exactly for whole numbers; of fractions, readers of schemas may think otherwise by a rounding.
pub const MULTIPLE_OF: &RuleKind = &RuleKind {
    name: "multiple_of",
    on: Subject::Number,
    takes: Takes::Number,
    symbols: &["not_a_multiple"],
    process: &|given, value| match given.arguments.first() {
        Some(factor) if is_multiple(value, factor) == Some(false) => {
            Err(not_a_multiple(value.clone(), factor.to_value()))
        }
        _ => Ok(()),
    },
    schema: |arguments, schema| {
        if let Some(factor) = arguments.first().and_then(magnitude) {
            require("multipleOf", factor, schema);
        }
    },
    ..RuleKind::VALIDATOR
};

impl<N: Divisible> Rule<N> for MultipleOf<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if value.is_multiple(self.0) {
            Ok(())
        } else {
            Err(not_a_multiple((*value).into(), self.0.into()))
        }
    }
}

/// Numbers of which some are multiples of others.
pub trait Divisible: Number {
    /// Returns whether this is a whole multiple of `factor`.
    fn is_multiple(self, factor: Self) -> bool;
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Divisible for $integer {
            fn is_multiple(self, factor: Self) -> bool {
                match self.checked_rem(factor) {
                    Some(rest) => rest == 0,
                    // Either there is no remainder by zero, or the quotient by minus one is too large.
                    None => factor != 0 || self == 0,
                }
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Divisible for $float {
            fn is_multiple(self, factor: Self) -> bool {
                if factor == 0.0 {
                    return self == 0.0;
                }
                if self.fract() == 0.0 && factor.fract() == 0.0 {
                    return self % factor == 0.0;
                }
                let nearest = (self / factor).round() * factor;
                (nearest - self).abs() <= 2.0 * $float::EPSILON * self.abs()
            }
        }
    )*};
}

floats!(f32 f64);

/// Whether a value is a multiple, where both are numbers.
fn is_multiple(value: &Value, factor: &Argument) -> Option<bool> {
    let Value::Number(value) = value else { return None };
    match factor {
        Argument::Int(factor) => is_multiple_of_integer(value, *factor),
        Argument::Float(factor) => Some(value.as_f64()?.is_multiple(*factor)),
        Argument::Value(factor) => Some(value.as_f64()?.is_multiple(factor.as_f64()?)),
        Argument::Text(_) | Argument::Type(_) => None,
    }
}

fn is_multiple_of_integer(value: &JsonNumber, factor: i64) -> Option<bool> {
    if let Some(value) = value.as_i64() {
        return Some(value.is_multiple(factor));
    }
    if let Some(value) = value.as_u64() {
        return Some(value.is_multiple(factor.unsigned_abs()));
    }
    // The nearest double of a whole factor is the factor itself for all that people write.
    Some(
        value
            .as_f64()?
            .is_multiple(Argument::Int(factor).to_value().as_f64()?),
    )
}

/// Schemas know factors above zero only.
fn magnitude(factor: &Argument) -> Option<Value> {
    match factor {
        Argument::Int(factor) if *factor != 0 => Some(factor.unsigned_abs().into()),
        Argument::Float(factor) if *factor != 0.0 && factor.is_finite() => Some(factor.abs().into()),
        _ => None,
    }
}

#[cold]
fn not_a_multiple(value: Value, factor: Value) -> Box<Issue> {
    let message = format!("{value} is not a multiple of {factor}");
    Box::new(
        Issue::text("not_a_multiple", message)
            .with("value", value)
            .with("multiple_of", factor),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rule::testing::{admits, assert_same, check, check_exact};

    #[test]
    fn whole_numbers_are_compared_exactly() {
        let good = [
            json!(0),
            json!(6),
            json!(-9),
            json!(9.0),
            json!(u64::MAX),
            json!(3e300),
        ];
        let bad = [
            json!(1),
            json!(-10),
            json!(9.5),
            json!(u64::MAX - 1),
            json!(i64::MAX),
        ];
        check(MULTIPLE_OF, &[Argument::Int(3)], &good, &bad);
        check_exact(
            MULTIPLE_OF,
            &[Argument::Int(3)],
            good.get(..5).expect("are five"),
            &bad,
        );
        check_exact(
            MULTIPLE_OF,
            &[Argument::Int(-3)],
            good.get(..5).expect("are five"),
            &bad,
        );
    }

    #[test]
    fn fractions_are_compared_as_they_are_written() {
        for (value, factor) in [
            (0.3, 0.1),
            (1.1, 0.1),
            (19.99, 0.01),
            (-0.7, 0.1),
            (0.0075, 0.0001),
            (4.5, 1.5),
        ] {
            assert!(value.is_multiple(factor), "{value} of {factor}");
        }
        for (value, factor) in [(0.35, 0.1), (19.995, 0.01), (1.0, 0.3), (0.1, 0.3), (1e-300, 0.1)] {
            assert!(!value.is_multiple(factor), "{value} of {factor}");
        }
        assert!(0.3_f32.is_multiple(0.1));
    }

    #[test]
    fn of_zero_only_zero_is_a_multiple() {
        check(
            MULTIPLE_OF,
            &[Argument::Int(0)],
            &[json!(0), json!(0.0)],
            &[json!(1), json!(0.5)],
        );
        assert!(0_u8.is_multiple(0) && !1_u8.is_multiple(0) && i64::MIN.is_multiple(-1));
        assert!(!f64::INFINITY.is_multiple(0.1) && !f64::NAN.is_multiple(0.1) && 1.0.is_multiple(-0.5));
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(value: i64, factor in -20_i64..20, small: u8) {
            assert_same(&MultipleOf(factor), MULTIPLE_OF, &[Argument::Int(factor)], value);
            assert_same(&MultipleOf(7), MULTIPLE_OF, &[Argument::Int(7)], small);
        }

        #[test]
        fn schemas_agree_on_whole_numbers(value: i64, factor in 1_i64..1000) {
            for value in [value, value.wrapping_mul(factor)] {
                let passes = value.is_multiple(factor);
                proptest::prop_assert_eq!(admits(MULTIPLE_OF, &[Argument::Int(factor)], &value.into()), passes);
            }
        }

        #[test]
        fn cents_are_multiples_of_a_cent(cents in -1_000_000_000_i32..1_000_000_000) {
            proptest::prop_assert!((f64::from(cents) / 100.0).is_multiple(0.01));
            proptest::prop_assert!(!((f64::from(cents) + 0.5) / 100.0).is_multiple(0.01));
        }
    }
}
