use super::{Event, Events};
use crate::fault::Fault;

/// Looks at the transitions of runs. Synchronous and cheap; what must wait does not belong here.
///
/// Register one with [`AppBuilder::hook`](crate::AppBuilder::hook). Any `Fn(&Event<'_>) -> Result<(), Fault>` is one, that
/// is told of everything; [`On`](super::On) makes one that is told of some transitions only.
pub trait Hook: Send + Sync + 'static {
    /// Looks at an event.
    ///
    /// # Errors
    ///
    /// A fault fails the run. It is ignored for [`When::Error`](super::When::Error), once the run is committed, and for
    /// the last transition.
    fn on(&self, event: &Event<'_>) -> Result<(), Fault>;

    /// Returns what it wants to be told. Runs pay for nothing else.
    fn events(&self) -> Events {
        Events::ALL
    }
}

impl<F: Fn(&Event<'_>) -> Result<(), Fault> + Send + Sync + 'static> Hook for F {
    fn on(&self, event: &Event<'_>) -> Result<(), Fault> {
        self(event)
    }
}
