use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// Removes white space at both ends.
#[derive(Debug, Clone, Copy)]
pub struct Trim;

/// `trim`: removes white space at both ends.
pub const TRIM: &RuleKind = &RuleKind {
    name: "trim",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Trim),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Trim {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        let trimmed = value.trim();
        if trimmed.len() != value.len() {
            *value = trimmed.to_owned();
        }
        Ok(())
    }
}
