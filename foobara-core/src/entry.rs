use std::fmt;

use foobara_types::{Declaration, ModelType, Ref, Typed};

use crate::{
    app::Models,
    command::{CommandMeta, Execute},
    erased::{ErasedCommand, Runner},
    possible::ErrorSet,
};

/// A command as an app knows it: its data, and the way to run it without its type.
#[derive(Clone)]
pub struct CommandEntry {
    /// What the derive knows.
    pub meta: &'static CommandMeta,
    /// What the result looks like.
    pub output: Ref<Declaration>,
    /// The errors it can report itself.
    pub errors: ErrorSet,
    /// The way to run it.
    pub command: &'static dyn ErasedCommand,
}

impl CommandEntry {
    /// Returns the entry of `C`; `commands![A, B]` makes a list of them.
    pub const fn of<C: Execute>() -> Self {
        Self {
            meta: C::META,
            output: match C::META.returns {
                None => C::Output::DECLARATION,
                Some(_) => Ref::Static(|| const { &Declaration::described::<C::Output>(C::META.returns) }),
            },
            errors: ErrorSet::of::<C::Error>(),
            command: &Runner::<C>::NEW,
        }
    }
}

/// Returns the models that some commands take and return, and those that they refer to, sorted by full name.
pub fn models<'a>(commands: impl IntoIterator<Item = &'a CommandEntry>) -> Vec<&'static ModelType> {
    let mut models = Models::default();
    commands.into_iter().for_each(|command| models.add_shown(command));
    models.sorted()
}

impl fmt::Debug for CommandEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("CommandEntry")
            .field(&self.meta.reference())
            .finish()
    }
}
