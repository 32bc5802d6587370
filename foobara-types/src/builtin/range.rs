//! Ranges: a start and an end, which is not before it.

use std::{
    borrow::Cow,
    cmp::Ordering,
    ops::{Range, RangeInclusive},
};

use serde::{
    Deserializer, Serialize,
    de::{Error, MapAccess},
};
use serde_json::Value;

use super::{integer, number};
use crate::{
    declaration::{Attribute, AttributeList, AttributesType, Base, Declaration, Ref},
    decode::{self, Fields},
    error::{InputErrors, Issue},
    path::At,
    rule::{RuleKind, RuleSpec},
    typed::Typed,
};

/// `ordered`: the attribute `start` is not greater than the attribute `end`. The rule of ranges.
///
/// Values are compared in the order of their type; those of a type without one, and absent ones, pass. Rust ranges are
/// compared in Rust's order in any case.
pub const ORDERED: &RuleKind = &RuleKind {
    name: "ordered",
    symbols: &["reversed_range"],
    process: &|given, value| match order(given.base, value) {
        Some(Ordering::Greater) => Err(reversed_range(value.clone())),
        _ => Ok(()),
    },
    ..RuleKind::VALIDATOR
};

#[cold]
fn reversed_range(value: Value) -> Box<Issue> {
    let bound = |name| value.get(name).unwrap_or_default();
    let message = format!(
        "Reversed range. The start {} is after the end {}",
        bound("start"),
        bound("end")
    );
    Box::new(Issue::text("reversed_range", message).with("value", value))
}

/// Compares the start with the end. They are not cast yet when the range is judged.
fn order(base: &Base, range: &Value) -> Option<Ordering> {
    let attributes = base.attributes()?;
    let bound = |name: &str| {
        let base = &attributes.get(name)?.declaration.base;
        Some((base, cast(base, range.get(name)?)?))
    };
    let ((base, start), (_, end)) = (bound(START)?, bound(END)?);
    let compare = base
        .scalar()
        .map_or(Some(number::compare as Compare), |scalar| scalar.compare);
    compare?(&start, &end)
}

type Compare = fn(&Value, &Value) -> Option<Ordering>;

fn cast(base: &Base, value: &Value) -> Option<Value> {
    match base {
        Base::Scalar(scalar) => (scalar.cast)(value),
        Base::Integer { min, max } => integer::cast(value, *min, *max),
        _ => None,
    }
}

const START: &str = "start";
const END: &str = "end";

const fn base<T: Typed + 'static>() -> Base {
    Base::Attributes(Ref::Static(|| {
        const {
            &AttributesType {
                attributes: AttributeList::Borrowed(const { &[bound::<T>(START), bound::<T>(END)] }),
                aliases: &[],
                ignores_unexpected: false,
            }
        }
    }))
}

const fn bound<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

macro_rules! ranges {
    ($($range:ident, $new:expr;)*) => {$(
        impl<T: Typed> Fields for $range<T> {
            type Slots = (Option<T>, Option<T>);

            const NAME: &'static str = stringify!($range);
            const NAMES: &'static [&'static str] = &[START, END];

            fn slot(name: &str) -> Option<usize> {
                Self::NAMES.iter().position(|other| *other == name)
            }

            fn fill<'de, A: MapAccess<'de>>(
                slots: &mut Self::Slots,
                slot: usize,
                map: &mut A,
            ) -> Result<(), A::Error> {
                if slot == 0 {
                    decode::fill(&mut slots.0, map, START)
                } else {
                    decode::fill(&mut slots.1, map, END)
                }
            }

            fn build<E: Error>(slots: Self::Slots) -> Result<Self, E> {
                Ok($new(decode::take(slots.0, START)?, decode::take(slots.1, END)?))
            }
        }
    )*};
}

ranges! {
    Range, |start, end| Self { start, end };
    RangeInclusive, Self::new;
}

/// The end is not in the range; when it is the start, nothing is.
impl<T: Typed + PartialOrd + Serialize + 'static> Typed for Range<T> {
    const BASE: Base = base::<T>();
    const RULES: &'static [RuleSpec] = &[RuleSpec::new(ORDERED, &[])];
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = true;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        check_order(self, &self.start, &self.end, at, errors);
        check_bounds(&mut self.start, &mut self.end, at, errors);
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::decode(deserializer)
    }
}

/// The end is in the range.
impl<T: Typed + PartialOrd + Serialize + Clone + 'static> Typed for RangeInclusive<T> {
    const BASE: Base = base::<T>();
    const RULES: &'static [RuleSpec] = &[RuleSpec::new(ORDERED, &[])];
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = true;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        check_order(self, self.start(), self.end(), at, errors);
        if T::CHECKED {
            let (mut start, mut end) = self.clone().into_inner();
            check_bounds(&mut start, &mut end, at, errors);
            *self = Self::new(start, end);
        }
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::decode(deserializer)
    }
}

