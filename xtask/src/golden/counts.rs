//! How many lines of a corpus matched, differ or are quirks.

use std::fmt;

/// The sum of a replay, written as `2 matched, 1 differ, 0 quirks`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// Lines whose outcome is the one to expect.
    pub(super) matched: usize,
    /// Lines whose outcome is another.
    pub(super) differ: usize,
    /// Lines that show a fault or accident of Ruby's, which ours need not share.
    pub(super) quirks: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} matched, {} differ, {} quirks",
            self.matched, self.differ, self.quirks
        )
    }
}
