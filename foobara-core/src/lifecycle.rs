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

    /// Returns its place in [`ALL`](Self::ALL).
    pub(crate) const fn index(self) -> u8 {
        match self {
            Self::Initialized => 0,
            Self::TransactionOpened => 1,
            Self::InputsCastedAndValidated => 2,
            Self::LoadedRecords => 3,
            Self::ValidatedRecords => 4,
            Self::ValidatedExecution => 5,
            Self::Executing => 6,
            Self::TransactionCommitted => 7,
            Self::Succeeded => 8,
            Self::Failed => 9,
            Self::Errored => 10,
        }
    }

    /// Returns whether it is one of the last: no transition leaves it.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Errored)
    }

    /// Returns the transition that leads on from it when all is well; `None` for terminal states.
    pub const fn next(self) -> Option<Transition> {
        match self {
            Self::Initialized => Some(Transition::OpenTransaction),
            Self::TransactionOpened => Some(Transition::CastAndValidateInputs),
            Self::InputsCastedAndValidated => Some(Transition::LoadRecords),
            Self::LoadedRecords => Some(Transition::ValidateRecords),
            Self::ValidatedRecords => Some(Transition::Validate),
            Self::ValidatedExecution => Some(Transition::RunExecute),
            Self::Executing => Some(Transition::CommitTransaction),
            Self::TransactionCommitted => Some(Transition::Succeed),
            Self::Succeeded | Self::Failed | Self::Errored => None,
        }
    }

    /// Returns whether a transition can happen in it.
    pub fn can(self, transition: Transition) -> bool {
        match transition {
            Transition::Fail | Transition::Error => !self.is_terminal(),
            step => self.next() == Some(step),
        }
    }

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
    /// Every transition, in order; the last two can happen in any state that is not terminal.
    pub const ALL: [Self; 10] = [
        Self::OpenTransaction,
        Self::CastAndValidateInputs,
        Self::LoadRecords,
        Self::ValidateRecords,
        Self::Validate,
        Self::RunExecute,
        Self::CommitTransaction,
        Self::Succeed,
        Self::Fail,
        Self::Error,
    ];

    /// Returns its place in [`ALL`](Self::ALL).
    pub(crate) const fn index(self) -> u8 {
        match self {
            Self::OpenTransaction => 0,
            Self::CastAndValidateInputs => 1,
            Self::LoadRecords => 2,
            Self::ValidateRecords => 3,
            Self::Validate => 4,
            Self::RunExecute => 5,
            Self::CommitTransaction => 6,
            Self::Succeed => 7,
            Self::Fail => 8,
            Self::Error => 9,
        }
    }

    /// Returns the state it leaves; `None` for those that leave any.
    pub const fn from(self) -> Option<State> {
        match self {
            Self::OpenTransaction => Some(State::Initialized),
            Self::CastAndValidateInputs => Some(State::TransactionOpened),
            Self::LoadRecords => Some(State::InputsCastedAndValidated),
            Self::ValidateRecords => Some(State::LoadedRecords),
            Self::Validate => Some(State::ValidatedRecords),
            Self::RunExecute => Some(State::ValidatedExecution),
            Self::CommitTransaction => Some(State::Executing),
            Self::Succeed => Some(State::TransactionCommitted),
            Self::Fail | Self::Error => None,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_places_in_all() {
        for (place, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(state.index()), place);
        }
        for (place, transition) in Transition::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(transition.index()), place);
        }
    }

    #[test]
    fn each_state_leads_to_the_next_and_nothing_leaves_the_last() {
        let mut state = State::Initialized;
        let mut way = vec![state];
        while let Some(transition) = state.next() {
            assert!(state.can(transition) && state.can(Transition::Fail) && state.can(Transition::Error));
            state = transition.to();
            way.push(state);
        }
        assert_eq!(way, State::ALL[..9]);
        for last in State::ALL.into_iter().filter(|state| state.is_terminal()) {
            assert!(
                Transition::ALL
                    .into_iter()
                    .all(|transition| !last.can(transition)),
                "{last}"
            );
        }
    }
}
