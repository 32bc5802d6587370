//! Numbers within bounds, small ones and those at the bounds more often than others.

use std::ops::RangeInclusive;

use proptest::{num, prelude::*, sample::select, strategy::Union};
use serde_json::{Number, Value, json};

use super::bounds::Bounds;

/// What is small: values that a person can check.
const SMALL: RangeInclusive<i128> = -20..=20;

/// Any number that JSON can say in 64 bits.
pub(super) fn any_number() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => (-20..=20_i64).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        2 => decimals(),
        1 => floats(num::f64::NORMAL),
        1 => select(vec![json!(-0.0), json!(1.0), json!(1e300), json!(u64::MAX), json!(i64::MIN), json!(5e-324)]),
    ]
    .boxed()
}

/// Whole numbers from `min` to `max` within the bounds.
pub(super) fn whole(min: i128, max: i128, bounds: &Bounds) -> BoxedStrategy<Value> {
    let (low, high) = bounds.whole(min, max);
    let step = bounds.whole_step();
    let (low, high) = (ceiling_of(low, step), high.div_euclid(step));
    if low > high {
        return Just(json!(0)).boxed();
    }
    let at = move |count: i128| integer(count.saturating_mul(step));
    let clamped = *SMALL.start().max(&low)..=*SMALL.end().min(&high);
    let mut forms = Vec::new();
    if !clamped.is_empty() {
        forms.push((4, from_zero(clamped).prop_map(at).boxed()));
    }
    forms.push((1, select(vec![low, high]).prop_map(at).boxed()));
    forms.push((1, (low..=high).prop_map(at).boxed()));
    Union::new_weighted(forms).boxed()
}

/// Numbers of any kind within the bounds.
pub(super) fn real(bounds: &Bounds) -> BoxedStrategy<Value> {
    if let Some(step) = bounds.step().filter(|step| *step != 0.0) {
        return (-1_000..1_000_i32)
            .prop_map(move |count| float(f64::from(count) * step))
            .boxed();
    }
    let small = whole(i64::MIN.into(), i64::MAX.into(), bounds);
    let (low, high) = bounds.real();
    match (low, high) {
        (None, None) => prop_oneof![2 => small, 2 => decimals(), 1 => floats(num::f64::NORMAL)].boxed(),
        _ => {
            let low = low.unwrap_or_else(|| high.map_or(-1e9, |high| high - 1e9));
            let high = high.unwrap_or(low + 1e9).max(low);
            let edges: Vec<Value> = [low, high].into_iter().map(float).collect();
            prop_oneof![2 => (low..=high).prop_map(float), 1 => select(edges), 1 => small].boxed()
        }
    }
}

/// Numbers around the bounds: some within, some one too far.
pub(super) fn around(bounds: &Bounds) -> BoxedStrategy<Value> {
    let near = |bound: f64| [-1.0, -0.5, 0.0, 0.5, 1.0].map(|distance| bound + distance);
    let (low, high) = bounds.real();
    let edges: Vec<Value> = [low, high]
        .into_iter()
        .flatten()
        .flat_map(near)
        .flat_map(both_forms)
        .collect();
    if edges.is_empty() {
        any_number()
    } else {
        select(edges).boxed()
    }
}

/// A number as a float and, if it is whole, as an integer.
fn both_forms(number: f64) -> Vec<Value> {
    let whole = format!("{number:.0}")
        .parse::<i64>()
        .ok()
        .filter(|_| number.fract() == 0.0);
    whole
        .map(Value::from)
        .into_iter()
        .chain([float(number)])
        .collect()
}

/// Numbers of two decimals.
fn decimals() -> impl Strategy<Value = Value> {
    (-10_000..10_000_i32).prop_map(|hundredths| float(f64::from(hundredths) / 100.0))
}

fn floats(source: impl Strategy<Value = f64>) -> impl Strategy<Value = Value> {
    source.prop_map(float)
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or_else(|| json!(0), Value::Number)
}

fn integer(number: i128) -> Value {
    i64::try_from(number)
        .map(Value::from)
        .or_else(|_| u64::try_from(number).map(Value::from))
        .unwrap_or_else(|_| json!(0))
}

/// A range that shrinks towards zero, where it has one.
fn from_zero(range: RangeInclusive<i128>) -> BoxedStrategy<i128> {
    let (low, high) = range.into_inner();
    if low >= 0 || high < 0 {
        return (low..=high).boxed();
    }
    prop_oneof![0..=high, (0..=-low).prop_map(|magnitude| -magnitude)].boxed()
}

fn ceiling_of(number: i128, step: i128) -> i128 {
    number.saturating_add(step - 1).div_euclid(step)
}
