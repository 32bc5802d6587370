//! What a command needs from outside its app: time, randomness, ids, tasks, and whatever else the app is given.
//!
//! The first four are the same for every app and are always there, in a system and a test form. Everything else is a
//! [`Port`] of the user's own.

mod clock;
mod ids;
mod port;
mod ports;
mod random;
mod spawner;

pub use clock::{Clock, SystemClock, TestClock};
pub use ids::{Ids, SequentialIds, TimeOrderedIds};
pub(crate) use port::PortTable;
pub use port::{Effect, Planned, Port, PortHandle, PortMeta};
pub use ports::Ports;
pub use random::{Random, SeededRandom, SystemRandom};
pub use spawner::{Spawner, TokioSpawner};
