use std::fmt;

use super::{Bump, Change};

/// What changed from one manifest to another, what breaks first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(pub Vec<Change>);

impl Changes {
    /// Returns what has to be counted up for all of them.
    pub fn needed(&self) -> Bump {
        self.0.iter().map(|change| change.bump).max().unwrap_or_default()
    }

    /// Returns those for which counting up `bump` is too little.
    pub fn beyond(&self, bump: Bump) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.bump > bump)
    }

    /// Checks that what is counted up, as it is declared, is enough.
    ///
    /// # Errors
    ///
    /// Every change that needs more.
    pub fn check(&self, declared: Bump) -> Result<(), Undeclared> {
        let beyond: Vec<Change> = self.beyond(declared).cloned().collect();
        if beyond.is_empty() {
            Ok(())
        } else {
            Err(Undeclared {
                declared,
                changes: Self(beyond),
            })
        }
    }
}

/// A sentence a line.
impl fmt::Display for Changes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|change| writeln!(formatter, "{change}"))
    }
}

/// Changes that need more than was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undeclared {
    /// What was declared to be counted up.
    pub declared: Bump,
    /// The changes that need more.
    pub changes: Changes,
}

impl fmt::Display for Undeclared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (needed, declared) = (self.changes.needed(), self.declared);
        let count = self.changes.0.len();
        let noun = if count == 1 {
            "change needs"
        } else {
            "changes need"
        };
        write!(
            formatter,
            "{count} {noun} a {needed} version, and {} is declared",
            named(declared)
        )
    }
}

fn named(bump: Bump) -> String {
    match bump {
        Bump::None => "none".to_owned(),
        bump => format!("a {bump} one"),
    }
}

impl std::error::Error for Undeclared {}
