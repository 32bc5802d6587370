use std::{any::Any, sync::Arc, time::Duration};

use foobara_core::{App, BoxFuture, Storage};
use foobara_persistence::{Shape, Store, Stored};
use foobara_testing::driver_suite::{MODELS, script};

/// How long stores wait for a connection, and for other units.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// A driver, and what a property needs to know of it.
pub(crate) struct Driver {
    /// The name of its feature.
    pub(crate) name: &'static str,
    /// How many sessions there can be at once while one of them writes: the size of the pool, or one.
    pub(crate) sessions: usize,
    /// Whether units give up waiting after [`PATIENCE`].
    pub(crate) gives_up: bool,
    /// Makes an empty place.
    pub(crate) place: fn() -> BoxFuture<'static, Place>,
    /// Opens the store at the address of a place, with a pool of five connections.
    pub(crate) open: fn(String) -> BoxFuture<'static, Stored<Opened>>,
    /// Counts the connections to a place that are in a transaction.
    pub(crate) in_transaction: fn(String) -> BoxFuture<'static, usize>,
    /// Lists what is in and around a place that no store may touch.
    pub(crate) around: fn(String) -> BoxFuture<'static, Vec<String>>,
}

/// Where a store keeps its records. It is gone with the value.
pub(crate) struct Place {
    /// What the driver finds it by.
    pub(crate) address: String,
    _kept: Box<dyn Any + Send + Sync>,
}

/// An open store, and an app that keeps its records there.
pub(crate) struct Opened {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) app: App,
}

impl Driver {
    /// Returns the driver with a name.
    pub(crate) fn named(name: &str) -> &'static Self {
        let driver = super::ALL.iter().find(|driver| driver.name == name);
        driver.unwrap_or_else(|| panic!("there is no driver {name} in this build"))
    }

    /// Makes an empty place.
    pub(crate) async fn place(&self) -> Place {
        (self.place)().await
    }

    /// Opens the store at a place that is in order, and prepares it for the entities of the suite.
    pub(crate) async fn open(&self, place: &Place) -> Opened {
        let opened = (self.open)(place.address.clone()).await.expect("it opens");
        prepare(&*opened.store).await.expect("there is room");
        opened
    }
}

impl Opened {
    pub(crate) fn of(store: impl Store + Storage + Clone) -> Self {
        Self {
            app: script::app(store.clone()),
            store: Arc::new(store),
        }
    }
}

impl Place {
    pub(crate) fn new(address: impl Into<String>, kept: impl Any + Send + Sync) -> Self {
        Self {
            address: address.into(),
            _kept: Box::new(kept),
        }
    }
}

/// Makes room for the entities of the suite.
pub(crate) async fn prepare(store: &dyn Store) -> Stored<()> {
    let shapes: Vec<&'static Shape> = MODELS.iter().map(|model| Shape::of(model())).collect();
    store.prepare(&shapes).await
}
