//! Everything that can go wrong besides a command's own errors.

use std::{borrow::Cow, fmt};

use foobara_types::{ErrorCollection, ErrorReport, InputErrors};

use crate::{app::App, command::CommandMeta, plan::PlanRefusal, render, transaction::StorageError};

/// A failure that is not the command's own. One word; what helpers return, so that `?` works everywhere.
pub struct Fault(Box<FaultKind>);

/// The kinds of faults.
#[derive(Debug)]
#[non_exhaustive]
pub enum FaultKind {
    /// The inputs are not acceptable.
    Inputs(InputErrors),
    /// The command reported errors with `cx.report`, or a concern failed the run.
    Reported(Vec<ErrorReport>),
    /// A sub-command failed; the run-time paths start with it.
    Subcommand(Vec<ErrorReport>),
    /// The caller may not do this.
    Refused(Refusal),
    /// The storage failed.
    Storage(StorageError),
    /// The deadline passed.
    Timeout,
    /// The run was cancelled.
    Cancelled,
    /// Sub-commands nest deeper than allowed.
    TooDeep,
    /// The run cannot be planned, or a plan cannot be applied.
    Plan(PlanRefusal),
    /// The body is not JSON; the message says where.
    InvalidJson(String),
    /// A fault was made of no errors.
    NoErrors,
    /// A command panicked. The id is in the log beside the text.
    Panicked(u64),
    /// A command did what it may not, which the compiler could not see. The id is in the log beside the text.
    Misused(u64),
    /// The result breaks a rule of its type, or could not be encoded. The id is in the log beside the text.
    BadResult(u64),
}

/// Why a caller is turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is not known who asks.
    Unauthenticated,
    /// It is known who asks, and the rule says no.
    NotAllowed {
        /// The name of the rule.
        rule: Cow<'static, str>,
        /// What the rule asks for.
        explanation: Cow<'static, str>,
    },
}

impl Fault {
    /// Returns what kind of fault this is.
    pub const fn kind(&self) -> &FaultKind {
        &self.0
    }

    /// Takes the fault apart.
    pub fn into_kind(self) -> FaultKind {
        *self.0
    }

    /// Renders the fault as every transport shows it. What only the author of the app may know goes to the log.
    pub fn into_errors(self) -> ErrorCollection {
        render::fault(self)
    }

    /// Renders the fault without taking it; nothing is logged.
    pub fn errors(&self) -> ErrorCollection {
        render::shown(self.kind())
    }
}

impl From<FaultKind> for Fault {
    #[cold]
    fn from(kind: FaultKind) -> Self {
        let is_empty = match &kind {
            FaultKind::Inputs(errors) => errors.is_empty(),
            FaultKind::Reported(errors) | FaultKind::Subcommand(errors) => errors.is_empty(),
            _ => false,
        };
        Self(Box::new(if is_empty { FaultKind::NoErrors } else { kind }))
    }
}

impl From<ErrorReport> for Fault {
    fn from(error: ErrorReport) -> Self {
        FaultKind::Reported(vec![error]).into()
    }
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        FaultKind::Storage(error).into()
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        FaultKind::Refused(refusal).into()
    }
}

impl From<PlanRefusal> for Fault {
    fn from(refusal: PlanRefusal) -> Self {
        FaultKind::Plan(refusal).into()
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Writes a bug of a command into the log and returns the id that it has there.
#[cold]
pub(crate) fn log_bug(app: &App, command: &CommandMeta, text: &str) -> u64 {
    let id = app.ports().ids.short();
    let command = command.reference();
    tracing::error!(command, id = format!("{id:016x}"), text, "a command has a bug");
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_no_errors_says_so() {
        for none in [
            FaultKind::Inputs(InputErrors::new()),
            FaultKind::Reported(Vec::new()),
            FaultKind::Subcommand(Vec::new()),
        ] {
            assert!(matches!(Fault::from(none).kind(), FaultKind::NoErrors));
        }
        let fault = Fault::from(ErrorReport::runtime("odd", "Odd"));
        assert!(matches!(fault.kind(), FaultKind::Reported(errors) if errors.len() == 1));
    }
}
