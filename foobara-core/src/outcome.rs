//! What comes out of a run.

use foobara_types::ErrorCollection;

use crate::{command::Execute, fault::Fault, possible::PossibleErrors, render, transaction::StorageError};

/// The outcome of running the command `C`.
pub type Outcome<C> = Result<<C as Execute>::Output, Failure<<C as Execute>::Error>>;

/// Why a command did not succeed: an error of its own, which callers can match on, or a fault of any other kind.
#[derive(Debug)]
pub enum Failure<E> {
    /// An error that the command declares.
    Own(E),
    /// Anything else: inputs, sub-commands, storage, time.
    Fault(Fault),
}

impl<E: PossibleErrors> Failure<E> {
    /// Renders the failure as every transport shows it.
    pub fn into_errors(self) -> ErrorCollection {
        render::failure(self)
    }
}

impl<E: PossibleErrors> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self::Own(error)
    }
}

impl<E> From<Fault> for Failure<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<E: PossibleErrors> From<StorageError> for Failure<E> {
    fn from(error: StorageError) -> Self {
        Self::Fault(error.into())
    }
}
