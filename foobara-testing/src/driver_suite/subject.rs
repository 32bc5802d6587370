use std::{any::Any, fmt, sync::Arc};

use foobara_core::{App, Storage};
use foobara_persistence::Store;

use super::script;

/// A store to look at, empty and prepared for the [`entities`](super::entities), and an app that keeps its records there.
pub struct Subject {
    /// The app.
    pub app: App,
    /// The store.
    pub store: Arc<dyn Store>,
    /// What must be there as long as the store is, as its folder.
    _kept: Option<Box<dyn Any + Send>>,
}

impl Subject {
    /// Prepares a store.
    ///
    /// # Panics
    ///
    /// When it refuses.
    pub async fn new(store: impl Store + Storage + Clone) -> Self {
        let app = script::app(store.clone());
        let models: Vec<_> = super::MODELS.iter().map(|model| model()).collect();
        Storage::prepare(&store, &models).await.expect("there is room");
        Self {
            app,
            store: Arc::new(store),
            _kept: None,
        }
    }

    /// Keeps something for as long as the store is looked at.
    #[must_use]
    pub fn keeping(self, kept: impl Any + Send) -> Self {
        Self {
            _kept: Some(Box::new(kept)),
            ..self
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subject").finish_non_exhaustive()
    }
}
