use std::fmt;

use foobara_types::ErrorCollection;
use serde_json::Value;

/// What came of a call, in a form that is the same whatever transport it went by.
///
/// Errors are sorted by key, for their order is no promise. Two things are left out of them: the number under which the
/// log has an `unknown` error, and the words around the name in `no_command_found`, where each transport suggests
/// names as it would have them written.
///
/// ```
/// use foobara_testing::WireOutcome;
/// use serde_json::json;
///
/// let one = WireOutcome::errors(vec![json!({ "key": "data.b.x" }), json!({ "key": "data.a.x" })]);
/// let other = WireOutcome::errors(vec![json!({ "key": "data.a.x" }), json!({ "key": "data.b.x" })]);
/// assert_eq!(one, other);
/// assert_eq!(one.keys(), ["data.a.x", "data.b.x"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum WireOutcome {
    /// The command succeeded with this result.
    Success(Value),
    /// It did not, and these are the errors, whole.
    Errors(Vec<Value>),
}

impl WireOutcome {
    /// Returns the normal form of errors.
    pub fn errors(mut errors: Vec<Value>) -> Self {
        errors.iter_mut().for_each(normalize);
        errors.sort_by_cached_key(|error| (key(error).to_owned(), error.to_string()));
        Self::Errors(errors)
    }

    /// Returns the normal form of what an exposure answers.
    ///
    /// # Panics
    ///
    /// When a result is not JSON.
    pub fn of(answer: Result<Vec<u8>, ErrorCollection>) -> Self {
        match answer {
            Ok(result) => Self::Success(serde_json::from_slice(&result).expect("a result is JSON")),
            Err(errors) => match serde_json::to_value(errors).expect("errors are JSON") {
                Value::Array(errors) => Self::errors(errors),
                other => panic!("errors are an array, and not {other}"),
            },
        }
    }

    /// Returns the keys of the errors; none for a success.
    pub fn keys(&self) -> Vec<&str> {
        match self {
            Self::Success(_) => Vec::new(),
            Self::Errors(errors) => errors.iter().map(key).collect(),
        }
    }
}

impl fmt::Display for WireOutcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success(result) => write!(formatter, "success {result}"),
            Self::Errors(errors) => {
                formatter.write_str("errors")?;
                errors.iter().try_for_each(|error| write!(formatter, " {error}"))
            }
        }
    }
}

fn key(error: &Value) -> &str {
    error["key"].as_str().unwrap_or_default()
}

fn normalize(error: &mut Value) {
    if key(error) == "runtime.no_command_found" {
        let name = error["context"]["not_found"].clone();
        error["message"] = format!("There is no command called {name}").into();
    } else if error["symbol"] == "unknown"
        && let Some(message) = error["message"].as_str()
    {
        error["message"] = masked(message).into();
    }
}

/// Hides the ids, which are words of 16 hexadecimal digits.
fn masked(message: &str) -> String {
    let is_id = |word: &str| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = message
        .split(' ')
        .map(|word| if is_id(word) { "<id>" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_are_masked() {
        let error = |id: &str| {
            let message = format!("Something went wrong; the log has it under {id}");
            WireOutcome::errors(vec![
                json!({ "key": "runtime.unknown", "symbol": "unknown", "message": message }),
            ])
        };
        assert_eq!(error("00000000000000ff"), error("0000000000000001"));
        assert_ne!(error("00000000000000ff"), error("short"));
    }

    #[test]
    fn an_unknown_name_is_kept_and_the_hints_are_not() {
        let error = |name: &str, hint: &str| {
            WireOutcome::errors(vec![json!({
                "key": "runtime.no_command_found",
                "message": format!("There is no command called {name}{hint}"),
                "context": { "not_found": name },
            })])
        };
        assert_eq!(error("A", ""), error("A", ". Did you mean B?"));
        assert_ne!(error("A", ""), error("B", ""));
    }
}
