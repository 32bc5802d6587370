//! Hooks look at transitions, or refuse them.

mod event;
mod events;
mod hook;
mod hooks;
mod on;

pub use event::{Event, When};
pub use events::Events;
pub use hook::Hook;
pub(crate) use hooks::{Hooks, Scope};
pub use on::On;
