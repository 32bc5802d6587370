use foobara_persistence::MemoryStore;
use foobara_testing::driver_suite::{Subject, driver_suite};

use crate::stalls;

async fn open() -> Subject {
    Subject::new(MemoryStore::new()).await
}

driver_suite!(open);

#[tokio::test]
async fn what_is_taken_is_refused() {
    stalls::what_is_taken_is_refused(&MemoryStore::new()).await;
}

#[tokio::test]
async fn what_is_undone_takes_nothing() {
    stalls::what_is_undone_takes_nothing(&MemoryStore::new()).await;
}
