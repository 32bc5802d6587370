use std::fmt;

use serde_json::Value;

/// A type that is described elsewhere: by a JSON Schema, and by its own decoder.
pub struct ForeignType {
    /// The name, for messages.
    pub name: fn() -> String,
    /// The JSON Schema, self-contained.
    pub schema: fn() -> Value,
    /// Says why the decoder refuses a value.
    pub refusal: fn(&Value) -> Option<String>,
}

impl fmt::Debug for ForeignType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("ForeignType")
            .field(&(self.name)())
            .finish()
    }
}
