//! A commit that fails: nothing of the run lasts, and it is tried again only if the storage surely did nothing.

use foobara::{
    MemoryStore, RunOptions, StorageError,
    concern::Retry,
    persistence::{FaultInjecting, Step},
};
use serde_json::json;

use crate::{
    commands::{self, Work},
    observed::{count, run},
};

#[tokio::test]
async fn a_commit_of_which_nobody_knows_is_not_tried_again() {
    let gone: fn() -> StorageError = || StorageError::Unavailable("gone".into());
    let conflict: fn() -> StorageError = || StorageError::Conflict;
    let duplicate: fn() -> StorageError = || StorageError::Duplicate;
    for (error, errors, commits, rows) in [
        (conflict, vec![], 2, 1),
        (duplicate, vec![], 2, 1),
        (gone, vec!["runtime.storage_unavailable"], 1, 0),
    ] {
        let store = FaultInjecting::new(MemoryStore::default());
        store.fail(Step::Commit, 1, error);
        let app = commands::builder()
            .concern_command::<Work>(Retry::times(2))
            .storage(store.clone())
            .build()
            .expect("no mistakes");
        let found = run(&app, "Work", &json!({ "n": 1 }), RunOptions::default()).await;
        assert_eq!(found, errors);
        assert_eq!((store.count(Step::Commit), count(&app).await), (commits, rows));
    }
}
