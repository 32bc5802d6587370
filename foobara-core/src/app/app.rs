use std::{
    fmt,
    path::Path,
    sync::{Arc, OnceLock},
};

use foobara_types::{ModelType, TypeRegistry};

use super::{AppBuilder, Freshness, Lookup, Names};
use crate::{
    command::{CommandMeta, Execute},
    concern::{self, Stack, Stacks},
    effects::{CallGraph, Effects},
    entry::CommandEntry,
    hook::{Events, Hooks},
    mapper::MapperMeta,
    migration::{MigrationError, Migrations},
    outcome::Outcome,
    plan::Plans,
    ports::{Effect, PortTable, Ports},
    run::{Frame, Run, RunOptions, RunRecord},
    runner,
    transaction::{Isolation, Opening, Storage, StorageError, Surroundings, Transaction},
};

/// A set of commands that can be run. Cheap to clone; there is nothing global, and a process can hold many.
#[derive(Clone)]
pub struct App(pub(super) Arc<Registry>);

pub(crate) struct Registry {
    pub(crate) commands: Vec<CommandEntry>,
    /// Derived when the first is asked for.
    pub(crate) effects: OnceLock<Vec<Effects>>,
    pub(crate) models: Vec<&'static ModelType>,
    pub(crate) surroundings: Arc<Surroundings>,
    pub(crate) types: TypeRegistry,
    pub(crate) names: Names<usize>,
    pub(crate) mappers: Vec<&'static MapperMeta>,
    pub(crate) ports: Ports,
    pub(crate) port_table: PortTable,
    pub(crate) storage: Option<Arc<dyn Storage>>,
    pub(crate) hooks: Hooks,
    pub(crate) stacks: Stacks,
    pub(crate) plans: Plans,
    pub(crate) kept_by_concerns: Vec<&'static ModelType>,
    pub(crate) freshness: Freshness,
}

impl App {
    /// Starts an app.
    pub fn builder() -> AppBuilder {
        AppBuilder::default()
    }

