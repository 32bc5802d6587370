use std::{fmt, path::Path, sync::Arc, time::Duration};

use foobara_core::transaction::StorageError;
use tokio::sync::{OwnedRwLockWriteGuard, RwLock};

use super::{
    cache::Cache,
    config::FilesConfig,
    folder::Folder,
    lock::{Access, Lock},
    session::{ReadSession, WriteSession},
};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    shape::Shape,
    storage::storage,
};

/// The first pause before the turn among processes is asked for again; the next are longer.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// A store in a folder of JSON documents. Clones are the same store.
///
/// ```no_run
/// use foobara_core::App;
/// use foobara_persistence::FilesStore;
///
/// # async fn build() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::builder().storage(FilesStore::open("zoo").await?).build()?;
/// app.prepare().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct FilesStore(Arc<Inner>);

struct Inner {
    folder: Arc<Folder>,
    cache: Arc<RwLock<Cache>>,
    patience: Duration,
}

type Owned = OwnedRwLockWriteGuard<Cache>;

impl FilesStore {
    /// Opens `folder`, which is created if it is not there. See [`FilesConfig`] for other ways.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open(folder: impl AsRef<Path>) -> Result<Self, StorageError> {
        FilesConfig::new(folder).open().await
    }
}

impl FilesConfig {
    /// Opens the folder. A unit that was cut short in it is finished.
    ///
    /// # Errors
    ///
    /// When it cannot be opened, or has another layout.
    pub async fn open(self) -> Result<FilesStore, StorageError> {
        let patience = self.patience;
        let folder = blocking(move || Folder::open(&self)).await??;
        let inner = Inner {
            cache: Arc::new(RwLock::new(Cache::of(&folder))),
            folder: Arc::new(folder),
            patience,
        };
        inner.alone(Access::Shared).await?;
        Ok(FilesStore(Arc::new(inner)))
    }
}

impl Inner {
    async fn begin(&self, how: Begin) -> Stored<Box<dyn Session>> {
        if how.read_only {
            return Ok(Box::new(self.reader().await?));
        }
        let (cache, lock) = self.alone(Access::Exclusive).await?;
        Ok(Box::new(WriteSession::new(Arc::clone(&self.folder), cache, lock)))
    }

    /// Reads beside the others of this process, unless there is something new in the folder.
    async fn reader(&self) -> Stored<ReadSession> {
        let folder = Arc::clone(&self.folder);
        let cache = self.patient(Arc::clone(&self.cache).read_owned()).await?;
        let (cache, is_current) = blocking(move || {
            let is_current = match folder.take(Access::Shared) {
                Ok(Some(_lock)) => cache.is_current(&folder),
                Ok(None) => Ok(false),
                Err(error) => Err(error),
            };
            (cache, is_current)
        })
        .await?;
        if is_current? {
            return Ok(ReadSession(cache));
        }
        drop(cache);
        let (cache, _lock) = self.alone(Access::Shared).await?;
        Ok(ReadSession(cache.downgrade()))
    }

    /// Takes the turn, within this process and then among others, and reads what they have changed.
    async fn alone(&self, access: Access) -> Stored<(Owned, Lock)> {
        let mut cache = self.patient(Arc::clone(&self.cache).write_owned()).await?;
        let mut pause = FIRST_PAUSE;
        let mut waited = Duration::ZERO;
        loop {
            let folder = Arc::clone(&self.folder);
            let (returned, taken) = blocking(move || {
                let taken = take(&folder, access, &mut cache);
                (cache, taken)
            })
            .await?;
            if let Some(lock) = taken? {
                return Ok((returned, lock));
            }
            if waited >= self.patience {
                return Err(StorageError::Unavailable(
                    "another process has used the folder for too long".into(),
                ));
            }
            cache = returned;
            tokio::time::sleep(pause).await;
            waited += pause;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    async fn patient<T>(&self, turn: impl Future<Output = T>) -> Stored<T> {
        tokio::select! {
            biased;
            guard = turn => Ok(guard),
            () = tokio::time::sleep(self.patience) => {
                Err(StorageError::Unavailable("other runs of this process wrote for too long".into()))
            }
        }
    }

    async fn prepare(&self, shapes: &[&'static Shape]) -> Stored<()> {
        let (mut cache, lock) = self.alone(Access::Exclusive).await?;
        let (folder, shapes) = (Arc::clone(&self.folder), shapes.to_vec());
        blocking(move || {
            let _lock = lock;
            cache.prepare(&folder, &shapes)
        })
        .await?
    }
}

fn take(folder: &Folder, access: Access, cache: &mut Cache) -> Stored<Option<Lock>> {
    let lock = folder.take(access)?;
    if lock.is_some() {
        cache.refresh(folder)?;
    }
    Ok(lock)
}

/// Waits for the disk on a thread for that. It goes on when nobody waits for it any more.
pub(super) async fn blocking<T: Send + 'static>(step: impl FnOnce() -> T + Send + 'static) -> Stored<T> {
    let done = tokio::task::spawn_blocking(step).await;
    done.map_err(|error| StorageError::Other(error.into()))
}

impl Store for FilesStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: true,
            durable: true,
            isolation: &[Isolation::Serializable],
            optimistic: false,
            gapless_keys: true,
            sql: false,
            nul_characters: true,
            text_search: true,
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(self.0.begin(how))
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::later(self.0.prepare(shapes))
    }
}

storage!(FilesStore);

/// Shows no records.
impl fmt::Debug for FilesStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FilesStore")
            .field("folder", &self.0.folder.path)
            .finish_non_exhaustive()
    }
}
