//! Stores around stores.
//!
//! Each keeps every promise of the store within, but for what it is there for, and can itself be wrapped.
//!
//! ```
//! use foobara_persistence::{MemoryStore, Prefixed, ReadOnlyStore};
//!
//! let archive = ReadOnlyStore::new(Prefixed::new(MemoryStore::new(), "archive_"));
//! ```

mod any;
mod fault_injecting;
mod prefixed;
mod read_only;

pub use any::AnyStore;
pub use fault_injecting::{FaultInjecting, Step};
pub use prefixed::Prefixed;
pub use read_only::ReadOnlyStore;
