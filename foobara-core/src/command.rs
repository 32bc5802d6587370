//! Commands: what the derive knows of them, and what their authors write.

use std::sync::Arc;

use foobara_types::{
    AttributesType, Base, DataPath, InputErrors, ModelType, Ref, Typed,
    possible::{self, PossibleInputError},
};
use heck::ToSnakeCase;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    concern::Concern,
    context::Context,
    defined::Definition,
    domain::DomainMeta,
    fault::Fault,
    mapper::MapperMeta,
    outcome::{Failure, Outcome},
    ports::{Effect, PortMeta},
    possible::PossibleErrors,
    run::StorageAccess,
    transaction::Isolation,
};

/// A struct of inputs that can be run. Derive it; what it does is [`Execute`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a command",
    note = "derive `Command` for it, with `#[command(domain = ..)]`"
)]
pub trait Command: DeserializeOwned + Serialize + Send + Sync + 'static {
    /// What there is to know about it.
    const META: &'static CommandMeta;
    /// Whether [`load`](Self::load) does anything: there may be records among the inputs.
    const RECORDS: bool = false;
    /// Whether [`Execute::validate`] does anything: `#[command(validate)]`.
    const VALIDATES: bool = false;

    /// Returns a copy of the inputs, if they can be copied.
    fn duplicate(&self) -> Option<Self> {
        None
    }

    /// Applies the rules of the inputs: transformers change them, validators report what is wrong.
    fn check(&mut self, errors: &mut InputErrors);

    /// Loads the records among the inputs, and what [`CommandMeta::loads`] names, and reports the missing ones.
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
    /// What it returns; one line.
    pub returns: Option<&'static str>,
    /// Its inputs.
    pub inputs: AttributesType,
    /// The commands it may run.
    pub depends_on: &'static [fn() -> &'static Self],
    /// The mappers it may use.
    pub maps: &'static [fn() -> &'static MapperMeta],
    /// The entities it may read.
    pub reads: &'static [fn() -> &'static ModelType],
    /// The entities it may write, in whatever way.
    pub writes: &'static [fn() -> &'static ModelType],
    /// Those of `writes` that it may create, and neither change nor delete.
    pub creates: &'static [fn() -> &'static ModelType],
    /// Those of `writes` that it may delete.
    pub deletes: &'static [fn() -> &'static ModelType],
    /// The associations of its inputs that are loaded before it runs, as `capybara.keeper`; those on the way are, too.
    pub loads: &'static [&'static str],
    /// The ports it may call.
    pub uses: &'static [PortMeta],
    /// The messages it may publish; it then creates records of the outbox, too.
    pub publishes: &'static [fn() -> &'static ModelType],
    /// The commands it may enqueue, to be run later; it then creates jobs, too.
    pub enqueues: &'static [fn() -> &'static Self],
    /// What its author says of its effects.
    pub hints: DeclaredHints,
    /// The concerns around it, innermost first.
    pub concerns: &'static [fn() -> Arc<dyn Concern>],
    /// Whether its inputs can be copied, for concerns that try again.
    pub is_clone: bool,
    /// What else there is to know of a command that was made at run time.
    #[doc(hidden)]
    pub definition: Option<&'static Definition>,
}

/// What the author of a command says of its effects where the declarations do not show it. It holds of all that the
/// command runs, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeclaredHints {
    /// Whether it may destroy what is there: `#[command(destructive = false)]`.
    pub destructive: Option<bool>,
    /// Whether running it twice comes to the same as running it once: `#[command(idempotent)]`.
    pub idempotent: Option<bool>,
    /// What its unit of work must not notice of others: `#[command(isolation = serializable)]`.
    pub isolation: Option<Isolation>,
}

impl DeclaredHints {
    /// Nothing is said.
    pub const NONE: Self = Self {
        destructive: None,
        idempotent: None,
        isolation: None,
    };
}

