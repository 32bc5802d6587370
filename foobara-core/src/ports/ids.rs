use std::sync::atomic::{AtomicU64, Ordering};

/// New identifiers, never the same twice within a process.
pub trait Ids: Send + Sync + 'static {
    /// Returns a new 128-bit identifier; as a UUID in real programs.
    fn next(&self) -> u128;

    /// Returns a new identifier short enough to be read out, as those in logs and error messages.
    fn short(&self) -> u64 {
        let id = self.next();
        let low = id & u128::from(u64::MAX);
        u64::try_from(low).unwrap_or_default()
    }
}

/// UUIDs of version 7, which sort by time.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeOrderedIds;

impl Ids for TimeOrderedIds {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the port that everything else asks"
    )]
    fn next(&self) -> u128 {
        uuid::Uuid::now_v7().as_u128()
    }
}

/// 1, 2, 3 and so on.
#[derive(Debug, Default)]
pub struct SequentialIds(AtomicU64);

impl Ids for SequentialIds {
    fn next(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1
    }
}
