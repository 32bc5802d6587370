use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::{Argument, Given, Rule, RuleKind, Subject, Takes};
use crate::{builtin::number, error::Issue};

/// At least this number.
#[derive(Debug, Clone, Copy)]
pub struct Min<N>(pub N);

/// At most this number.
#[derive(Debug, Clone, Copy)]
pub struct Max<N>(pub N);

/// `min`: at least this number.
pub const MIN: &RuleKind = &RuleKind {
    name: "min",
    on: Subject::Ordered,
    takes: Takes::Bound,
    symbols: &["below_minimum"],
    process: &|given, value| match compare(given, value) {
        Some((Ordering::Less, min)) => Err(below_minimum(value.clone(), min)),
        _ => Ok(()),
    },
    schema: |arguments, schema| bound("minimum", Ordering::Greater, arguments, schema),
    ..RuleKind::VALIDATOR
};

/// `max`: at most this number.
pub const MAX: &RuleKind = &RuleKind {
    name: "max",
    on: Subject::Ordered,
    takes: Takes::Bound,
    symbols: &["max_exceeded"],
    process: &|given, value| match compare(given, value) {
        Some((Ordering::Greater, max)) => Err(max_exceeded(value.clone(), max)),
        _ => Ok(()),
    },
    schema: |arguments, schema| bound("maximum", Ordering::Less, arguments, schema),
    ..RuleKind::VALIDATOR
};

/// Numbers that can be bounded.
pub trait Number: PartialOrd + Copy + Into<Value> {}

macro_rules! numbers {
    ($($number:ty)*) => {$( impl Number for $number {} )*};
}

numbers!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

impl<N: Number> Rule<N> for Min<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if *value < self.0 {
            Err(below_minimum((*value).into(), self.0.into()))
        } else {
            Ok(())
        }
    }
}

impl<N: Number> Rule<N> for Max<N> {
    fn process(&self, value: &mut N) -> Result<(), Box<Issue>> {
        if *value > self.0 {
            Err(max_exceeded((*value).into(), self.0.into()))
        } else {
            Ok(())
        }
    }
}

/// Says a bound of a number. What is text on the wire has none in schemas.
pub(super) fn bound(name: &str, tighter: Ordering, arguments: &[Argument], schema: &mut Map<String, Value>) {
    if schema.get("type").is_none_or(|kind| kind != "string") {
        tighten(name, tighter, arguments, schema);
    }
}

/// Says a bound of a number, unless the type's own is tighter already.
pub(super) fn tighten(
    name: &str,
    tighter: Ordering,
    arguments: &[Argument],
    schema: &mut Map<String, Value>,
) {
    let Some(bound) = arguments.first().map(Argument::to_value).filter(Value::is_number) else {
        return;
    };
    let is_tighter = match schema.get(name).and_then(|own| number::compare(own, &bound)) {
        Some(own) => own == tighter.reverse(),
        None => true,
    };
    if is_tighter {
        schema.insert(name.to_owned(), bound);
    }
}

/// Compares a value with the bound, in the order of the values' type.
pub(super) fn compare(given: &Given<'_>, value: &Value) -> Option<(Ordering, Value)> {
    let bound = given.arguments.first()?.to_value();
    let ordering = match given
        .base
        .scalar()
        .and_then(|scalar| Some((scalar, scalar.compare?)))
    {
        None => number::compare(value, &bound)?,
        Some((scalar, compare)) => compare(value, &(scalar.cast)(&bound)?)?,
    };
    Some((ordering, bound))
}

#[cold]
fn below_minimum(value: Value, min: Value) -> Box<Issue> {
    let issue = Issue::new("below_minimum", |facts, formatter| {
        let (value, min) = (facts.shown("value"), facts.shown("min"));
        write!(formatter, "Below minimum allowed. {value} is less than {min}")
    });
    Box::new(issue.with("value", value).with("min", min))
}

#[cold]
fn max_exceeded(value: Value, max: Value) -> Box<Issue> {
    let issue = Issue::new("max_exceeded", |facts, formatter| {
        let (value, max) = (facts.shown("value"), facts.shown("max"));
        write!(formatter, "Max exceeded. {value} is larger than {max}")
    });
    Box::new(issue.with("value", value).with("max", max))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_tighter_bound_is_said() {
        let mut schema = Map::from_iter([
            ("maximum".to_owned(), json!(255)),
            ("minimum".to_owned(), json!(0)),
        ]);
        (MAX.schema)(&[Argument::Int(1000)], &mut schema);
        (MIN.schema)(&[Argument::Int(1)], &mut schema);
        assert_eq!(Value::Object(schema), json!({ "maximum": 255, "minimum": 1 }));
    }
}
