use serde_json::{Number, Value};

use super::{Argument, Rule, RuleKind, Subject, Takes};
use crate::error::Issue;

/// Rounds to this many decimals, at most 15; halves go away from zero, and whole numbers stay as they are.
///
/// What counts is the number as it is written: 1.005 with two decimals becomes 1.01, though as a float it is a little
/// less than that half. A number so large that a float of it has no such decimals stays as it is.
#[derive(Debug, Clone, Copy)]
pub struct Round(pub u8);

/// `round`: rounds to a number of decimals, halves away from zero.
pub const ROUND: &RuleKind = &RuleKind {
    name: "round",
    on: Subject::Number,
    takes: Takes::Decimals,
    process: &|given, value| on_float(value, &Round(decimals(given.arguments).unwrap_or(u8::MAX))),
    check: |arguments| match decimals(arguments) {
        Some(_) => Ok(()),
        None => Err(format!("rounds to between 0 and {MOST_DECIMALS} decimals")),
    },
    ..RuleKind::TRANSFORMER
};

impl Rule<f64> for Round {
    fn process(&self, value: &mut f64) -> Result<(), Box<Issue>> {
        *value = round(*value, self.0);
        Ok(())
    }
}

impl Rule<f32> for Round {
    fn process(&self, value: &mut f32) -> Result<(), Box<Issue>> {
        *value = round(*value, self.0);
        Ok(())
    }
}

macro_rules! whole {
    ($rule:ident: $($integer:ty)*) => {$(
        impl Rule<$integer> for $rule {
            fn process(&self, _: &mut $integer) -> Result<(), Box<Issue>> {
                Ok(())
            }
        }
    )*};
}
pub(super) use whole;

whole!(Round: i8 i16 i32 i64 u8 u16 u32 u64);

/// Applies a rule of floats to a dynamic value; whole numbers and other values pass.
pub(super) fn on_float(value: &mut Value, rule: &impl Rule<f64>) -> Result<(), Box<Issue>> {
    let Some(mut float) = value.as_f64().filter(|_| value.is_f64()) else {
        return Ok(());
    };
    rule.process(&mut float)?;
    if let Some(number) = Number::from_f64(float) {
        *value = Value::Number(number);
    }
    Ok(())
}

/// A float has 15 decimal digits for certain.
const MOST_DECIMALS: u8 = 15;

/// What shifts the decimals before the point.
const SCALES: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Returns the decimals of `round`; none with `true`.
fn decimals(arguments: &[Argument]) -> Option<u8> {
    let Some(argument) = arguments.first() else {
        return Some(0);
    };
    let decimals = u8::try_from(argument.as_usize()?).ok()?;
    (decimals <= MOST_DECIMALS).then_some(decimals)
}

/// Floats of either width.
trait Float: Copy + PartialOrd + Into<f64> {
    /// Below this a float tells a whole number from the half above it, with room to spare.
    const FINEST: f64;

    /// Returns the float closest to a number.
    fn closest(number: f64) -> Self;
}

impl Float for f64 {
    const FINEST: Self = 1_125_899_906_842_624.0;

    fn closest(number: f64) -> Self {
        number
    }
}

impl Float for f32 {
    const FINEST: f64 = 2_097_152.0;

    #[expect(
        clippy::as_conversions,
        reason = "rounds to the closest, which is what is wanted"
    )]
    fn closest(number: f64) -> Self {
        number as Self
    }
}

