use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use foobara_persistence::Store;
use tokio::task::JoinSet;

use super::RECOVERY;
use crate::{
    measured::Measured,
    pairs::{self, Pairs},
};

const BESIDE_EACH_OTHER: u32 = 8;

/// Tasks that commit pairs one after the other, whatever they are answered.
pub(super) struct Load {
    store: Arc<dyn Store>,
    numbers: Arc<AtomicU32>,
    acknowledged: Arc<Mutex<BTreeSet<u32>>>,
    tasks: JoinSet<()>,
}

impl Load {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        let mut load = Self {
            store,
            numbers: Arc::default(),
            acknowledged: Arc::default(),
            tasks: JoinSet::new(),
        };
        for _ in 0..BESIDE_EACH_OTHER {
            let task = work(
                Arc::clone(&load.store),
                Arc::clone(&load.numbers),
                Arc::clone(&load.acknowledged),
            );
            load.tasks.spawn(task);
        }
        load
    }

    /// Waits until commits are acknowledged, and notes it when that takes too long.
    pub(super) async fn recovers(&self, from: &str, measured: &mut Measured) {
        let (before, began) = (self.count(), Instant::now());
        while self.count() < before + BESIDE_EACH_OTHER as usize {
            if began.elapsed() > RECOVERY {
                measured.violation(format!("nothing is acknowledged {RECOVERY:?} after {from}"));
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Stops, and compares what is there with what was acknowledged.
    pub(super) async fn end(mut self, measured: &mut Measured) {
        self.tasks.shutdown().await;
        let tried = (0..self.numbers.load(Ordering::Relaxed)).collect();
        let acknowledged = self.acknowledged.lock().expect("not poisoned").clone();
        match Pairs::of(&*self.store).await {
            Ok(pairs) => pairs.check(&acknowledged, &tried, measured),
            Err(error) => measured.violation(format!("pairs cannot be read: {error:?}")),
        }
    }

    fn count(&self) -> usize {
        self.acknowledged.lock().expect("not poisoned").len()
    }
}

async fn work(store: Arc<dyn Store>, numbers: Arc<AtomicU32>, acknowledged: Arc<Mutex<BTreeSet<u32>>>) {
    loop {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        match pairs::commit(&*store, number).await {
            Ok(()) => {
                acknowledged.lock().expect("not poisoned").insert(number);
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}
