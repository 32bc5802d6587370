use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::{Frozen, Moved, PlanKey, PlanRefusal, Terms};
use crate::{
    ports::Effect,
    recorded::{Digest, Digester, Recorded},
    run::RunRecord,
};

/// What a run must do that applies a plan.
pub(crate) struct Agreement {
    pub(super) terms: Terms,
    pub(super) key: PlanKey,
    /// The number of writing calls so far.
    calls: AtomicUsize,
}

impl Agreement {
    pub(super) const fn new(terms: Terms, key: PlanKey) -> Self {
        Self {
            terms,
            key,
            calls: AtomicUsize::new(0),
        }
    }

    pub(super) const fn frozen(&self) -> &Frozen {
        &self.terms.frozen
    }

    pub(super) fn rewind(&self) {
        self.calls.store(0, Ordering::Relaxed);
    }

    /// Looks at a writing call before it is made: it must be the one that was planned, after the same steps.
    pub(crate) fn admit(&self, moment: &Moment) -> Result<(), PlanRefusal> {
        let index = self.calls.fetch_add(1, Ordering::Relaxed);
        match self.terms.calls.get(index) {
            Some(planned) if *planned == self.key.mark(&moment.digest) => Ok(()),
            Some(_) | None => {
                let moved = self.moved(&moment.before).unwrap_or(Moved::Calls);
                Err(PlanRefusal::Outdated(moved))
            }
        }
    }

    /// Looks at what a run has done before it is committed.
    pub(crate) fn hold_for(&self, record: &RunRecord) -> Result<(), PlanRefusal> {
        let done = record.recorded();
        let moved = if let Some(moved) = self.moved(&done) {
            Some(moved)
        } else if self.key.mark(&done.changes_digest()) != self.terms.changes {
            Some(Moved::Changes)
        } else if self.key.mark(&done.digest()) != self.terms.whole {
            Some(Moved::Record(None))
        } else if writing(record).count() != self.terms.calls.len() {
            Some(Moved::Calls)
        } else {
            None
        };
        moved.map_or(Ok(()), |moved| Err(PlanRefusal::Outdated(moved)))
    }

    /// Finds the first thing looked at that is not as it was.
    fn moved(&self, done: &Recorded) -> Option<Moved> {
        let mut pairs = done.reads.iter().zip(&self.terms.reads);
        let (read, _) = pairs.find(|(read, mark)| self.key.mark(&read.mark()) != **mark)?;
        Some(Moved::Record(Some(read.to_string())))
    }
}

/// Returns the moments of the writing calls of a run.
pub(super) fn writing(record: &RunRecord) -> impl Iterator<Item = Digest> {
    let calls = record.port_calls().into_iter();
    calls
        .filter(|call| call.effect == Effect::Write)
        .filter_map(|call| call.moment)
}

/// When a call is made: after what.
pub(crate) struct Moment {
    before: Recorded,
    pub(crate) digest: Digest,
}

impl Moment {
    /// Returns the moment of a call, after some steps.
    pub(crate) fn of(port: &str, call: &Value, before: Recorded) -> Self {
        let mut digester = Digester::new();
        digester.push(port);
        digester.push(call.to_string());
        digester.push(before.digest());
        Self {
            before,
            digest: digester.finish(),
        }
    }
}
