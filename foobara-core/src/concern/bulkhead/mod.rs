//! A limit on how much happens at once: for what is slow, or has room for a few only.
//!
//! At most so many runs of a command go on at a time, and so many wait for their turn; more fail at once with `overloaded`.
//! A slow command then takes its own share of the program and not all of it. Whoever waits does so no longer than the
//! run's deadline, and those who wait get their turn in the order in which they came.
//!
//! Each command has a bulkhead of its own, sub-commands too, so that a command never waits for its parent;
//! [`Bulkhead::shared`] makes one of all that were asked for from outside.
//!
//! ```
//! use foobara::{concern::Bulkhead, prelude::*};
//!
//! #[derive(Domain)]
//! struct Reports;
//!
//! /// Prints the year
//! #[derive(Debug, Command)]
//! #[command(domain = Reports, concerns(Bulkhead::of(2).waiting(8)))]
//! struct PrintYear;
//!
//! impl Execute for PrintYear {
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
//! let app = App::builder().domain::<Reports>(commands![PrintYear]).build()?;
//! assert!(app.run(PrintYear).await.is_ok());
//! # Ok(())
//! # }
//! ```

mod config;
mod errors;
mod layer;
mod pool;
#[cfg(test)]
mod tests;

pub use config::Bulkhead;
