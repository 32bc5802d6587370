//! Values of the types of one piece, by the names of the types.

use std::net::{Ipv4Addr, Ipv6Addr};

use foobara_types::{
    Declaration,
    declaration::{Scalar, Wire},
};
use proptest::{prelude::*, string::string_regex};
use serde_json::Value;

use super::{bounds::Bounds, json, numbers, texts};

/// Values in the strict form of a type, near to the rules of the declaration.
///
/// Of a type that is not in the table, values are what its caster makes of anything.
pub(super) fn scalar(scalar: &'static Scalar, declaration: &Declaration) -> BoxedStrategy<Value> {
    match scalar.name {
        "duck" | "atomic_duck" | "duckture" => json(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "number" | "float" => numbers::real(&Bounds::of(declaration)),
        "string" | "symbol" => texts::text(declaration).prop_map(Value::from).boxed(),
        name => match of_name(name) {
            Some(values) => with_bounds(values, declaration),
            None => by_cast(scalar, declaration),
        },
    }
}

fn of_name(name: &str) -> Option<BoxedStrategy<Value>> {
    let texts = match name {
        "big_decimal" => pattern("-?[1-9][0-9]{0,6}(\\.[0-9]{1,4})?|0(\\.[0-9]{0,2}[1-9])?"),
        "binary" => pattern("([A-Za-z0-9+/]{4}){0,4}(([A-Za-z0-9+/]{2}[AEIM]=)|([A-Za-z0-9+/][AQgw]==))?"),
        "date" => pattern(DATE),
        "datetime" => pattern(&format!(
            "{DATE}T{TIME}(\\.[0-9]{{0,8}}[1-9])?(Z|[+-](0[1-9]|1[0-9]):[0-5][0-9])"
        )),
        "duration" => pattern("PT([1-9]H)?([1-9]M)?[1-5][0-9](\\.[1-9])?S|-?PT[1-9]H|PT0S"),
        "ip_address" => addresses(),
        "time" => pattern(&format!("{TIME}(\\.[0-9]{{0,8}}[1-9])?")),
        "url" => pattern(
            "https?://[a-z]{1,8}\\.(com|example)/([a-z0-9]{1,5}/){0,2}[a-z]{0,3}(\\?[a-z]=[a-z0-9]{0,3})?",
        ),
        "uuid" => pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        _ => return None,
    };
    Some(texts.prop_map(Value::from).boxed())
}

const DATE: &str = "(2[01][0-9]{2}|[0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])";
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";

fn pattern(pattern: &str) -> BoxedStrategy<String> {
    string_regex(pattern)
        .expect("invariant: the patterns of this table are regular expressions")
        .boxed()
}

fn addresses() -> BoxedStrategy<String> {
    prop_oneof![
        any::<Ipv4Addr>().prop_map(|address| address.to_string()),
        any::<Ipv6Addr>().prop_map(|address| address.to_string()),
    ]
    .boxed()
}

/// Adds the bounds that the rules set to values that may all be beyond them.
fn with_bounds(values: BoxedStrategy<Value>, declaration: &Declaration) -> BoxedStrategy<Value> {
    let is_bound = |name: &str| name.ends_with("min") || name.ends_with("max");
    let bounds: Vec<Value> = declaration
        .all_rules()
        .filter(|rule| is_bound(rule.kind.name))
        .filter_map(|rule| Some(rule.arguments.first()?.to_value()))
        .collect();
    if bounds.is_empty() {
        return values;
    }
    prop_oneof![2 => values, 1 => proptest::sample::select(bounds)].boxed()
}

fn by_cast(scalar: &'static Scalar, declaration: &Declaration) -> BoxedStrategy<Value> {
    let near = match scalar.wire {
        Wire::Any => json(),
        Wire::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Wire::Number => numbers::real(&Bounds::of(declaration)),
        Wire::Text => texts::text(declaration).prop_map(Value::from).boxed(),
    };
    let anything = prop_oneof![near, json()];
    with_bounds(
        anything
            .prop_map(|value| (scalar.cast)(&value).unwrap_or(value))
            .boxed(),
        declaration,
    )
}
