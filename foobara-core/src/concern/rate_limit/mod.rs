//! A limit on how often something is asked for: so that no caller takes more than a share.
//!
//! So many runs may begin at once, and after that one each time its share of the period has passed: of 60 in a minute, one
//! a second. Those beyond fail with `rate_limited`, which says how many seconds to wait; HTTP answers 429 with
//! `Retry-After`. Runs that are refused are not counted, those that fail are.
//!
//! The count is that of one program: several that serve the same callers let through so many each.
//!
//! A limit is for each command, for each caller, or for each command of each caller ([`LimitBy`]). Callers are told apart by
//! [`RunOptions::caller`](crate::RunOptions::caller); all who are not known count as one. What is kept of callers who have
//! not been seen for a period is given up.
//!
//! ```
//! use std::time::Duration;
//!
//! use foobara::{
//!     concern::{LimitBy, RateLimit},
//!     prelude::*,
//! };
//!
//! #[derive(Domain)]
//! struct Library;
//!
//! /// Looks for a book
//! #[derive(Debug, Command)]
//! #[command(domain = Library)]
//! struct Search;
//!
//! impl Execute for Search {
//!     type Output = ();
//!     type Error = Infallible;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let limit = RateLimit::of(2).per(Duration::from_secs(60)).by(LimitBy::Caller).at_root();
//! let app = App::builder().domain::<Library>(commands![Search]).concern(limit).build()?;
//! assert!(app.run(Search).await.is_ok());
//! assert!(app.run(Search).await.is_ok());
//! let errors = app.run(Search).await.unwrap_err().into_errors();
//! assert_eq!(errors.keys(), ["runtime.rate_limited"]);
//! # Ok(())
//! # }
//! ```

mod config;
mod errors;
mod layer;
mod limiter;
#[cfg(test)]
mod tests;

pub use config::{LimitBy, RateLimit};