    /// Runs a command. Nothing is decoded, and nothing is allocated for the run.
    ///
    /// # Errors
    ///
    /// The command's failure. What it wrote is rolled back.
    pub fn run<'a, C: Execute>(&'a self, command: C) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
        static NONE: RunOptions = RunOptions::NONE;
        self.run_with(command, &NONE)
    }

    /// Runs a command with a deadline, a way to cancel it, or a gate.
    ///
    /// # Errors
    ///
    /// The command's failure. What it wrote is rolled back.
    pub fn run_with<'a, C: Execute>(
        &'a self,
        mut command: C,
        options: &'a RunOptions,
    ) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
        async move {
            let record = RunRecord::handed_to(options);
            if let Some(record) = record {
                record.note_inputs(&command);
            }
            let outcome = match self.stack(C::META).filter(|_| !options.is_within_concerns()) {
                Some(stack) => concern::root(self, command, options, stack).await,
                None => {
                    let run = Run::new(self, options, C::META);
                    let frame = Frame::root(&run);
                    let outcome = runner::drive!(command, frame);
                    runner::conclude!(outcome, frame)
                }
            };
            if let Some(record) = record {
                record.note_outcome::<C>(&outcome);
            }
            outcome
        }
    }

    /// Makes the storage ready: creates the tables that do not exist yet. Does nothing without storage.
    ///
    /// # Errors
    ///
    /// When the storage cannot be reached or refuses.
    pub async fn prepare(&self) -> Result<(), StorageError> {
        match self.storage() {
            Some(storage) => storage.prepare(&self.stored()).await,
            None => Ok(()),
        }
    }

    /// Returns the migrations in a folder, for storage that has a schema: SQL files that take a database from one version
    /// of the entities to the next. A database to which they were applied is changed by them alone;
    /// [`prepare`](Self::prepare) then only checks that it fits.
    ///
    /// ```no_run
    /// # async fn example(app: foobara::App) -> Result<(), foobara::MigrationError> {
    /// let migrations = app.migrations("migrations")?;
    /// if let Some(draft) = migrations.diff(None).await? {
    ///     println!("review {:?}", draft.files);
    /// }
    /// let applied = migrations.up(None).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the app has no storage, or one without a schema.
    pub fn migrations(&self, folder: impl AsRef<Path>) -> Result<Box<dyn Migrations>, MigrationError> {
        let storage = self.storage().ok_or(StorageError::Unconfigured)?;
        storage.migrations(folder.as_ref(), &self.stored())
    }

    /// Returns all that is kept in the storage: the entities of the commands, and of what goes around them.
    fn stored(&self) -> Vec<&'static ModelType> {
        let mut stored = self.entities();
        stored.extend(&self.0.kept_by_concerns);
        stored
    }

    /// Opens a unit of work that is no run's, for concerns that keep records; dropped without a commit, it leaves nothing
    /// behind.
    ///
    /// # Errors
    ///
    /// [`StorageError::Unconfigured`] when the app has no storage.
    pub fn unit_of_work(&self, effect: Effect) -> Result<Box<dyn Transaction>, StorageError> {
        let storage = self.storage().ok_or(StorageError::Unconfigured)?;
        Ok(storage.open(self.opening(effect, None)))
    }

    /// Returns every command in the order they were added.
    pub fn commands(&self) -> &[CommandEntry] {
        &self.0.commands
    }

    /// Finds a command by its full name or any part at its end that is unambiguous, as `Zoo::CreateKeeper`.
    pub fn command(&self, name: &str) -> Lookup<&CommandEntry> {
        self.0
            .names
            .find(name)
            .and_then(|index| self.0.commands.get(index))
    }

    /// Returns what a command may do, with all that it runs. It is found as [`command`](Self::command) finds it.
    pub fn effects(&self, name: &str) -> Lookup<&Effects> {
        self.0
            .names
            .find(name)
            .and_then(|index| self.all_effects().get(index))
    }

    /// Returns what a command of the app may do, with all that it runs.
    pub fn effects_of(&self, command: &CommandMeta) -> Lookup<&Effects> {
        self.effects(&format!("::{}", command.reference()))
    }

    /// Returns which commands run which.
    pub const fn graph(&self) -> CallGraph<'_> {
        CallGraph::new(self)
    }

    /// Returns the effects of every command, in the order they were added.
    pub(crate) fn all_effects(&self) -> &[Effects] {
        let derive = || self.commands().iter().map(|command| Effects::of(command.meta));
        self.0.effects.get_or_init(|| derive().collect())
    }

    /// Finds a command as it is seen from within a domain; see [`Names::find_from`].
    pub(crate) fn command_from(&self, scope: &[&str], name: &str) -> Lookup<&CommandEntry> {
        let found = self.0.names.find_from(scope, name);
        found.and_then(|index| self.0.commands.get(index))
    }

    /// Returns every mapper in the order they were added.
    pub fn mappers(&self) -> &[&'static MapperMeta] {
        &self.0.mappers
    }

    /// Returns every model and entity that has a name, sorted by full name.
    pub fn models(&self) -> &[&'static ModelType] {
        &self.0.models
    }

    /// Returns the types and rules that declarations may name: those built in, the app's own, and its models.
    pub fn types(&self) -> &TypeRegistry {
        &self.0.types
    }

    /// Returns every entity.
    pub fn entities(&self) -> Vec<&'static ModelType> {
        self.0.surroundings.entities.clone()
    }

    pub(crate) fn opening(&self, effect: Effect, isolation: Option<Isolation>) -> Opening {
        Opening {
            effect,
            isolation,
            surroundings: Arc::clone(&self.0.surroundings),
            fixed_time: None,
        }
    }

    /// Returns the app's clock, randomness, ids and tasks.
    pub fn ports(&self) -> &Ports {
        &self.0.ports
    }

    /// Returns what tells caches that their answers are old.
    pub fn freshness(&self) -> &Freshness {
        &self.0.freshness
    }

    pub(crate) fn ports_given(&self) -> &PortTable {
        &self.0.port_table
    }

    pub(crate) fn storage(&self) -> Option<&dyn Storage> {
        self.0.storage.as_deref()
    }

    /// Returns what at least one hook wants to be told.
    pub(crate) fn hooked(&self) -> Events {
        self.0.hooks.events()
    }

    /// Returns the concerns around a command, if there are any.
    #[inline]
    pub(crate) fn stack(&self, command: &CommandMeta) -> Option<&Arc<Stack>> {
        self.0.stacks.of(command)
    }

    /// Returns whether there are no concerns around any command.
    #[inline]
    pub(crate) fn is_without_concerns(&self) -> bool {
        self.0.stacks.is_empty()
    }

    /// Returns what is known of plans.
    pub(crate) fn plans(&self) -> &Plans {
        &self.0.plans
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.0.hooks
    }
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("App")
            .field("commands", &self.0.commands)
            .finish_non_exhaustive()
    }
}
