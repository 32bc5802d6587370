use std::{borrow::Cow, fmt};

use serde::Serialize;

use super::Bump;

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The full name of the command, the type or the class of errors that changed.
    pub of: String,
    /// The part of it that changed, as "`age` of the inputs"; empty for all of it.
    pub part: String,
    /// What changed, to complete a sentence: "is required now".
    pub what: String,
    /// What that means: "callers that leave it out are refused".
    pub why: Cow<'static, str>,
    /// What has to be counted up for it.
    pub bump: Bump,
}

impl Change {
    /// Returns whether something that worked may work no longer.
    pub fn breaks(&self) -> bool {
        self.bump == Bump::Major
    }
}

/// A sentence, with what has to be counted up before it.
impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            of,
            part,
            what,
            why,
            bump,
        } = self;
        write!(formatter, "{bump}: `{of}`")?;
        if !part.is_empty() {
            write!(formatter, ": {part}")?;
        }
        write!(formatter, " {what}; {why}")
    }
}
