use super::{Attributes, cursor::Cursor};

/// A class of errors.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredError {
    /// The full name of the class.
    pub reference: String,
    /// `data` or `runtime`.
    pub category: String,
    /// The stable name of the errors; none of those that others are based on.
    pub symbol: Option<String>,
    /// When they are reported; one line.
    pub description: Option<String>,
    /// Whether nothing is looked at after one of them.
    pub is_fatal: bool,
    /// What their contexts hold, where it is known.
    pub context: Option<Attributes>,
}

impl DeclaredError {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        Self {
            reference: entry.at("reference").text(),
            category: entry.at("category").text(),
            symbol: entry.at("symbol").optional_text(),
            description: entry.at("description").optional_text(),
            is_fatal: entry.at("is_fatal").flag(),
            context: entry
                .at("context_type_declaration")
                .given()
                .map(|context| Attributes::read_strict(&context)),
        }
    }
}
