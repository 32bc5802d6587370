use std::{collections::BTreeSet, error::Error, fmt, path::Path, sync::Arc};

use foobara_core::{
    BoxFuture, MigrationError, Migrations, Opening, Storage, Transaction, transaction::StorageError,
};
use foobara_types::ModelType;

use super::{record_event::RecordEvent, settled::Settled, watches::Watches};
use crate::{driver::Store, entity::Entity, unit::UnitOfWork};

/// The storage of an app, and callbacks that are told of its records. It goes around all other stores.
///
/// ```
/// # use foobara::{Auto, Entity as _, prelude::*};
/// # #[derive(Domain)]
/// # struct Zoo;
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(domain = Zoo)]
/// # struct Capybara { #[entity(key)] id: Auto<i64>, name: String }
/// # #[derive(Debug, Command)]
/// # #[command(domain = Zoo, creates(Capybara))]
/// # struct Welcome { name: String }
/// # impl Execute for Welcome {
/// #     type Output = ();
/// #     type Error = Infallible;
/// #     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
/// #         cx.write::<Capybara>().create(Capybara { id: Auto::unassigned(), name: self.name }).await?;
/// #         Ok(())
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use foobara::{RecordEvent, MemoryStore, Settled, Watched};
///
/// let storage = Watched::new(MemoryStore::new())
///     .on::<Capybara>(|event| match event {
///         RecordEvent::Created(capybara) if capybara.name.is_empty() => Err("a capybara has a name".into()),
///         _ => Ok(()),
///     })
///     .after::<Capybara>(|settled| {
///         if let Settled::Persisted { after: Some(capybara), .. } = settled {
///             println!("{} is in the zoo", capybara.name);
///         }
///     });
/// let app = App::builder().domain::<Zoo>(commands![Welcome]).storage(storage).build()?;
/// assert!(app.run(Welcome { name: "Ana".to_owned() }).await.is_ok());
/// assert!(app.run(Welcome { name: String::new() }).await.is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Watched<S> {
    store: S,
    watches: Arc<Watches>,
}

impl<S: Store + Storage + Clone> Watched<S> {
    /// Returns the storage, without any callbacks yet.
    pub fn new(store: S) -> Self {
        Self {
            store,
            watches: Arc::default(),
        }
    }

    /// Adds a callback that is told of what a run does to records of an entity, while it does it. An error rolls the run, or
    /// the attempt within it, back: it is the reason of a [`Refused`](super::Refused).
    #[must_use]
    pub fn on<E: Entity>(
        mut self,
        callback: impl Fn(RecordEvent<'_, E>) -> Result<(), Box<dyn Error + Send + Sync>> + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.watches).on(callback);
        self
    }

    /// Adds a callback that is told what became of records of an entity, once it is settled.
    #[must_use]
    pub fn after<E: Entity>(mut self, callback: impl Fn(Settled<E>) + Send + Sync + 'static) -> Self {
        Arc::make_mut(&mut self.watches).after(callback);
        self
    }
}

impl<S: Store + Storage + Clone> Storage for Watched<S> {
    fn open(&self, opening: Opening) -> Box<dyn Transaction> {
        let unit = UnitOfWork::new(Arc::new(self.store.clone()), opening);
        Box::new(unit.watched(&self.watches))
    }

    fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        Storage::prepare(&self.store, entities)
    }

    /// Callbacks about entities that the app does not use would never be called.
    fn mistakes(&self, entities: &[&'static ModelType]) -> Vec<String> {
        let is_used = |watched: &&ModelType| entities.iter().any(|entity| std::ptr::eq(*entity, *watched));
        let idle = self.watches.entities().filter(|watched| !is_used(watched));
        let idle: BTreeSet<String> = idle.map(ModelType::reference).collect();
        let mistake =
            |name| format!("callbacks are about `{name}`, and no command of the app uses it; leave them out");
        let within = self.store.mistakes(entities);
        within.into_iter().chain(idle.into_iter().map(mistake)).collect()
    }

    fn migrations(
        &self,
        folder: &Path,
        entities: &[&'static ModelType],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        Storage::migrations(&self.store, folder, entities)
    }
}

impl<S: fmt::Debug> fmt::Debug for Watched<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Watched")
            .field("store", &self.store)
            .field("watches", &self.watches)
            .finish()
    }
}
