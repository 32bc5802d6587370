//! What commands do to the world, with all that they run, derived from what they declare.
//!
//! A command says which commands it runs, which entities it reads and writes, and which ports it calls, and the compiler
//! holds it to that. [`Effects`] follow from it, each with the reason; the [`CallGraph`] of an app answers which command
//! reaches what, and by which way.

mod cause;
mod effects;
mod graph;
mod hint;
mod reach;

pub use effects::Effects;
pub use graph::{CallGraph, Node};
pub use hint::Hint;
pub use reach::Way;
