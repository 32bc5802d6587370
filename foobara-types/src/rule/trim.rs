use super::{Rule, RuleKind, case::on_text};
use crate::error::Issue;

/// Removes white space at both ends.
#[derive(Debug, Clone, Copy)]
pub struct Trim;

/// `trim`: removes white space at both ends.
pub const TRIM: &RuleKind = &RuleKind {
    name: "trim",
    symbols: &[],
    takes_list: false,
    process: |_, value| on_text(value, &Trim),
    schema: |_, _| {},
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
