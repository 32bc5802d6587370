//! Errors of a command's own.

use foobara::{PossibleErrors, Sensitive};
use serde_json::json;

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum AgeError {
    /// The capybara is
    /// too old
    #[error("{age} is too old")]
    TooOld {
        age: i64,
        limit: Option<i64>,
        pin: Sensitive<String>,
    },
    #[error("not odd")]
    #[possible(input = "by", symbol = "even")]
    NotOdd,
    #[error("lost")]
    #[possible(fatal = false, retryable)]
    Lost { source: std::fmt::Error },
    #[error("strange")]
    #[possible(input = "lines.name", fatal = true)]
    Strange,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum Never {}

#[test]
fn variants_are_errors_with_an_identity() {
    let keys: Vec<String> = AgeError::ALL.iter().map(|error| error.key()).collect();
    assert_eq!(
        keys,
        [
            "runtime.too_old",
            "data.by.even",
            "runtime.lost",
            "data.lines.name.strange"
        ]
    );
    let fatal: Vec<bool> = AgeError::ALL.iter().map(|error| error.is_fatal).collect();
    assert_eq!(fatal, [true, false, false, true]);
    let retryable: Vec<bool> = AgeError::ALL.iter().map(|error| error.is_retryable).collect();
    assert_eq!(retryable, [false, false, true, false]);
    assert_eq!(AgeError::ALL[0].description, Some("The capybara is too old"));
    assert_eq!(
        AgeError::ALL[0].context.to_strict()["element_type_declarations"],
        json!({
            "age": "integer",
            "limit": { "type": "integer", "allow_nil": true },
            "pin": { "type": "string", "sensitive": true },
        })
    );
    assert!(AgeError::ALL[2].context.attributes.is_empty());
    assert!(Never::ALL.is_empty());
}

#[test]
fn facts_are_the_fields() {
    let error = AgeError::TooOld {
        age: 9,
        limit: None,
        pin: Sensitive::new("1234".to_owned()),
    };
    let facts = error.facts();
    assert_eq!(facts.possible.symbol, "too_old");
    assert_eq!(
        serde_json::Value::Object(facts.context),
        json!({ "age": 9, "limit": null, "pin": "[REDACTED]" })
    );
    let facts = AgeError::Lost {
        source: std::fmt::Error,
    }
    .facts();
    assert_eq!(facts.possible.symbol, "lost");
    assert!(facts.context.is_empty());
    assert_eq!(AgeError::Strange.facts().possible.symbol, "strange");
    assert_eq!(AgeError::NotOdd.facts().possible.symbol, "even");
}
