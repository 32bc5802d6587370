//! What a unit of work has done and looked at, as data.

mod change;
mod digest;
mod read;
mod recorded;

pub use change::{ChangeKind, RecordedChange};
pub use digest::{Digest, Digester};
pub use read::ReadVersion;
pub use recorded::Recorded;
