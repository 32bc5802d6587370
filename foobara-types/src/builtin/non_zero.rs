//! Whole numbers that are not zero.

use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
};

use serde_json::{Value, json};

use crate::{
    declaration::Base,
    error::Issue,
    rule::{RuleKind, RuleSpec, Subject},
    typed::Typed,
};

/// `non_zero`: a number other than zero.
///
/// The rule of whole numbers with a sign; those without one have a minimum of 1.
pub const NON_ZERO: &RuleKind = &RuleKind {
    name: "non_zero",
    on: Subject::Number,
    symbols: &["is_zero"],
    process: &|_, value| {
        if value.as_f64() == Some(0.0) {
            Err(is_zero(value))
        } else {
            Ok(())
        }
    },
    schema: |_, schema| drop(schema.insert("not".to_owned(), json!({ "const": 0 }))),
    ..RuleKind::VALIDATOR
};

#[cold]
fn is_zero(value: &Value) -> Box<Issue> {
    Box::new(Issue::text("is_zero", "Must not be zero").with("value", value.clone()))
}

macro_rules! unsigned {
    ($($integer:ty)*) => {$(
        impl Typed for $integer {
            const BASE: Base = Base::Integer {
                min: 1,
                #[expect(clippy::as_conversions, reason = "lossless for every width, and `From` is not const")]
                max: <$integer>::MAX.get() as i128,
            };
        }
    )*};
}

unsigned!(NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64);

macro_rules! signed {
    ($($integer:ty: $whole:ty;)*) => {$(
        impl Typed for $integer {
            const BASE: Base = <$whole as Typed>::BASE;
            const RULES: &'static [RuleSpec] = &[RuleSpec::new(NON_ZERO, &[])];
        }
    )*};
}

signed! {
    NonZeroI8: i8;
    NonZeroI16: i16;
    NonZeroI32: i32;
    NonZeroI64: i64;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cast, declaration::Declaration, error::InputErrors};

    #[track_caller]
    fn symbols<T: Typed>(value: &Value) -> Vec<String> {
        let mut errors = InputErrors::new();
        let mut value = value.clone();
        cast::cast_value(&Declaration::of::<T>(), &mut value, None, &mut errors);
        assert_eq!(T::decode(&value).is_ok(), errors.is_empty(), "{value}");
        errors
            .iter()
            .map(|error| error.issue.symbol.clone().into_owned())
            .collect()
    }

    #[test]
    fn zero_is_refused_and_its_neighbours_are_not() {
        for value in [json!(1), json!("1"), json!(1.0)] {
            assert!(symbols::<NonZeroU8>(&value).is_empty(), "{value}");
            assert!(symbols::<NonZeroI64>(&value).is_empty(), "{value}");
        }
        assert!(symbols::<NonZeroI8>(&json!(-1)).is_empty());
        assert_eq!(symbols::<NonZeroI8>(&json!(0)), ["is_zero"]);
        assert_eq!(symbols::<NonZeroI64>(&json!("-0")), ["is_zero"]);
        assert_eq!(symbols::<NonZeroU64>(&json!(0)), ["cannot_cast"]);
        assert_eq!(symbols::<NonZeroU8>(&json!(256)), ["cannot_cast"]);
    }
}
