use std::future::ready;

use foobara_core::BoxFuture;
use foobara_persistence::{MemoryStore, Stored};

use super::{Driver, Opened, Place};

/// The store of a place is lost with it.
pub(crate) const DRIVER: Driver = Driver {
    name: "memory",
    sessions: 1,
    gives_up: false,
    place,
    open,
    in_transaction: |_| Box::pin(ready(0)),
    around: |_| Box::pin(ready(Vec::new())),
};

fn place() -> BoxFuture<'static, Place> {
    Box::pin(ready(Place::new("", ())))
}

fn open(_address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async { Ok(Opened::of(MemoryStore::new())) })
}