fn check_order<T: Typed + PartialOrd>(
    range: &impl Serialize,
    start: &T,
    end: &T,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    if start > end && !start.is_absent() && !end.is_absent() {
        errors.push(
            at,
            *reversed_range(serde_json::to_value(range).unwrap_or_default()),
        );
    }
}

fn check_bounds<T: Typed>(start: &mut T, end: &mut T, at: Option<&At<'_>>, errors: &mut InputErrors) {
    if T::CHECKED {
        start.check(Some(&At::attribute(at, START)), errors);
        end.check(Some(&At::attribute(at, END)), errors);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{cast, schema};

    #[track_caller]
    fn keys<T: Typed>(mut value: Value) -> Vec<String> {
        let mut errors = InputErrors::new();
        cast::cast_value(&Declaration::of::<T>(), &mut value, None, &mut errors);
        if errors.is_empty() {
            T::decode(&value).expect("is decoded").check(None, &mut errors);
        }
        let key = |path: &crate::DataPath, symbol: &str| format!("{path}:{symbol}");
        errors
            .iter()
            .map(|error| key(&error.path, &error.issue.symbol))
            .collect()
    }

    #[test]
    fn ranges_have_a_start_and_an_end() {
        assert_eq!(
            Range::<u8>::decode(&json!({ "end": 5, "start": 1 })).ok(),
            Some(1..5)
        );
        assert_eq!(
            RangeInclusive::<u8>::decode(&json!({ "start": 1, "end": 5 })).ok(),
            Some(1..=5)
        );
        for value in [
            json!([1, 5]),
            json!({ "start": 1 }),
            json!({ "start": 1, "end": 5, "step": 2 }),
            json!({ "start": 1, "end": "5" }),
            json!(null),
        ] {
            assert!(Range::<u8>::decode(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn the_start_is_not_after_the_end() {
        assert_eq!(keys::<Range<u8>>(json!({ "start": 5, "end": "10" })), [""; 0]);
        assert_eq!(keys::<Range<u8>>(json!({ "start": 5, "end": 5 })), [""; 0]);
        assert_eq!(
            keys::<Range<u8>>(json!({ "start": "10", "end": 9 })),
            [":reversed_range"]
        );
        assert_eq!(
            keys::<RangeInclusive<f64>>(json!({ "start": 1.5, "end": 1 })),
            [":reversed_range"]
        );
        assert_eq!(
            keys::<Range<String>>(json!({ "start": "b", "end": "a" })),
            [":reversed_range"]
        );
        assert_eq!(
            keys::<Range<u8>>(json!({ "start": 5, "end": 256 })),
            ["end:cannot_cast"]
        );
    }

    #[test]
    fn a_bound_that_may_be_absent_is_open() {
        for value in [
            json!({ "start": 5 }),
            json!({ "end": 5 }),
            json!({ "start": 5, "end": null }),
        ] {
            assert_eq!(keys::<Range<Option<u8>>>(value), [""; 0]);
        }
    }

    #[test]
    fn the_bounds_of_a_range_of_ranges_are_checked() {
        let (ascending, descending) = (json!({ "start": 1, "end": 2 }), json!({ "start": 2, "end": 1 }));
        assert_eq!(
            keys::<Vec<Range<u8>>>(json!([ascending, descending])),
            ["1:reversed_range"]
        );
    }

    #[test]
    fn both_ways_to_the_error_agree_on_it() {
        let reversed = json!({ "start": 2, "end": 1 });
        let mut typed = InputErrors::new();
        Range::<u8>::decode(&reversed)
            .expect("is decoded")
            .check(None, &mut typed);
        let mut dynamic = InputErrors::new();
        cast::cast_value(
            &Declaration::of::<Range<u8>>(),
            &mut reversed.clone(),
            None,
            &mut dynamic,
        );
        assert_eq!(typed, dynamic);
    }

    #[test]
    fn the_schema_is_that_of_the_attributes() {
        let declaration = Declaration::of::<Range<bool>>();
        assert_eq!(
            schema::Schemas::new("", schema::Direction::Input).value(&declaration),
            json!({
                "type": "object",
                "properties": { "start": { "type": "boolean" }, "end": { "type": "boolean" } },
                "additionalProperties": false,
                "required": ["start", "end"],
            })
        );
    }

    proptest! {
        #[test]
        fn ranges_are_written_as_they_are_read(start: i64, end: i64) {
            let value = json!({ "start": start, "end": end });
            prop_assert_eq!(serde_json::to_value(Range::<i64>::decode(&value).ok()).ok(), Some(value.clone()));
            let inclusive = RangeInclusive::<i64>::decode(&value).ok();
            prop_assert_eq!(serde_json::to_value(inclusive).ok(), Some(value.clone()));
            prop_assert_eq!(keys::<Range<i64>>(value).is_empty(), start <= end);
        }
    }
}
