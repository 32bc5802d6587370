use serde::Serialize;

/// Whether something holds of a command, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// Whether it holds.
    pub value: bool,
    /// Why, as what is said of the command: "writes `Acme::Zoo::Capybara` through `Acme::Zoo::CreateCapybara`".
    pub reason: String,
}

impl Hint {
    pub(super) fn yes(reason: impl Into<String>) -> Self {
        Self {
            value: true,
            reason: reason.into(),
        }
    }

    pub(super) fn no(reason: impl Into<String>) -> Self {
        Self {
            value: false,
            reason: reason.into(),
        }
    }

    /// Returns the hint that an author declared.
    pub(super) fn declared(value: bool) -> Self {
        Self {
            value,
            reason: "declared".to_owned(),
        }
    }
}
