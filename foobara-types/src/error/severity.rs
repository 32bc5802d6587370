use std::fmt;

use serde::Serialize;

/// How bad an error is. The callers of a command decide what to do about the lesser ones; a run fails by any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Only for those who look into something.
    Debug,
    /// Worth knowing.
    Info,
    /// May be what was meant.
    Warning,
    /// Must be dealt with. What an error is unless said otherwise.
    #[default]
    Error,
    /// Must be dealt with at once.
    Critical,
}

impl Severity {
    /// Returns the word used on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_severity_is_shown_as_it_is_sent() {
        for (severity, word) in [
            (Severity::Debug, "debug"),
            (Severity::Info, "info"),
            (Severity::Warning, "warning"),
            (Severity::Error, "error"),
            (Severity::Critical, "critical"),
        ] {
            assert_eq!(
                (severity.to_string(), json!(severity)),
                (word.to_owned(), json!(word))
            );
        }
    }
}
