use super::{
    Rule, RuleKind, Subject,
    round::{on_float, whole},
};
use crate::error::Issue;

/// Brings a number down to a whole one.
#[derive(Debug, Clone, Copy)]
pub struct Floor;

/// Brings a number up to a whole one.
#[derive(Debug, Clone, Copy)]
pub struct Ceil;

/// `floor`: brings a number down to a whole one.
pub const FLOOR: &RuleKind = &RuleKind {
    name: "floor",
    on: Subject::Number,
    process: &|_, value| on_float(value, &Floor),
    ..RuleKind::TRANSFORMER
};

/// `ceil`: brings a number up to a whole one.
pub const CEIL: &RuleKind = &RuleKind {
    name: "ceil",
    on: Subject::Number,
    process: &|_, value| on_float(value, &Ceil),
    ..RuleKind::TRANSFORMER
};

macro_rules! floats {
    ($($float:ty)*) => {$(
        impl Rule<$float> for Floor {
            fn process(&self, value: &mut $float) -> Result<(), Box<Issue>> {
                *value = value.floor() + 0.0;
                Ok(())
            }
        }

        impl Rule<$float> for Ceil {
            fn process(&self, value: &mut $float) -> Result<(), Box<Issue>> {
                *value = value.ceil() + 0.0;
                Ok(())
            }
        }
    )*};
}

floats!(f32 f64);
whole!(Floor: i8 i16 i32 i64 u8 u16 u32 u64);
whole!(Ceil: i8 i16 i32 i64 u8 u16 u32 u64);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::{Base, RuleSpec, builtin::FLOAT};

    fn apply(kind: &'static RuleKind, mut value: Value) -> Value {
        let outcome = RuleSpec::new(kind, &[]).process(&Base::Scalar(FLOAT), &mut value);
        assert_eq!(outcome, Ok(()));
        value
    }

    #[test]
    fn floor_goes_down_and_ceil_goes_up() {
        for (value, floor, ceil) in [
            (json!(1.5), json!(1.0), json!(2.0)),
            (json!(-1.5), json!(-2.0), json!(-1.0)),
            (json!(2.0), json!(2.0), json!(2.0)),
            (json!(-0.5), json!(-1.0), json!(0.0)),
            (json!(1e300), json!(1e300), json!(1e300)),
            (json!(u64::MAX), json!(u64::MAX), json!(u64::MAX)),
            (json!("1.5"), json!("1.5"), json!("1.5")),
        ] {
            assert_eq!(apply(FLOOR, value.clone()).to_string(), floor.to_string());
            assert_eq!(apply(CEIL, value).to_string(), ceil.to_string());
        }
    }

    proptest! {
        #[test]
        fn the_number_is_between_them(number in any::<f64>()) {
            let (mut floor, mut ceil) = (number, number);
            prop_assert_eq!(Floor.process(&mut floor), Ok(()));
            prop_assert_eq!(Ceil.process(&mut ceil), Ok(()));
            prop_assert!(floor <= number && number <= ceil && ceil - floor <= 1.0);
            let (mut same, mut also) = (floor, ceil);
            prop_assert_eq!(Floor.process(&mut same), Ok(()));
            prop_assert_eq!(Ceil.process(&mut also), Ok(()));
            prop_assert_eq!((same, also), (floor, ceil));
        }
    }
}
