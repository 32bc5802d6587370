//! Storage as the pipeline sees it. The persistence crate implements it; drivers are behind that.

use std::{any::Any, fmt, path::Path, sync::Arc, time::SystemTime};

use foobara_types::ModelType;
use serde_json::Value;

use crate::{
    BoxFuture,
    migration::{MigrationError, Migrations},
    ports::{Clock, Effect, SystemClock},
    recorded::Recorded,
};

/// Where an app keeps its entities.
pub trait Storage: Send + Sync + 'static {
    /// Returns the unit of work of a run. Nothing is opened before its first step.
    fn open(&self, opening: Opening) -> Box<dyn Transaction>;

    /// Makes room for entities: creates the tables that do not exist yet.
    fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>>;

    /// Returns what of it does not fit the entities of an app, each as a sentence. Such an app is not built.
    fn mistakes(&self, _entities: &[&'static ModelType]) -> Vec<String> {
        Vec::new()
    }

    /// Returns the migrations in a folder, for entities that are kept here. Storage without a schema has none.
    ///
    /// # Errors
    ///
    /// [`MigrationError::NoSchema`], or that the entities cannot be kept beside each other.
    fn migrations(
        &self,
        _folder: &Path,
        _entities: &[&'static ModelType],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        Err(MigrationError::NoSchema)
    }
}

/// How a unit of work is opened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Opening {
    /// Whether it writes.
    pub effect: Effect,
    /// What it must not notice of others; `None` is what is usual where the records are kept.
    pub isolation: Option<Isolation>,
    /// What it may want to know of the app.
    pub surroundings: Arc<Surroundings>,
    /// The time that it has, of a run that is planned or does what was planned; otherwise the clock is asked.
    pub fixed_time: Option<SystemTime>,
}

/// What units of work know of the app that they belong to.
#[non_exhaustive]
pub struct Surroundings {
    /// The entities, for what becomes of those that refer to a record that is deleted.
    pub entities: Vec<&'static ModelType>,
    /// What time it is, for records that say when they were created or changed.
    pub clock: Arc<dyn Clock>,
}

impl Surroundings {
    /// Returns those of an app with these entities and this clock.
    pub const fn new(entities: Vec<&'static ModelType>, clock: Arc<dyn Clock>) -> Self {
        Self { entities, clock }
    }
}

/// No entities, and the clock of the machine.
impl Default for Surroundings {
    fn default() -> Self {
        Self::new(Vec::new(), Arc::new(SystemClock))
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entities.iter().map(|entity| entity.reference());
        formatter.debug_list().entries(names).finish()
    }
}

impl Opening {
    /// Opens a unit of work of an app without entities, in the usual way.
    pub fn new(effect: Effect) -> Self {
        Self {
            effect,
            isolation: None,
            surroundings: Arc::default(),
            fixed_time: None,
        }
    }

    /// Returns what time it is for the unit of work.
    pub fn now(&self) -> SystemTime {
        self.fixed_time.unwrap_or_else(|| self.surroundings.clock.now())
    }
}

impl From<Effect> for Opening {
    fn from(effect: Effect) -> Self {
        Self::new(effect)
    }
}

/// What a unit of work does not notice of those beside it, from the laxest to the strictest.
///
/// The levels are those of <https://www.postgresql.org/docs/current/transaction-iso.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Isolation {
    /// Each look sees what was committed before it.
    ReadCommitted,
    /// Every look sees what was committed before the first, and a change of what others have changed since is a conflict.
    Snapshot,
    /// Units that are committed could have run one after the other.
    Serializable,
}

/// The unit of work of one run. Dropped without [`commit`](Self::commit), it leaves nothing behind.
pub trait Transaction: Any + Send + Sync {
    /// Takes down from now on what is done and looked at. Called before the first step, and only for runs that somebody
    /// wants to know it of: it may cost a look at every record before it is changed.
    fn observe(&mut self);

    /// Returns what was done and looked at since [`observe`](Self::observe).
    fn recorded(&self) -> BoxFuture<'_, Recorded>;

    /// Returns whether a rollback undoes everything. Runs of other units cannot be planned.
    fn can_undo(&self) -> bool;

    /// Makes everything written so far last. Nothing may be done with the unit afterwards.
    fn commit(&self) -> BoxFuture<'_, Result<(), StorageError>>;

    /// Undoes everything written so far. Nothing may be done with the unit afterwards.
    fn rollback(&self) -> BoxFuture<'_, Result<(), StorageError>>;

    /// Moves a mark within the unit, for sub-commands that may fail alone.
    fn savepoint(&self, step: Savepoint) -> BoxFuture<'_, Result<(), StorageError>>;

    /// Loads records as values, in one step, for those who know no types. They come in the order of their keys; `None`
    /// where there is none.
    fn records<'a>(
        &'a self,
        model: &'static ModelType,
        keys: &'a [Value],
    ) -> BoxFuture<'a, Result<Vec<Option<Value>>, StorageError>>;
}

/// What to do with the innermost mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Savepoint {
    /// Sets one.
    Set,
    /// Forgets it and keeps what was written since.
    Release,
    /// Forgets it and undoes what was written since.
    RollBack,
}

/// What can go wrong with storage; variants are what a caller can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// It cannot be reached now; trying again may help.
    #[error("the storage is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Another unit of work changed the same records; trying again may help.
    #[error("another unit of work changed the same records")]
    Conflict,
    /// The key is taken.
    #[error("a record with this key exists already")]
    Duplicate,
    /// The values of attributes that are unique are taken.
    #[error("another record has the same {}", .0.join(" and "))]
    Taken(Vec<String>),
    /// Records of the named entity refer to this one, which can therefore not be deleted.
    #[error("records of {0} refer to this one")]
    Referenced(String),
    /// There is no such record.
    #[error("there is no such record")]
    NotFound,
    /// A record breaks a rule of its entity; nothing was written.
    #[error("the record breaks a rule of its entity: {0}")]
    Invalid(String),
    /// What is stored does not fit the entity.
    #[error("what is stored does not fit the entity: {0}")]
    Corrupt(String),
    /// The app has no storage.
    #[error("the app has no storage; give it one with `App::builder().storage(..)`")]
    Unconfigured,
    /// Anything else the driver reports.
    #[error("the storage failed")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}
