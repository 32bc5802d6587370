//! The texts of Ruby's own that stand in the contexts of errors.

use crate::golden::compare::{View, same_regex, same_ruby_datetime, same_ruby_decimal};

/// The view of an error: regexes, decimals and datetimes are in Ruby's writing, and compare by what they say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RubyText;

impl View for RubyText {
    fn same_text(self, expected: &str, came: &str) -> bool {
        same_regex(expected, came) || same_ruby_decimal(expected, came) || same_ruby_datetime(expected, came)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_ruby_writes() {
        for (expected, came) in [
            ("a", "a"),
            (r"(?-mix:a\/b)", "a/b"),
            ("0.15e1", "1.5"),
            ("2020-01-31 00:00:00 UTC", "2020-01-31T00:00:00Z"),
        ] {
            assert!(RubyText.same_text(expected, came), "{expected} {came}");
        }
        for (expected, came) in [
            ("a", "b"),
            ("1.50", "1.5"),
            ("2020-01-31", "2020-01-31T00:00:00Z"),
        ] {
            assert!(!RubyText.same_text(expected, came), "{expected} {came}");
        }
    }
}
