use super::When;
use crate::lifecycle::Transition;

/// A set of events: which transitions, and when relative to them.
///
/// ```
/// use foobara_core::{Events, Transition, When};
///
/// let commits = Events::of(When::Before, Transition::CommitTransaction);
/// assert!(commits.has(When::Before, Transition::CommitTransaction));
/// assert!(!commits.has(When::After, Transition::CommitTransaction));
/// assert!(Events::ALL.has(When::Error, Transition::Fail));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Events(u32);

impl Events {
    /// No event.
    pub const NONE: Self = Self(0);
    /// Every event.
    pub const ALL: Self = Self(u32::MAX);

    /// Returns the set of one event.
    #[inline]
    pub const fn of(when: When, transition: Transition) -> Self {
        Self(1 << Self::index(when, transition))
    }

    /// The number of events there are.
    pub(crate) const COUNT: usize = 30;

    /// Returns the place of an event among all, below [`COUNT`](Self::COUNT).
    #[inline]
    pub(crate) const fn index(when: When, transition: Transition) -> u8 {
        let group = match when {
            When::Before => 0,
            When::After => 10,
            When::Error => 20,
        };
        group + transition.index()
    }

    /// Returns the events of both sets.
    #[inline]
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether an event is in the set.
    #[inline]
    pub const fn has(self, when: When, transition: Transition) -> bool {
        self.has_index(Self::index(when, transition))
    }

    #[inline]
    pub(crate) const fn has_index(self, index: u8) -> bool {
        self.0 & (1 << index) != 0
    }

    /// Returns whether no event is in the set.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
