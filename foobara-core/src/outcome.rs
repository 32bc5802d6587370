//! What comes out of a run.

use foobara_types::ErrorCollection;

use crate::{
    command::Execute,
    fault::Fault,
    possible::{self, PossibleErrors},
    render,
    transaction::StorageError,
};

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

    /// Renders the failure without taking it; unlike [`into_errors`](Self::into_errors) it leaves nothing in the log.
    pub fn errors(&self) -> ErrorCollection {
        match self {
            Self::Own(error) => possible::report(error).into(),
            Self::Fault(fault) => fault.errors(),
        }
    }
}

/// What went wrong, whatever its type.
pub(crate) trait Failing {
    /// Renders it.
    fn errors(&self) -> ErrorCollection;
}

impl<E: PossibleErrors> Failing for Failure<E> {
    fn errors(&self) -> ErrorCollection {
        Self::errors(self)
    }
}

impl Failing for Fault {
    fn errors(&self) -> ErrorCollection {
        Self::errors(self)
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
