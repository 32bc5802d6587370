//! What the tests of the named types ask of each of them.

use serde_json::Value;

use crate::{
    declaration::{Declaration, NamedType},
    json::Notes,
};

/// Asserts that a value is taken, and as what.
#[track_caller]
pub(super) fn takes(named: &NamedType, value: &Value, taken: &Value) {
    assert_eq!(processed(named, value).as_ref(), Ok(taken), "{value}");
}

/// Asserts that a value is refused with one symbol.
#[track_caller]
pub(super) fn refuses(named: &NamedType, value: &Value, symbol: &str) {
    assert_eq!(processed(named, value), Err(vec![symbol.to_owned()]), "{value}");
}

/// Returns what is taken, or the symbols of what is wrong.
fn processed(named: &NamedType, value: &Value) -> Result<Value, Vec<String>> {
    Declaration::named(named.clone())
        .process(value.clone(), &Notes::none())
        .map_err(|errors| {
            errors
                .iter()
                .map(|error| error.issue.symbol.clone().into_owned())
                .collect()
        })
}
