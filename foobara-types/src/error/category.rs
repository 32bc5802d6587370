use std::fmt;

use serde::Serialize;

/// The two kinds of errors, as in Ruby foobara: about the inputs, or about the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// An input, at a path, is not acceptable.
    Data,
    /// The inputs were acceptable and the run failed.
    Runtime,
}

impl Category {
    /// Returns the word used in keys and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Runtime => "runtime",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_category_is_shown_as_it_is_sent() {
        for (category, word) in [(Category::Data, "data"), (Category::Runtime, "runtime")] {
            assert_eq!(
                (category.to_string(), json!(category)),
                (word.to_owned(), json!(word))
            );
        }
    }
}
