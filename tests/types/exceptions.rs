//! What the schema of a declaration and the strict form do not say alike.

use std::{borrow::Cow, collections::BTreeSet};

use foobara_types::{
    registry::RegisteredType,
    rule::{RuleKind, Stage},
};
use serde_json::{Number, Value};

use crate::samples::REGISTRY;

/// Types and rules of which JSON Schema says less than the strict form asks for: the schema admits everything that the
/// strict form accepts, and more.
pub(crate) const WIDER: &[(&str, &str)] = &[
    ("big_decimal", "a pattern cannot count 96 bits"),
    ("country", "the schema has the form of codes, not their list"),
    ("credit_card", "the check digit is computed"),
    ("currency", "the schema has the form of codes, not their list"),
    ("date", "a pattern does not know the length of months"),
    ("datetime", "a pattern does not know the length of months"),
    ("duration", "a pattern cannot count 64 bits of seconds"),
    (
        "email",
        "the format of JSON Schema is an annotation, and not the nine checks of Ruby foobara",
    ),
    (
        "iban",
        "the check digits are computed, and each country has a length of its own",
    ),
    ("instance_of", "the schema does not follow the name of a type"),
    ("ip_address", "the formats of JSON Schema are annotations"),
    (
        "json",
        "text that is an object or an array is read, and not the strict form",
    ),
    (
        "multiple_of",
        "readers of schemas round fractions in different ways",
    ),
    ("ordered", "JSON Schema does not compare attributes"),
    ("phone_number", "numbering plans are no pattern"),
    (
        "time",
        "JSON Schema does not compare times, so that it cannot say their bounds",
    ),
    ("url", "the parser of URLs is no pattern"),
];

/// The names of types and rules that are left out where schemas have to be exact: those above, and transformers, for what
/// is judged after one is another value than the one that the schema describes; and the types that are made of them.
pub(crate) fn inexact() -> Vec<Cow<'static, str>> {
    let is_inexact =
        |rule: &RuleKind| rule.stage == Stage::Transform || WIDER.iter().any(|(name, _)| *name == rule.name);
    let rules = REGISTRY
        .rules()
        .filter(|rule| is_inexact(rule))
        .map(|rule| rule.name.into());
    let types = REGISTRY.types().filter(|registered| {
        let declaration = registered.declaration();
        declaration.all_rules().any(|rule| is_inexact(rule.kind))
    });
    let wider = WIDER.iter().map(|(name, _)| (*name).into());
    wider
        .chain(rules)
        .chain(types.map(RegisteredType::name))
        .collect()
}

/// Whether a rule may compare attributes of which some were not given, or nobody expects: it sees them with their defaults,
/// and without what is not expected, so that the schema does not say the rule.
pub(crate) fn compares_others(data: &Value) -> bool {
    let data = data.to_string();
    let has = |name: &str| data.contains(&format!("\"{name}\":"));
    (has("defaults") || has("ignore_unexpected_attributes"))
        && ["contains", "one_of", "unique_items"].into_iter().any(has)
}

/// Makes whole numbers of floats that are whole: to JSON Schema they are the same, and the strict form is the integer. Of
/// those above 2⁵³, of which floats miss some, a fraction.
pub(crate) fn with_whole_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => whole(number),
        Value::Array(elements) => elements.into_iter().map(with_whole_numbers).collect(),
        Value::Object(entries) => {
            let entries = entries
                .into_iter()
                .map(|(name, value)| (name, with_whole_numbers(value)));
            Value::Object(entries.collect())
        }
        other => other,
    }
}

fn whole(number: Number) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    const MOST: f64 = 18_446_744_073_709_551_616.0;
    match number
        .as_f64()
        .filter(|float| number.is_f64() && float.fract() == 0.0)
    {
        Some(float) if float.abs() <= EXACT => format!("{float:.0}")
            .parse::<i64>()
            .map_or(Value::Null, Value::from),
        Some(float) if float.abs() <= MOST => 0.5.into(),
        _ => number.into(),
    }
}

#[test]
fn exceptions_are_listed_once_and_in_order() {
    let names: BTreeSet<&str> = WIDER.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        WIDER.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    );
}
