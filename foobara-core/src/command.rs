//! Commands: what the derive knows of them, and what their authors write.

use std::sync::Arc;

use foobara_types::{AttributesType, InputErrors, ModelType, Typed};
use heck::ToSnakeCase;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    concern::Concern,
    context::Context,
    domain::DomainMeta,
    fault::Fault,
    outcome::{Failure, Outcome},
    ports::{Effect, PortMeta},
    possible::PossibleErrors,
    run::StorageAccess,
};

/// A struct of inputs that can be run. Derive it; what it does is [`Execute`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a command",
    note = "derive `Command` for it, with `#[command(domain = ..)]`"
)]
pub trait Command: DeserializeOwned + Serialize + Send + Sync + 'static {
    /// What there is to know about it.
    const META: &'static CommandMeta;
    /// Whether [`load`](Self::load) does anything.
    const RECORDS: bool = false;
    /// Whether [`Execute::validate`] does anything: `#[command(validate)]`.
    const VALIDATES: bool = false;

    /// Returns a copy of the inputs, if they can be copied.
    fn duplicate(&self) -> Option<Self> {
        None
    }

    /// Applies the rules of the inputs: transformers change them, validators report what is wrong.
    fn check(&mut self, errors: &mut InputErrors);

    /// Loads the records among the inputs and reports the missing ones.
    fn load<'a>(
        &'a mut self,
        _storage: StorageAccess<'a>,
        _errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        std::future::ready(Ok(()))
    }
}

/// What a command does.
///
/// ```
/// use foobara::prelude::*;
///
/// #[derive(Domain)]
/// struct Arithmetic;
///
/// #[derive(Debug, Command)]
/// #[command(domain = Arithmetic)]
/// struct Subtract {
///     from: i64,
///     amount: i64,
/// }
///
/// impl Execute for Subtract {
///     type Output = i64;
///     type Error = Infallible;
///
///     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
///         Ok(self.from - self.amount)
///     }
/// }
/// ```
///
/// The inputs have been cast, checked and loaded when [`execute`](Self::execute) runs. What it writes is committed
/// when the outermost command succeeds, and rolled back when it fails.
#[diagnostic::on_unimplemented(message = "`{Self}` does nothing yet", note = "implement `Execute` for it")]
pub trait Execute: Command {
    /// The result.
    type Output: Typed + Serialize + Send + Sync + 'static;
    /// The errors it can report itself; [`Infallible`](std::convert::Infallible) for none.
    type Error: PossibleErrors;

    /// Does the work.
    fn execute(self, cx: Context<'_, Self>) -> impl Future<Output = Outcome<Self>> + Send;

    /// Looks at inputs that are cast, checked and loaded, before anything is done.
    ///
    /// Report with [`Context::report`] to collect several errors. It runs when the command
    /// says `#[command(validate)]`.
    fn validate(
        &self,
        _cx: Context<'_, Self>,
    ) -> impl Future<Output = Result<(), Failure<Self::Error>>> + Send {
        std::future::ready(Ok(()))
    }
}

/// A command, as data.
#[derive(Debug)]
pub struct CommandMeta {
    /// Its name, as `IncrementAge`.
    pub name: &'static str,
    /// The domain it belongs to.
    pub domain: &'static DomainMeta,
    /// What it does; one line.
    pub description: Option<&'static str>,
    /// Its inputs.
    pub inputs: AttributesType,
    /// The commands it may run.
    pub depends_on: &'static [fn() -> &'static Self],
    /// The entities it may read.
    pub reads: &'static [fn() -> &'static ModelType],
    /// The entities it may write.
    pub writes: &'static [fn() -> &'static ModelType],
    /// The ports it may call.
    pub uses: &'static [PortMeta],
    /// The concerns around it, innermost first.
    pub concerns: &'static [fn() -> Arc<dyn Concern>],
    /// Whether its inputs can be copied, for concerns that try again.
    pub is_clone: bool,
}

impl CommandMeta {
    /// Returns whether both are the same command: its data may be at several addresses.
    pub fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.domain == other.domain
    }

    /// Returns the full name, as `Acme::Zoo::IncrementAge`.
    pub fn reference(&self) -> String {
        self.path().join("::")
    }

    /// Returns the names from the outermost scope to the command's own.
    pub fn path(&self) -> Vec<&'static str> {
        self.domain.scope.iter().copied().chain([self.name]).collect()
    }

    /// Returns the full name in the form of run-time paths, as `acme::zoo::increment_age`.
    pub fn symbol(&self) -> String {
        self.path()
            .iter()
            .map(|name| name.to_snake_case())
            .collect::<Vec<_>>()
            .join("::")
    }

    /// Returns whether running it, and what it runs, can change anything.
    pub fn effect(&'static self) -> Effect {
        self.effect_below(&mut Vec::new())
    }

    /// Returns the name of the first port, of its own and of the commands that it may run, that keeps it from being planned.
    pub fn unplannable_port(&'static self) -> Option<&'static str> {
        self.unplannable_below(&mut Vec::new())
    }

    fn unplannable_below(&'static self, seen: &mut Vec<*const Self>) -> Option<&'static str> {
        if seen.contains(&std::ptr::from_ref(self)) {
            return None;
        }
        seen.push(self);
        let own = self.uses.iter().find(|port| !port.can_be_planned);
        let mut callees = self.depends_on.iter();
        let below = || callees.find_map(|callee| callee().unplannable_below(seen));
        own.map(|port| port.name).or_else(below)
    }

    fn effect_below(&'static self, seen: &mut Vec<*const Self>) -> Effect {
        if seen.contains(&std::ptr::from_ref(self)) {
            return Effect::Read;
        }
        seen.push(self);
        let writes = !self.writes.is_empty()
            || self.uses.iter().any(|port| port.effect == Effect::Write)
            || self
                .depends_on
                .iter()
                .any(|command| command().effect_below(seen) == Effect::Write);
        if writes { Effect::Write } else { Effect::Read }
    }
}

/// `Self` may run `S`. Implemented by the derive, from `depends_on(S)`.
pub trait DependsOn<S> {}

/// `Self` may read `E`. Implemented by the derive, from `reads(E)`, `writes(E)` and record inputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` reads `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `reads({E})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Reads<E> {}

/// `Self` may write `E`. Implemented by the derive, from `writes(E)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` writes `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `writes({E})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Writes<E>: Reads<E> {}

/// `Self` may call the port `P`. Implemented by the derive, from `uses(P)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` uses the port `{P}` without declaring it",
    label = "undeclared port",
    note = "add `uses({P})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Uses<P> {}

/// [`DependsOn`] seen from the callee, for one message that names both.
#[diagnostic::on_unimplemented(
    message = "`{C}` runs `{Self}` without declaring it",
    label = "undeclared sub-command",
    note = "add `depends_on({Self})` to the `#[command(..)]` of `{C}`"
)]
pub trait SubcommandOf<C>: Execute {}

#[diagnostic::do_not_recommend]
impl<C: DependsOn<S>, S: Execute> SubcommandOf<C> for S {}
