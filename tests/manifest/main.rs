//! The manifest: what it says beside Ruby foobara's, reading it, and comparing two of them.

mod golden;
mod reader;

mod diff;
mod variance;

#[cfg(all(feature = "cli", feature = "sqlite"))]
mod zoo;
