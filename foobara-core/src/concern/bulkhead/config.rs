use super::pool::Pools;
use crate::concern::Place;

/// Lets at most so many runs go on at once. See [the module](super).
#[derive(Debug)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct Bulkhead {
    pub(super) at_once: u32,
    pub(super) waiting: u32,
    pub(super) is_shared: bool,
    pub(super) place: Place,
    pub(super) pools: Pools,
}

impl Bulkhead {
    /// Lets so many runs of a command go on at once, and none wait; at least 1.
    pub fn of(at_once: u32) -> Self {
        Self {
            at_once,
            waiting: 0,
            is_shared: false,
            place: Place::Everywhere,
            pools: Pools::default(),
        }
    }

    /// Lets so many more wait for their turn.
    pub fn waiting(self, waiting: u32) -> Self {
        Self { waiting, ..self }
    }

    /// Counts all commands that it is around together, and leaves them alone where they are sub-commands: they are part of
    /// a run that was counted.
    pub fn shared(self) -> Self {
        Self {
            is_shared: true,
            place: Place::Root,
            ..self
        }
    }

    /// Leaves commands alone where they are sub-commands.
    pub fn at_root(self) -> Self {
        Self {
            place: Place::Root,
            ..self
        }
    }
}
