//! Errors about names that nothing is called by, or more than one thing.

use foobara_types::{ErrorCollection, ErrorKind, ErrorReport};
use serde_json::json;

/// Nothing is called `name`; `like` are names that are spelt like it.
pub(crate) fn not_found(symbol: &'static str, what: &str, name: &str, like: &[&str]) -> ErrorCollection {
    report(
        symbol,
        format!("There is no {what} called \"{name}\"{}", hint(like)),
        name,
    )
}

/// Several things are called `name`, each `meant` in full.
pub(crate) fn ambiguous(symbol: &'static str, what: &str, name: &str, meant: &[&str]) -> ErrorCollection {
    report(
        symbol,
        format!("Several {what} are called \"{name}\"{}", hint(meant)),
        name,
    )
}

fn hint(names: &[&str]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!(". Did you mean {}?", names.join(" or "))
    }
}

fn report(symbol: &'static str, message: String, name: &str) -> ErrorCollection {
    ErrorReport::runtime(symbol, message)
        .with_context(json!({ "not_found": name }))
        .of_kind(ErrorKind::NotFound)
        .into()
}
