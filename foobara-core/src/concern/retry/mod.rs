//! Trying again: for what fails now and then, and would go well a moment later.
//!
//! A run is tried again if all its errors may be gone a little later: those of things that cannot be reached now or that
//! something else changed meanwhile ([`ErrorKind::Unavailable`](foobara_types::ErrorKind::Unavailable) and
//! [`Conflict`](foobara_types::ErrorKind::Conflict)), and those that commands declare `#[possible(retryable)]`. Each attempt
//! of a command that was asked for from outside has a unit of work of its own.
//!
//! It is not tried again once an attempt has done what no rollback undoes, as calling a port that writes, unless it
//! [says](Retry::even_after_effects) that this does no harm. Nor if the deadline would pass before the next attempt, or the
//! run was cancelled: then the last outcome stays.
//!
//! A retry makes trouble worse where what it calls is overloaded: let it wait longer each time
//! ([`Backoff::exponential`]), with a [jitter](Retry::jitter), and put a [`Timeout`](super::Timeout) around it. Attempts wait
//! as the schedule says; what an error says of when to come back is not asked.
//!
//! A command that writes entities cannot be retried within the unit of work of another, which has what the first attempt
//! wrote. Building an app where that could happen fails; [`Retry::at_root`] is the way out.
//!
//! ```
//! use std::time::Duration;
//!
//! use foobara::{
//!     concern::{Backoff, Retry},
//!     prelude::*,
//! };
//!
//! #[derive(Domain)]
//! struct Post;
//!
//! #[derive(Debug, thiserror::Error, PossibleErrors)]
//! enum FetchError {
//!     #[error("the office is busy")]
//!     #[possible(retryable)]
//!     Busy,
//! }
//!
//! /// Fetches the letters that have arrived
//! #[derive(Debug, Clone, Command)]
//! #[command(domain = Post, concerns(patiently()))]
//! struct Fetch;
//!
//! fn patiently() -> Retry {
//!     let (first, longest) = (Duration::from_millis(1), Duration::from_millis(50));
//!     Retry::times(3)
//!         .backoff(Backoff::exponential(first, 2, longest))
//!         .jitter(0.5)
//! }
//!
//! impl Execute for Fetch {
//!     type Output = u64;
//!     type Error = FetchError;
//!
//!     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
//!         Err(FetchError::Busy.into())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let app = App::builder().domain::<Post>(commands![Fetch]).build()?;
//! let errors = app.run(Fetch).await.unwrap_err().into_errors();
//! assert_eq!(errors.keys(), ["runtime.busy"]);
//! # Ok(())
//! # }
//! ```

mod backoff;
mod config;
mod errors;
mod layer;
#[cfg(test)]
mod tests;

pub use backoff::Backoff;
pub use config::Retry;
