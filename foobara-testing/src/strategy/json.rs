use proptest::{collection, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{numbers, texts};

/// Returns any JSON: small values of every kind, nested up to three deep.
///
/// Among the texts are some that casters know: numbers, dates, words for yes and no.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy};
///
/// proptest!(|(value in strategy::json())| {
///     prop_assert!(serde_json::from_str::<serde_json::Value>(&value.to_string()).is_ok());
/// });
/// ```
pub fn json() -> BoxedStrategy<Value> {
    const DEPTH: u32 = 3;
    const SIZE: u32 = 24;
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        3 => numbers::any_number(),
        3 => texts::any_text().prop_map(Value::from),
        1 => odd_values(),
    ];
    leaf.prop_recursive(DEPTH, SIZE, 4, |inner| {
        let name = prop_oneof![texts::letters('e', 1..=1), texts::any_text()];
        prop_oneof![
            collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            collection::vec((name, inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
    .boxed()
}

/// Values that one caster or another knows.
fn odd_values() -> impl Strategy<Value = Value> {
    select(vec![
        json!("yes"),
        json!("False"),
        json!("2020-01-31"),
        json!("2020/1/5"),
        json!("2020-01-31T13:30:00Z"),
        json!("13:30"),
        json!("PT1H30M"),
        json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
        json!("https://example.com/"),
        json!("192.0.2.1"),
        json!("[1]"),
        json!({ "year": 2020, "month": 1, "day": 5 }),
        json!([["a", 1], ["b", 2]]),
    ])
}
