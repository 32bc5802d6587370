//! An answer in the place of a command that failed: where a worse answer is better than none.
//!
//! A function looks at the errors and answers, or leaves them as they are. What the failed run wrote is undone; a command
//! that writes entities within the unit of work of another cannot have a fallback there, as building such an app tells, and
//! [`Fallback::at_root`] is the way out.
//!
//! It is asked about errors of runs. Errors of inputs reach it only if it is [for all](Fallback::for_all), and refusals of
//! callers never: an answer in their place would be one for somebody who may not have it.
//!
//! ```
//! use foobara::{concern::Fallback, prelude::*};
//!
//! #[derive(Domain)]
//! struct Weather;
//!
//! #[derive(Debug, thiserror::Error, PossibleErrors)]
//! enum ForecastError {
//!     #[error("the station does not answer")]
//!     Silent,
//! }
//!
//! /// Says whether it will rain
//! #[derive(Debug, Command)]
//! #[command(domain = Weather, concerns(Fallback::of::<WillRain>(|_| Some(true))))]
//! struct WillRain;
//!
//! impl Execute for WillRain {
//!     type Output = bool;
//!     type Error = ForecastError;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Err(ForecastError::Silent.into())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let app = App::builder().domain::<Weather>(commands![WillRain]).build()?;
//! assert_eq!(app.run(WillRain).await.ok(), Some(true));
//! # Ok(())
//! # }
//! ```

mod config;
mod errors;
mod layer;
#[cfg(test)]
mod tests;

pub use config::Fallback;
