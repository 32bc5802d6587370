use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::state::Layout;

/// How a folder of documents is opened.
///
/// ```no_run
/// use foobara_persistence::FilesConfig;
///
/// # async fn open() -> Result<(), foobara_persistence::StorageError> {
/// let store = FilesConfig::new("zoo").file_per_entity().open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a folder is opened by `open`"]
pub struct FilesConfig {
    pub(super) folder: PathBuf,
    pub(super) layout: Layout,
    pub(super) patience: Duration,
}

impl FilesConfig {
    /// Returns the usual way to open `folder`, which is created if it is not there: a document for each record, and five
    /// seconds of patience.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self {
            folder: folder.as_ref().to_owned(),
            layout: Layout::Records,
            patience: Duration::from_secs(5),
        }
    }

    /// Keeps all records of an entity in one document, which is written anew with every unit that changes one of them:
    /// for entities of few records. A folder keeps the layout that it was first written in.
    pub const fn file_per_entity(mut self) -> Self {
        self.layout = Layout::Entities;
        self
    }

    /// Waits so long for other units, of this process and then of others.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}
