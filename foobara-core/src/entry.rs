use std::{fmt, sync::Arc};

use foobara_types::{Declaration, ErrorCollection, ModelType, Ref, Typed};

use crate::{
    BoxFuture,
    app::{App, Models},
    command::{CommandMeta, Execute},
    concern::{self, Concern},
    erased::{Encoding, ErasedCommand, RawInputs, Runner, given},
    possible::ErrorSet,
    run::{RunOptions, RunRecord},
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
    pub(crate) command: &'static dyn ErasedCommand,
}

impl CommandEntry {
    /// Returns the entry of `C`; `commands![A, B]` makes a list of them.
    pub const fn of<C: Execute>() -> Self {
        const {
            Self {
                meta: C::META,
                output: match C::META.returns {
                    None => C::Output::DECLARATION,
                    Some(_) => {
                        Ref::Static(|| const { &Declaration::described::<C::Output>(C::META.returns) })
                    }
                },
                errors: ErrorSet::of::<C::Error>(),
                command: &Runner::<C>::NEW,
            }
        }
    }

    /// Returns the concerns around it in an app, innermost first.
    pub fn concerns<'a>(&self, app: &'a App) -> impl Iterator<Item = &'a dyn Concern> + use<'a> {
        let stack = app.stack(self.meta).map(|stack| stack.all());
        stack.unwrap_or_default().iter().map(AsRef::as_ref)
    }

    /// Decodes the inputs, runs the command within the concerns around it, and encodes its result as JSON.
    ///
    /// The future owns all it needs, so that it can go on by itself when its caller goes away. A panic within it
    /// becomes an `unknown` error; its text goes to the log.
    pub fn run(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
    ) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>> {
        match options.record.clone() {
            Some(record) => Box::pin(recorded(self.clone(), app, inputs, options, encoding, record)),
            None => self.run_unseen(app, inputs, options, encoding),
        }
    }

    /// Runs the command; what it is given and what comes of it is the caller's to keep.
    fn run_unseen(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
    ) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>> {
        match app.stack(self.meta).map(Arc::clone) {
            Some(stack) => Box::pin(concern::run_erased(
                self.clone(),
                app,
                inputs,
                options,
                encoding,
                stack,
            )),
            None => self.command.run(app, inputs, options, encoding),
        }
    }
}

/// Runs a command; the record keeps what it was given and what came of it.
async fn recorded(
    entry: CommandEntry,
    app: App,
    inputs: RawInputs,
    options: RunOptions,
    encoding: Encoding,
    record: Arc<RunRecord>,
) -> Result<Vec<u8>, ErrorCollection> {
    record.keep_inputs(given(entry.meta, inputs.clone()));
    let outcome = entry.run_unseen(app, inputs, options, encoding).await;
    record.keep_outcome(outcome.clone().map(Some));
    outcome
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
