//! Deadlines for commands: for what waits for something else, which may not answer.
//!
//! A run that takes longer fails with `timeout`, and what it wrote is undone. Where several deadlines meet, those of a
//! caller's [`RunOptions`](crate::RunOptions) among them, the nearest counts.
//!
//! The deadline is looked at before each sub-command, storage step and commit, and races calls of ports and
//! [`Context::sleep`](crate::Context::sleep). It does not interrupt a command that computes without waiting: such a
//! command fails at its commit, or succeeds late if it wrote nothing.
//!
//! ```
//! use std::time::Duration;
//!
//! use foobara::{concern::Timeout, prelude::*};
//!
//! #[derive(Domain)]
//! struct Lab;
//!
//! /// Waits for ever
//! #[derive(Debug, Command)]
//! #[command(domain = Lab, concerns(Timeout::after(Duration::from_millis(20))))]
//! struct Wait;
//!
//! impl Execute for Wait {
//!     type Output = ();
//!     type Error = Infallible;
//!
//!     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(cx.sleep(Duration::MAX).await?)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let app = App::builder().domain::<Lab>(commands![Wait]).build()?;
//! let errors = app.run(Wait).await.unwrap_err().into_errors();
//! assert_eq!(errors.keys(), ["runtime.timeout"]);
//! # Ok(())
//! # }
//! ```

mod config;
mod errors;
mod layer;
#[cfg(test)]
mod tests;

pub use config::Timeout;
