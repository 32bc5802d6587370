use foobara_persistence::MemoryStore;
use foobara_testing::driver_suite::{Subject, driver_suite};

async fn open() -> Subject {
    Subject::new(MemoryStore::new()).await
}

driver_suite!(open);
