use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use foldhash::fast::RandomState;
use tokio::sync::Semaphore;

use crate::command::CommandKey;

/// The pools of the commands that a bulkhead is around.
#[derive(Debug, Default)]
pub(super) struct Pools(Mutex<HashMap<CommandKey, Arc<Pool>, RandomState>>);

/// Room for runs.
#[derive(Debug)]
pub(super) struct Pool {
    /// For those that go on and those that wait.
    pub(super) places: Semaphore,
    /// For those that go on.
    pub(super) turns: Semaphore,
}

impl Pools {
    pub(super) fn of(&self, command: CommandKey, at_once: u32, waiting: u32) -> Arc<Pool> {
        let mut pools = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = pools
            .entry(command)
            .or_insert_with(|| Arc::new(Pool::new(at_once, waiting)));
        Arc::clone(pool)
    }
}

impl Pool {
    fn new(at_once: u32, waiting: u32) -> Self {
        Self {
            places: semaphore(at_once.saturating_add(waiting)),
            turns: semaphore(at_once),
        }
    }
}

fn semaphore(permits: u32) -> Semaphore {
    let permits = usize::try_from(permits).unwrap_or(usize::MAX);
    Semaphore::new(permits.min(Semaphore::MAX_PERMITS))
}
