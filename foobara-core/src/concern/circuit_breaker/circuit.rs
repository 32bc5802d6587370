//! The state machine, which is told the time.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// What a circuit does with runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CircuitState {
    /// It lets them through.
    Closed,
    /// It refuses them. When its time is over the next one finds it half-open.
    Open,
    /// It lets a few through, and refuses others until it is known what became of these.
    HalfOpen,
}

/// When a circuit opens and closes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) failures: u32,
    /// `None` for failures in a row.
    pub(super) within: Option<Duration>,
    pub(super) open_for: Duration,
    pub(super) probes: u32,
}

/// What a run says of whether the command works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Works,
    Fails,
    /// Nothing.
    Unknown,
}

/// Which period of the circuit a run was let through in: what it says of an earlier one is no longer of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket(u64);

#[derive(Debug)]
pub(super) struct Circuit {
    phase: Phase,
    period: u64,
}

#[derive(Debug)]
enum Phase {
    /// With the times of the failures that count, at most as many as open it.
    Closed(VecDeque<Instant>),
    /// `None` until somebody closes it.
    Open {
        until: Option<Instant>,
    },
    HalfOpen {
        on_the_way: u32,
        went_well: u32,
    },
}

impl Default for Circuit {
    fn default() -> Self {
        Self {
            phase: Phase::Closed(VecDeque::new()),
            period: 0,
        }
    }
}

impl Circuit {
    pub(super) const fn state(&self) -> CircuitState {
        match self.phase {
            Phase::Closed(_) => CircuitState::Closed,
            Phase::Open { .. } => CircuitState::Open,
            Phase::HalfOpen { .. } => CircuitState::HalfOpen,
        }
    }

    /// Lets a run through, or says how long to wait, if that is known.
    pub(super) fn enter(&mut self, now: Instant, rule: &Rule) -> Result<Ticket, Option<Duration>> {
        if let Phase::Open { until: Some(until) } = self.phase {
            let left = until.saturating_duration_since(now);
            if !left.is_zero() {
                return Err(Some(left));
            }
            self.turn(Phase::HalfOpen {
                on_the_way: 0,
                went_well: 0,
            });
        }
        match &mut self.phase {
            Phase::Closed(_) => Ok(Ticket(self.period)),
            Phase::HalfOpen {
                on_the_way,
                went_well,
            } if on_the_way.saturating_add(*went_well) < rule.probes => {
                *on_the_way += 1;
                Ok(Ticket(self.period))
            }
            Phase::HalfOpen { .. } | Phase::Open { .. } => Err(None),
        }
    }

    /// Hears what became of a run that was let through.
    pub(super) fn leave(&mut self, ticket: Ticket, verdict: Verdict, now: Instant, rule: &Rule) {
        if ticket != Ticket(self.period) {
            return;
        }
        match (&mut self.phase, verdict) {
            (Phase::Closed(failures), Verdict::Works) if rule.within.is_none() => failures.clear(),
            (Phase::Closed(failures), Verdict::Fails) => {
                failures.push_back(now);
                if is_too_much(failures, now, rule) {
                    self.open(now, rule);
                }
            }
            (Phase::HalfOpen { .. }, Verdict::Fails) => self.open(now, rule),
            (
                Phase::HalfOpen {
                    on_the_way,
                    went_well,
                },
                verdict,
            ) => {
                *on_the_way = on_the_way.saturating_sub(1);
                *went_well += u32::from(verdict == Verdict::Works);
                if *went_well >= rule.probes {
                    self.close();
                }
            }
            (Phase::Closed(_), Verdict::Works | Verdict::Unknown) | (Phase::Open { .. }, _) => {}
        }
    }

    /// Opens it until it is closed by hand.
    pub(super) fn trip(&mut self) {
        self.turn(Phase::Open { until: None });
    }

    /// Closes it and forgets the failures.
    pub(super) fn close(&mut self) {
        self.turn(Phase::Closed(VecDeque::new()));
    }

    fn open(&mut self, now: Instant, rule: &Rule) {
        self.turn(Phase::Open {
            until: now.checked_add(rule.open_for),
        });
    }

    fn turn(&mut self, phase: Phase) {
        self.phase = phase;
        self.period += 1;
    }
}

/// Forgets the failures that are too old, and returns whether the others are too many.
fn is_too_much(failures: &mut VecDeque<Instant>, now: Instant, rule: &Rule) -> bool {
    if let Some(window) = rule.within {
        failures.retain(|failure| now.saturating_duration_since(*failure) <= window);
    }
    failures.len() >= usize::try_from(rule.failures).unwrap_or(usize::MAX)
}
