use std::{
    collections::BTreeSet,
    fmt::Display,
    path::{Path, PathBuf},
};

use foobara_core::transaction::StorageError;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    config::FilesConfig,
    disk,
    error::{corrupt, unavailable},
    journal::{Journal, Write},
    lock::{Access, Lock},
    name,
    state::{Layout, State},
};
use crate::{driver::Stored, shape::misfit};

/// Names of files that belong to no entity: those of entities do not begin with a point.
const LOCK: &str = ".lock";
const STATE: &str = ".state";
const JOURNAL: &str = ".journal";

/// A folder of documents, on the disk. Every step waits for the disk.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) layout: Layout,
}

impl Folder {
    pub(super) fn open(config: &FilesConfig) -> Stored<Self> {
        disk::make_folders(&config.folder).map_err(unavailable(&config.folder))?;
        Ok(Self {
            path: config.folder.clone(),
            layout: config.layout,
        })
    }

    /// Takes the turn, unless others have it. A unit that was committed and cut short is finished first.
    pub(super) fn take(&self, access: Access) -> Stored<Option<Lock>> {
        let Some(lock) = self.lock(access)? else {
            return Ok(None);
        };
        if self.journal()?.is_none() {
            return Ok(Some(lock));
        }
        let lock = match access {
            Access::Exclusive => Some(lock),
            Access::Shared => {
                drop(lock);
                self.lock(Access::Exclusive)?
            }
        };
        if lock.is_some()
            && let Some(journal) = self.journal()?
        {
            self.carry_out(&journal)?;
        }
        Ok(lock)
    }

    pub(super) fn state(&self) -> Stored<State> {
        let state = self.read(&self.path.join(STATE))?;
        let state = state.unwrap_or_else(|| State::of(self.layout));
        if state.layout == self.layout {
            return Ok(state);
        }
        Err(misfit(match state.layout {
            Layout::Records => "the folder has a document for each record; open it so".to_owned(),
            Layout::Entities => {
                "the folder has a document for each entity; open it with `file_per_entity`".to_owned()
            }
        }))
    }

    /// Commits a unit. It may be committed even when this fails, if the disk then also refuses to take it back.
    pub(super) fn commit(&self, journal: &Journal) -> Stored<()> {
        let path = self.path.join(JOURNAL);
        let content = serde_json::to_vec(journal).map_err(|error| StorageError::Other(error.into()))?;
        let written = disk::write(&path, &content).and_then(|()| disk::sync_folder(&self.path));
        written.map_err(|error| {
            if let Err(error) = disk::remove(&path) {
                tracing::warn!(%error, "the journal of a unit that failed could not be removed");
            }
            unavailable(&path)(error)
        })
    }

    /// Does what a unit that is committed says.
    pub(super) fn carry_out(&self, journal: &Journal) -> Stored<()> {
        let mut folders = BTreeSet::from([self.path.clone()]);
        for write in &journal.writes {
            let path = self.document(write)?;
            match &write.document {
                Some(document) => self.write(&path, document)?,
                None => disk::remove(&path).map_err(unavailable(&path))?,
            }
            folders.extend(path.parent().map(Path::to_owned));
        }
        self.write(&self.path.join(STATE), &journal.state)?;
        for folder in &folders {
            disk::sync_folder(folder).map_err(unavailable(folder))?;
        }
        let path = self.path.join(JOURNAL);
        disk::remove(&path).map_err(unavailable(&path))
    }

    /// Returns the folder of an entity whose records are documents.
    pub(super) fn folder(&self, table: &str) -> PathBuf {
        self.path.join(name::of_text(table))
    }

    /// Reads a document; there may be none.
    pub(super) fn read<T: DeserializeOwned>(&self, path: &Path) -> Stored<Option<T>> {
        let content = disk::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidInput => self.corrupt(path, error),
            _ => unavailable(path)(error),
        })?;
        let parse = |content: Vec<u8>| serde_json::from_slice(&content);
        let document = content.map(parse).transpose();
        document.map_err(|error| self.corrupt(path, error))
    }

    /// Says what is wrong with a document, which is named as it is within the folder.
    pub(super) fn corrupt(&self, path: &Path, what: impl Display) -> StorageError {
        corrupt(path.strip_prefix(&self.path).unwrap_or(path), what)
    }

    fn write(&self, path: &Path, document: &impl Serialize) -> Stored<()> {
        let mut content =
            serde_json::to_vec_pretty(document).map_err(|error| StorageError::Other(error.into()))?;
        content.push(b'\n');
        disk::write(path, &content).map_err(unavailable(path))
    }

    fn lock(&self, access: Access) -> Stored<Option<Lock>> {
        let path = self.path.join(LOCK);
        Lock::take(&path, access).map_err(unavailable(&path))
    }

    fn journal(&self) -> Stored<Option<Journal>> {
        self.read(&self.path.join(JOURNAL))
    }

    /// Finds the file of a document, which is within the folder whatever the journal says.
    fn document(&self, write: &Write) -> Stored<PathBuf> {
        let names = [Some(&write.table), write.record.as_ref()];
        if !names.into_iter().flatten().all(|name| name::is_one(name)) {
            return Err(self.corrupt(&self.path.join(JOURNAL), "a document with no such name"));
        }
        let Some(record) = &write.record else {
            return Ok(self.path.join(format!("{}.json", write.table)));
        };
        let folder = self.path.join(&write.table);
        disk::make_folder(&folder).map_err(unavailable(&folder))?;
        Ok(folder.join(format!("{record}.json")))
    }
}
