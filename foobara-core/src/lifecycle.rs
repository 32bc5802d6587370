//! The states of a run and the transitions between them, with Ruby foobara's names.

use std::fmt;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing has happened.
    Initialized,
    /// The unit of work is there; it opens at its first use.
    TransactionOpened,
    /// The inputs have been cast and checked.
    InputsCastedAndValidated,
    /// The records among the inputs have been loaded.
    LoadedRecords,
    /// The records among the inputs all exist.
    ValidatedRecords,
    /// The command's own validation went through.
    ValidatedExecution,
    /// The work is done.
    Executing,
    /// What was written lasts.
    TransactionCommitted,
    /// The run succeeded. Terminal.
    Succeeded,
    /// Errors were reported and nothing was changed. Terminal.
    Failed,
    /// There is a bug, and nothing was changed. Terminal.
    Errored,
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transition {
    /// To [`State::TransactionOpened`].
    OpenTransaction,
    /// To [`State::InputsCastedAndValidated`].
    CastAndValidateInputs,
    /// To [`State::LoadedRecords`].
    LoadRecords,
    /// To [`State::ValidatedRecords`].
    ValidateRecords,
    /// To [`State::ValidatedExecution`].
    Validate,
    /// To [`State::Executing`].
    RunExecute,
    /// To [`State::TransactionCommitted`].
    CommitTransaction,
    /// To [`State::Succeeded`].
    Succeed,
    /// To [`State::Failed`], from any state that is not terminal.
    Fail,
    /// To [`State::Errored`], from any state that is not terminal.
    Error,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 11] = [
        Self::Initialized,
        Self::TransactionOpened,
        Self::InputsCastedAndValidated,
        Self::LoadedRecords,
        Self::ValidatedRecords,
        Self::ValidatedExecution,
        Self::Executing,
        Self::TransactionCommitted,
        Self::Succeeded,
        Self::Failed,
        Self::Errored,
    ];

    /// Returns Ruby foobara's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::TransactionOpened => "transaction_opened",
            Self::InputsCastedAndValidated => "inputs_casted_and_validated",
            Self::LoadedRecords => "loaded_records",
            Self::ValidatedRecords => "validated_records",
            Self::ValidatedExecution => "validated_execution",
            Self::Executing => "executing",
            Self::TransactionCommitted => "transaction_committed",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Errored => "errored",
        }
    }
}

impl Transition {
    /// Returns the state it leads to.
    pub const fn to(self) -> State {
        match self {
            Self::OpenTransaction => State::TransactionOpened,
            Self::CastAndValidateInputs => State::InputsCastedAndValidated,
            Self::LoadRecords => State::LoadedRecords,
            Self::ValidateRecords => State::ValidatedRecords,
            Self::Validate => State::ValidatedExecution,
            Self::RunExecute => State::Executing,
            Self::CommitTransaction => State::TransactionCommitted,
            Self::Succeed => State::Succeeded,
            Self::Fail => State::Failed,
            Self::Error => State::Errored,
        }
    }

    /// Returns Ruby foobara's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenTransaction => "open_transaction",
            Self::CastAndValidateInputs => "cast_and_validate_inputs",
            Self::LoadRecords => "load_records",
            Self::ValidateRecords => "validate_records",
            Self::Validate => "validate",
            Self::RunExecute => "run_execute",
            Self::CommitTransaction => "commit_transaction",
            Self::Succeed => "succeed",
            Self::Fail => "fail",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Transition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
