use std::{fmt, sync::Arc};

use super::{
    Clock, Ids, Random, SeededRandom, SequentialIds, Spawner, SystemClock, SystemRandom, TestClock,
    TimeOrderedIds, TokioSpawner,
};

/// Time, randomness, ids and tasks.
#[derive(Clone)]
pub struct Ports {
    /// What time it is, and how to wait.
    pub clock: Arc<dyn Clock>,
    /// Random bits.
    pub random: Arc<dyn Random>,
    /// New identifiers.
    pub ids: Arc<dyn Ids>,
    /// Tasks that outlive their caller.
    pub spawner: Arc<dyn Spawner>,
}

impl Ports {
    /// Returns the ports of a real program.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            ids: Arc::new(TimeOrderedIds),
            spawner: Arc::new(TokioSpawner::default()),
        }
    }

    /// Returns ports that do the same in each run: a clock that is turned by hand, seeded randomness, ids from 1.
    pub fn test() -> Self {
        Self {
            clock: Arc::new(TestClock::default()),
            random: Arc::new(SeededRandom::new(1)),
            ids: Arc::new(SequentialIds::default()),
            spawner: Arc::new(TokioSpawner::default()),
        }
    }
}

impl fmt::Debug for Ports {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ports").finish_non_exhaustive()
    }
}
