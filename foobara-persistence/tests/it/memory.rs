use std::sync::Arc;

use foobara_persistence::MemoryStore;

use crate::{driver_suite::Subject, script::app};

async fn open() -> Subject {
    let store = MemoryStore::new();
    Subject {
        app: app(store.clone()),
        store: Arc::new(store),
        _folder: None,
    }
}

driver_suite!(open);
