use super::cursor::Cursor;

/// A rule that declarations may name: a caster, a transformer or a validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processor {
    /// Its name in declarations.
    pub reference: String,
    /// `caster`, `transformer` or `validator`.
    pub kind: String,
    /// Whether it can refuse a value.
    pub can_fail: bool,
}

impl Processor {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        Self {
            reference: entry.at("reference").text(),
            kind: entry.at("processor_type").optional_text().unwrap_or_default(),
            can_fail: !entry.at("possible_errors").object().is_empty(),
        }
    }
}