impl CommandMeta {
    /// Returns whether both are the same command: its data may be at several addresses.
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || (self.name == other.name && self.domain == other.domain)
    }

    /// Returns what tells it from all others of an app.
    #[inline]
    pub(crate) const fn key(&self) -> CommandKey {
        (self.name, self.domain.scope)
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

    /// Returns every error that its inputs can cause, and the records that are loaded with them, sorted by path and symbol.
    pub(crate) fn input_errors(&self) -> Vec<PossibleInputError> {
        let mut found = possible::input_errors(&self.inputs);
        let along = |path: &&'static str| self.inputs.associations_along(&DataPath::from(*path));
        let loaded = self.loads.iter().filter_map(along).flatten();
        found.extend(loaded.map(|association| PossibleInputError {
            path: association.path,
            symbol: "not_found",
        }));
        found.sort();
        found.dedup();
        found
    }

    /// Returns the commands it may run.
    pub fn callees(&self) -> impl Iterator<Item = &'static Self> {
        let declared = self.depends_on.iter().map(|callee| callee());
        let found = self.definition.and_then(|definition| definition.callees.get());
        declared.chain(found.into_iter().flatten().copied())
    }

    /// Returns the commands that it may run, and those that it may enqueue.
    pub(crate) fn leads_to(&self) -> impl Iterator<Item = &'static Self> {
        self.callees().chain(self.enqueues.iter().map(|job| job()))
    }

    /// Returns whether running it, and what it runs, can change anything.
    pub fn effect(&'static self) -> Effect {
        if self.changes() || self.reached().iter().any(|command| command.changes()) {
            Effect::Write
        } else {
            Effect::Read
        }
    }

    /// Returns the name of the first port, of its own and of the commands that it may run, that keeps it from being planned.
    pub fn unplannable_port(&'static self) -> Option<&'static str> {
        let reached = self.reached();
        let mut ports = reached.iter().flat_map(|command| command.uses);
        ports.find(|port| !port.can_be_planned).map(|port| port.name)
    }

    /// Returns whether it can change anything by itself.
    fn changes(&self) -> bool {
        !self.writes.is_empty() || self.uses.iter().any(|port| port.effect == Effect::Write)
    }

    /// Returns itself and every command that it may run, or that those may run, each once.
    pub(crate) fn reached(&'static self) -> Vec<&'static Self> {
        let mut reached = vec![self];
        let mut next = 0;
        while let Some(command) = reached.get(next).copied() {
            for callee in command.callees() {
                if !reached.iter().any(|known| known.is(callee)) {
                    reached.push(callee);
                }
            }
            next += 1;
        }
        reached
    }
}

/// The name of a command, and of the scopes that it is in.
pub(crate) type CommandKey = (&'static str, &'static [&'static str]);

/// `Self` may run `S`. Implemented by the derive, from `depends_on(S)`.
pub trait DependsOn<S> {}

/// `Self` may read `E`. Implemented by the derive, from `reads(E)`, what it writes, and record inputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` reads `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `reads({E})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Reads<E> {}

/// `Self` may create `E`. Implemented by the derive, from `creates(E)`, `writes(E)` and `deletes(E)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` writes `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `writes({E})` to the `#[command(..)]` of `{Self}`, or `creates({E})` if it leaves alone what is there"
)]
pub trait Creates<E>: Reads<E> {}

/// `Self` may create and change `E`. Implemented by the derive, from `writes(E)` and `deletes(E)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` changes `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `writes({E})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Writes<E>: Creates<E> {}

/// `Self` may create, change and delete `E`. Implemented by the derive, from `deletes(E)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` deletes `{E}` without declaring it",
    label = "undeclared entity",
    note = "add `deletes({E})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Deletes<E>: Writes<E> {}

/// `Self` may call the port `P`. Implemented by the derive, from `uses(P)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` uses the port `{P}` without declaring it",
    label = "undeclared port",
    note = "add `uses({P})` to the `#[command(..)]` of `{Self}`"
)]
pub trait Uses<P> {}

/// `Self` may publish `M`. Implemented by the derive, from `publishes(M)`.
pub trait Publishes<M> {}

/// `Self` may enqueue `S`, to be run later. Implemented by the derive, from `enqueues(S)`.
pub trait Enqueues<S> {}

/// [`Publishes`] seen from the message, for one message of the compiler that names both.
#[diagnostic::on_unimplemented(
    message = "`{C}` publishes `{Self}` without declaring it",
    label = "undeclared message",
    note = "add `publishes({Self})` to the `#[command(..)]` of `{C}`"
)]
pub trait MessageOf<C>: Typed + Serialize + Sync {
    /// Returns the declaration, whose full name is the topic.
    fn declared() -> &'static ModelType {
        let declared = const { message::<Self>() };
        declared()
    }
}

#[diagnostic::do_not_recommend]
impl<C: Publishes<M>, M: Typed + Serialize + Sync> MessageOf<C> for M {}

/// Returns the declaration of a message.
///
/// # Panics
///
/// When it is evaluated and `M` is no model with a name, which messages are told apart by.
pub const fn message<M: Typed>() -> fn() -> &'static ModelType {
    match const { &M::BASE } {
        Base::Model(Ref::Static(model)) => *model,
        _ => panic!("what is published is a model with a name: add `#[model(domain = ..)]` to it"),
    }
}

/// [`Enqueues`] seen from the command that is enqueued, for one message of the compiler that names both.
#[diagnostic::on_unimplemented(
    message = "`{C}` enqueues `{Self}` without declaring it",
    label = "undeclared job",
    note = "add `enqueues({Self})` to the `#[command(..)]` of `{C}`"
)]
pub trait JobOf<C>: Execute {}

#[diagnostic::do_not_recommend]
impl<C: Enqueues<S>, S: Execute> JobOf<C> for S {}

/// [`DependsOn`] seen from the callee, for one message that names both.
#[diagnostic::on_unimplemented(
    message = "`{C}` runs `{Self}` without declaring it",
    label = "undeclared sub-command",
    note = "add `depends_on({Self})` to the `#[command(..)]` of `{C}`"
)]
pub trait SubcommandOf<C>: Execute {}

#[diagnostic::do_not_recommend]
impl<C: DependsOn<S>, S: Execute> SubcommandOf<C> for S {}
