//! Values within a sentence: short ones whole, long ones cut, however long they are.

use std::fmt::{self, Write};

use serde_json::Value;

use super::{Fact, escape::plain_length};

/// The number of characters after which a value is cut.
const LONGEST: usize = 60;

/// A fact as JSON of at most 60 characters.
pub(crate) struct Brief<'a>(pub(crate) &'a Fact);

impl fmt::Display for Brief<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_short = match self.0 {
            Fact::Text(text) => text.len() + 2 <= LONGEST && plain_length(text.as_bytes()) == text.len(),
            Fact::Value(_) => false,
            _ => true,
        };
        if is_short {
            return self.0.write(formatter);
        }
        let mut cut = Cut {
            formatter,
            left: LONGEST,
            is_over: false,
        };
        match write!(cut, "{}", self.0) {
            Err(_) if cut.is_over => formatter.write_str("…"),
            outcome => outcome,
        }
    }
}

/// Returns a value as JSON of at most 60 characters.
pub(crate) fn brief(value: &Value) -> String {
    Brief(&value.clone().into()).to_string()
}

/// Passes so many characters on and fails at the next one, so that what writes stops, too.
struct Cut<'a, 'b> {
    formatter: &'a mut fmt::Formatter<'b>,
    left: usize,
    is_over: bool,
}

impl Write for Cut<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text.char_indices().nth(self.left) {
            None => {
                self.left -= text.chars().count();
                self.formatter.write_str(text)
            }
            Some((end, _)) => {
                self.is_over = true;
                self.formatter.write_str(text.get(..end).unwrap_or_default())?;
                Err(fmt::Error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: Value, expected: &str) {
        assert_eq!(Brief(&value.into()).to_string(), expected);
    }

    #[test]
    fn long_values_are_cut_at_a_character() {
        check("é".repeat(100).into(), &format!("\"{}…", "é".repeat(59)));
        check("é".repeat(58).into(), &format!("\"{}\"", "é".repeat(58)));
        check("é".repeat(59).into(), &format!("\"{}…", "é".repeat(59)));
        check(json!(["x".repeat(100)]), &format!("[\"{}…", "x".repeat(58)));
        check("\"".repeat(40).into(), &format!("\"{}\\…", "\\\"".repeat(29)));
    }

    #[test]
    fn short_values_are_whole() {
        check(json!([1, 2]), "[1,2]");
        check(json!("a\"b"), r#""a\"b""#);
    }

    /// Takes nothing but the mark of a cut.
    struct Ellipsis;

    impl Write for Ellipsis {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            (text == "…").then_some(()).ok_or(fmt::Error)
        }
    }

    #[test]
    fn what_cannot_be_written_is_not_said_to_be_cut() {
        assert_eq!(write!(Ellipsis, "{}", Brief(&json!([1]).into())), Err(fmt::Error));
    }
}
