use std::{any::Any, fmt, sync::Arc};

use foobara_core::App;
use foobara_persistence::{AnyStore, FaultInjecting, Prefixed, Shape, Store};

use super::{MODELS, script};

/// A store to look at, empty and prepared for the [`entities`](super::entities), and an app that keeps its records there.
pub struct Subject {
    /// The app.
    pub app: App,
    /// The store.
    pub store: Arc<dyn Store>,
    /// Whether the names of tables begin with a prefix, which statements in the language of the store know nothing of.
    pub has_prefix: bool,
    /// What must be there as long as the store is, as its folder.
    kept: Option<Box<dyn Any + Send>>,
}

impl Subject {
    /// Prepares a store.
    ///
    /// # Panics
    ///
    /// When it refuses.
    pub async fn new(store: impl Store) -> Self {
        let subject = Self::of(Arc::new(store));
        subject.prepare().await;
        subject
    }

    /// Returns the store within one that puts a prefix before the names of tables.
    ///
    /// # Panics
    ///
    /// When it refuses to prepare those.
    pub async fn prefixed(self) -> Self {
        const PREFIX: &str = "Their's\"_";
        let store = Prefixed::new(AnyStore::from(self.store), PREFIX);
        let subject = Self {
            has_prefix: true,
            kept: self.kept,
            ..Self::of(Arc::new(store))
        };
        subject.prepare().await;
        subject
    }

    /// Returns the store within one that could be told to fail, and is not.
    #[must_use]
    pub fn fault_injecting(self) -> Self {
        let store = FaultInjecting::new(AnyStore::from(self.store));
        Self {
            kept: self.kept,
            ..Self::of(Arc::new(store))
        }
    }

    fn of(store: Arc<dyn Store>) -> Self {
        Self {
            app: script::app(AnyStore::from(Arc::clone(&store))),
            store,
            has_prefix: false,
            kept: None,
        }
    }

    async fn prepare(&self) {
        let shapes: Vec<&'static Shape> = MODELS.iter().map(|model| Shape::of(model())).collect();
        self.store.prepare(&shapes).await.expect("there is room");
    }

    /// Keeps something for as long as the store is looked at.
    #[must_use]
    pub fn keeping(self, kept: impl Any + Send) -> Self {
        Self {
            kept: Some(Box::new(kept)),
            ..self
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subject").finish_non_exhaustive()
    }
}
