use foobara_types::ErrorCollection;

use super::Run;
use crate::{
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failing,
};

/// Why a command came to no end.
pub(super) enum Broken<'a> {
    /// It panicked; or it was dropped because another command of the run did.
    Panicked(&'a Run<'a>),
    /// It was dropped half-way.
    Dropped,
    /// It was dropped while it was made to last, and nobody knows whether it does.
    InDoubt,
}

impl<'a> Broken<'a> {
    /// Looks at why a command ends now, before it has gone through `pending`.
    pub(super) fn off(run: &'a Run<'a>, pending: Transition) -> Self {
        if std::thread::panicking() {
            Self::Panicked(run)
        } else if pending == Transition::CommitTransaction {
            Self::InDoubt
        } else {
            Self::Dropped
        }
    }

    /// Returns the transition to the state that the command is left in.
    pub(super) const fn ending(&self) -> Transition {
        match self {
            Self::Panicked(_) => Transition::Error,
            Self::Dropped | Self::InDoubt => Transition::Fail,
        }
    }
}

impl Failing for Broken<'_> {
    fn errors(&self) -> ErrorCollection {
        let kind = match self {
            Self::Panicked(run) => FaultKind::Panicked(run.panic_id()),
            Self::Dropped => FaultKind::Cancelled,
            Self::InDoubt => return ErrorCollection::new(),
        };
        Fault::from(kind).errors()
    }
}
