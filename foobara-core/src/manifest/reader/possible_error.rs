use super::{DeclaredError, Entry, cursor::Cursor};

/// An error that a command can cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleError {
    /// Its identity: run-time path, category, path, symbol.
    pub key: String,
    /// `data` or `runtime`.
    pub category: String,
    /// Its stable name.
    pub symbol: String,
    /// The part of the inputs that it is about; `#` for any index.
    pub path: Vec<String>,
    /// The sub-commands on the way to it.
    pub runtime_path: Vec<String>,
    /// The full name of its class.
    pub error: String,
    /// Whether the command declares it, or its type implies it.
    pub is_declared: bool,
}

impl PossibleError {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        Self {
            key: entry.at("key").text(),
            category: entry.at("category").text(),
            symbol: entry.at("symbol").text(),
            path: entry.at("path").elements().iter().map(segment).collect(),
            runtime_path: entry.at("runtime_path").texts(),
            error: entry.at("error").text(),
            is_declared: entry.at("manually_added").flag(),
        }
    }
}

/// A name, or an index.
fn segment(step: &Cursor<'_>) -> String {
    match step.value() {
        Some(serde_json::Value::Number(index)) => index.to_string(),
        _ => step.text(),
    }
}

impl<'a> Entry<'a, PossibleError> {
    /// Returns its class.
    pub fn class(self) -> Option<Entry<'a, DeclaredError>> {
        self.manifest.error(&self.get().error)
    }
}
