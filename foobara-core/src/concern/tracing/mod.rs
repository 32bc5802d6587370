//! A span for each run: to see what happened within which, and how long it took.
//!
//! The span `foobara.run` of the crate [tracing](https://docs.rs/tracing) is there while a command runs; those of its
//! sub-commands are within it, and so is what the command and its ports log. Its fields:
//!
//! | field | what |
//! |---|---|
//! | `command` | the full name, as `Acme::Zoo::IncrementAge` |
//! | `is_root` | whether it was asked for from outside |
//! | `outcome` | once it has ended: `succeeded`, `failed`, or `errored` for bugs; absent if it was dropped |
//! | `errors` | the keys of its errors, if it has some |
//! | `caller` | who asks, only if it is [asked for](Tracing::with_caller) |
//!
//! Inputs, results and contexts of errors are not in it. Without this concern no run has a span.
//!
//! ```
//! use foobara::{App, concern::Tracing};
//!
//! let app = App::builder().concern(Tracing::info()).build()?;
//! # Ok::<(), foobara::BuildErrors>(())
//! ```

mod config;
mod layer;
#[cfg(test)]
mod tests;

pub use config::Tracing;