/// Compares with the half as a float is made of it when it is written, and so neither rounds too early nor too late.
fn round<F: Float>(number: F, decimals: u8) -> F {
    let exact: f64 = number.into();
    let Some(scale) = SCALES.get(usize::from(decimals)) else {
        return number;
    };
    let below = (exact.abs() * scale).floor();
    if !below.is_finite() || below >= F::FINEST {
        return number;
    }
    let is_up = F::closest(exact.abs()) >= F::closest((below + 0.5) / scale);
    let magnitude = if is_up { below + 1.0 } else { below } / scale;
    F::closest(if magnitude == 0.0 {
        0.0
    } else {
        magnitude.copysign(exact)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec, builtin::FLOAT};

    #[track_caller]
    fn check(number: f64, decimals: u8, expected: f64) {
        let mut value = number;
        assert_eq!(Round(decimals).process(&mut value), Ok(()));
        assert_eq!(value.to_string(), expected.to_string(), "{number} to {decimals}");
    }

    #[test]
    fn halves_go_away_from_zero() {
        check(0.5, 0, 1.0);
        check(-0.5, 0, -1.0);
        check(2.5, 0, 3.0);
        check(-2.5, 0, -3.0);
        check(0.125, 2, 0.13);
    }

    #[test]
    fn numbers_count_as_they_are_written() {
        check(1.005, 2, 1.01);
        check(2.675, 2, 2.68);
        check(-1.005, 2, -1.01);
        check(0.285, 2, 0.29);
        check(0.284_999_999_999_999_9, 2, 0.28);
        check(0.499_999_999_999_999_94, 0, 0.0);
        check(1_234_567.891_5, 3, 1_234_567.892);
    }

    #[test]
    fn there_is_no_zero_below_zero() {
        check(-0.4, 0, 0.0);
        check(-0.0, 0, 0.0);
        check(-1e-300, 15, 0.0);
    }

    #[test]
    fn numbers_without_such_decimals_stay() {
        for number in [1e300, f64::MAX, f64::MIN, f64::INFINITY, f64::NAN] {
            check(number, 2, number);
        }
        check(4_503_599_627_370_497.5, 0, 4_503_599_627_370_497.5);
        check(0.29, 200, 0.29);
    }

    #[test]
    fn single_precision_counts_as_written_too() {
        let mut value = 1.005_f32;
        assert_eq!(Round(2).process(&mut value), Ok(()));
        assert_eq!(value.to_string(), "1.01");
    }

    #[test]
    fn whole_numbers_and_other_values_pass() {
        let mut whole = 5_u64;
        assert_eq!(Round(2).process(&mut whole), Ok(()));
        assert_eq!(whole, 5);
        for value in [json!(u64::MAX), json!(-5), json!("1.5"), json!(null)] {
            let mut processed = value.clone();
            let rule = RuleSpec::new(ROUND, &[]);
            assert_eq!(rule.process(&Base::Scalar(FLOAT), &mut processed), Ok(()));
            assert_eq!(processed, value);
        }
    }

    #[test]
    fn dynamic_values_have_no_decimals_unless_said() {
        let mut value = json!([1.5, 1.25]);
        let specs = [
            RuleSpec::new(ROUND, &[]),
            RuleSpec::new(ROUND, &[Argument::Int(1)]),
        ];
        for (element, rule) in value.as_array_mut().into_iter().flatten().zip(specs) {
            assert_eq!(rule.process(&Base::Scalar(FLOAT), element), Ok(()));
        }
        assert_eq!(value, json!([2.0, 1.3]));
    }

    #[test]
    fn a_declaration_asks_for_decimals_that_there_are() {
        let refusal = Err("rounds to between 0 and 15 decimals".to_owned());
        assert_eq!((ROUND.check)(&[]), Ok(()));
        assert_eq!((ROUND.check)(&[Argument::Int(15)]), Ok(()));
        assert_eq!((ROUND.check)(&[Argument::Int(16)]), refusal);
        assert_eq!((ROUND.check)(&[Argument::Int(-1)]), refusal);
        assert_eq!((ROUND.check)(&[Argument::text("2")]), refusal);
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(number in any::<f64>(), small in -1e9..1e9, decimals in 0_u8..17) {
            for number in [number, small] {
                let once = round(number, decimals);
                prop_assert_eq!(round(once, decimals), once);
            }
        }

        #[test]
        fn single_precision_a_second_time_neither(
            number in any::<f32>(),
            small in -1e4_f32..1e4,
            decimals in 0_u8..17,
        ) {
            for number in [number, small] {
                let once = round(number, decimals);
                prop_assert_eq!(round(once, decimals), once);
            }
        }

        #[test]
        fn is_the_rounding_of_what_is_written(units in 0_u64..1_000_000_000_000, decimals in 0_u8..6) {
            let scale = 10_u64.pow(u32::from(decimals) + 1);
            let written = |units: u64, scale: u64| {
                let digits = scale.ilog10();
                let fraction = units % scale;
                format!("{}.{fraction:0width$}", units / scale, width = usize::try_from(digits).unwrap_or(0))
            };
            let number: f64 = written(units, scale).parse().expect("is a number");
            let expected: f64 = written((units + 5) / 10, scale / 10).parse().expect("is a number");
            prop_assert_eq!(round(number, decimals), expected);
            prop_assert_eq!(round(-number, decimals), -expected);
        }
    }
}
