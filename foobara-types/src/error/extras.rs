use std::borrow::Cow;

use super::{ErrorReport, Issue, Severity};

/// What most errors do not have, kept out of their way.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Extras {
    pub(super) severity: Severity,
    pub(super) suggestion: Option<Cow<'static, str>>,
    pub(super) help_url: Option<Cow<'static, str>>,
    pub(super) cause: Option<ErrorReport>,
    /// What else is wrong with the same value; taken out when it is reported.
    pub(super) others: Vec<Issue>,
}
