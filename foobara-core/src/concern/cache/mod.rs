//! Keeps the results of a query, so that the same question is not worked out twice.
//!
//! For commands that only read and are asked for often. Inputs are decoded and checked, records loaded and rules asked
//! as ever; what is saved is `execute`.
//!
//! ```
//! use std::time::Duration;
//!
//! use foobara::{concern::Cache, prelude::*};
//!
//! #[derive(Domain)]
//! struct Arithmetic;
//!
//! /// Says whether a number is prime
//! #[derive(Debug, Command)]
//! #[command(domain = Arithmetic, concerns(Cache::of::<Self>().time_to_live(Duration::from_secs(600))))]
//! struct IsPrime {
//!     number: u64,
//! }
//!
//! impl Execute for IsPrime {
//!     type Output = bool;
//!     type Error = Infallible;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(self.number > 1 && (2..self.number).all(|divisor| self.number % divisor != 0))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let app = App::builder().domain::<Arithmetic>(commands![IsPrime]).build()?;
//! for _ in 0..1000 {
//!     assert_eq!(app.run(IsPrime { number: 104_729 }).await.ok(), Some(true));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is kept
//!
//! Results, for the same inputs of the same caller; failures are not. Inputs are the same when their JSON is; fields that
//! are skipped do not count, and inputs that JSON has no word for, as NaN, are not kept.
//! Of several runs that ask the same at once one works it out; the others wait for it, unless they have used storage already.
//!
//! # When it is old
//!
//! A result is given up as soon as a run of this app has written to an entity that the command, or what it runs, declares
//! to read: a run that begins after that one was answered does not see it. A run that may write passes the cache by.
//! So the declarations must be complete, which the compiler sees to.
//!
//! Not seen are changes past the app: by other processes, by another app on the same store, by SQL of one's own, in what
//! ports read. For these there are the time to live, and [`Freshness`](crate::app::Freshness), which can be told of them
//! by entity or by tag. A query that runs several others may have results of different moments from its caches, if
//! something is written meanwhile, and unless it has read from the storage itself before.

mod answers;
mod config;
mod layer;

pub use config::Cache;
