use std::fmt;

use foobara_types::ErrorCollection;

use crate::{
    command::{CommandMeta, Execute},
    concern::{Around, Place},
};

/// Answers in the place of a command that failed. See [the module](super).
#[must_use = "it goes around a command once it is attached to one"]
pub struct Fallback {
    pub(super) command: &'static CommandMeta,
    pub(super) answer: Box<Answer>,
    pub(super) is_for_all: bool,
    pub(super) place: Place,
}

/// Looks at the errors and answers, or does nothing.
pub(super) type Answer = dyn Fn(&ErrorCollection, &mut Around<'_>) + Send + Sync;

impl Fallback {
    /// Answers for the command `C` with what the function returns; `None` leaves the errors as they are.
    pub fn of<C: Execute>(
        answer: impl Fn(&ErrorCollection) -> Option<C::Output> + Send + Sync + 'static,
    ) -> Self {
        Self {
            command: C::META,
            answer: Box::new(move |errors, run| {
                if let Some(output) = answer(errors) {
                    run.answer_as::<C>(output);
                }
            }),
            is_for_all: false,
            place: Place::Everywhere,
        }
    }

    /// Answers after errors of inputs, too.
    pub fn for_all(self) -> Self {
        Self {
            is_for_all: true,
            ..self
        }
    }

    /// Leaves the command alone where it is a sub-command.
    pub fn at_root(self) -> Self {
        Self {
            place: Place::Root,
            ..self
        }
    }
}

impl fmt::Debug for Fallback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fallback")
            .field("command", &self.command.name)
            .field("is_for_all", &self.is_for_all)
            .finish_non_exhaustive()
    }
}
