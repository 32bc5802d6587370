use std::time::Duration;

/// Sets a deadline for a command, wherever it runs. See [the module](super).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct Timeout {
    pub(super) after: Duration,
}

impl Timeout {
    /// Lets a command take so long. With [`Duration::ZERO`] nothing runs; with one that no clock can reach there is no
    /// deadline.
    pub const fn after(after: Duration) -> Self {
        Self { after }
    }
}
