use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use crate::ports::{Ports, Random, SeededRandom};

/// What a run gets from outside the storage, fixed: the same for a plan and for applying it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Frozen {
    /// The time, in nanoseconds since the epoch.
    nanoseconds: u64,
    /// The first id, which all further ones and the random bits are made of.
    seed: u128,
    #[serde(skip)]
    drawn: AtomicU64,
    #[serde(skip)]
    named: AtomicU64,
}

impl Clone for Frozen {
    /// Returns the same from its beginning.
    fn clone(&self) -> Self {
        Self {
            nanoseconds: self.nanoseconds,
            seed: self.seed,
            drawn: AtomicU64::new(0),
            named: AtomicU64::new(0),
        }
    }
}

/// The random part of a UUID of version 7: what is above it, the time among others, all ids of a run share.
const RANDOM_PART: u128 = (1 << 62) - 1;

impl Frozen {
    /// Fixes the world as it is now.
    pub(crate) fn now_of(ports: &Ports) -> Self {
        let since_epoch = ports.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            nanoseconds: u64::try_from(since_epoch.as_nanos()).unwrap_or(u64::MAX),
            seed: ports.ids.next(),
            drawn: AtomicU64::new(0),
            named: AtomicU64::new(0),
        }
    }

    pub(crate) fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_nanos(self.nanoseconds)
    }

    pub(crate) fn bits(&self) -> u64 {
        self.mixed(1, self.drawn.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn next_id(&self) -> u128 {
        match self.named.fetch_add(1, Ordering::Relaxed) {
            0 => self.seed,
            index => self.seed ^ (u128::from(self.mixed(2, index)) & RANDOM_PART),
        }
    }

    /// Starts again from the first.
    pub(super) fn rewind(&self) {
        self.drawn.store(0, Ordering::Relaxed);
        self.named.store(0, Ordering::Relaxed);
    }

    /// Returns bits that look random, of one of two sequences.
    fn mixed(&self, sequence: u64, index: u64) -> u64 {
        let low = u64::try_from(self.seed & u128::from(u64::MAX)).unwrap_or_default();
        let high = u64::try_from(self.seed >> 64).unwrap_or_default();
        let start = SeededRandom::new(low ^ high.rotate_left(32) ^ sequence).bits();
        SeededRandom::new(start.wrapping_add(index)).bits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_given_again() {
        let frozen = Frozen::now_of(&Ports::system());
        let draw = || {
            (
                frozen.now(),
                frozen.bits(),
                frozen.next_id(),
                frozen.bits(),
                frozen.next_id(),
            )
        };
        let first = draw();
        frozen.rewind();
        assert_eq!(draw(), first);
        assert_ne!(first.1, first.3);
        assert_ne!(first.2, first.4);
    }

    #[test]
    fn ids_share_what_a_uuid_says_of_itself() {
        let frozen = Frozen::now_of(&Ports::system());
        let ids = [frozen.next_id(), frozen.next_id(), frozen.next_id()];
        assert!(ids.iter().all(|id| id >> 62 == ids[0] >> 62));
    }
}
