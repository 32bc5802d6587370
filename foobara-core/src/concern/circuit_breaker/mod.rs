//! Leaving alone for a while what keeps failing: so that nobody waits for what does not answer, and it can recover.
//!
//! Each command has a circuit. It is *closed* while all is well. After [so many](CircuitBreaker::failures) failures in a row,
//! or [within](CircuitBreaker::within) some time, it is *open*: runs fail at once with `circuit_open`, which says how many
//! seconds to wait if that is known. After [some time](CircuitBreaker::open_for) it is *half-open*: a few
//! [probes](CircuitBreaker::probes) are let through, and it closes if they go well, or opens again if one does not.
//!
//! Failures are errors of what cannot be reached, took too long, or has a bug, unless [said](CircuitBreaker::counts)
//! otherwise. Other errors, as of bad inputs, and runs that were dropped, say nothing about whether the command works: they
//! neither open nor close a circuit.
//!
//! Circuits are those of one program; others that call the same have their own.
//!
//! [`Circuits`] opens and closes circuits by hand, and looks at them.
//!
//! ```
//! use std::time::Duration;
//!
//! use foobara::{
//!     Command as _,
//!     concern::{CircuitBreaker, CircuitState},
//!     prelude::*,
//! };
//!
//! #[derive(Domain)]
//! struct Payments;
//!
//! /// Charges a card
//! #[derive(Debug, Command)]
//! #[command(domain = Payments)]
//! struct Charge;
//!
//! impl Execute for Charge {
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
//! let breaker = CircuitBreaker::new().failures(5).open_for(Duration::from_secs(30));
//! let circuits = breaker.circuits();
//! let app = App::builder()
//!     .domain::<Payments>(commands![Charge])
//!     .concern_command::<Charge>(breaker)
//!     .build()?;
//!
//! circuits.trip(Charge::META);
//! assert_eq!(circuits.state(Charge::META), CircuitState::Open);
//! let errors = app.run(Charge).await.unwrap_err().into_errors();
//! assert_eq!(errors.keys(), ["runtime.circuit_open"]);
//!
//! circuits.reset(Charge::META);
//! assert!(app.run(Charge).await.is_ok());
//! # Ok(())
//! # }
//! ```

mod circuit;
mod circuits;
mod config;
mod errors;
mod layer;
#[cfg(test)]
mod tests;

pub use circuit::CircuitState;
pub use circuits::Circuits;
pub use config::CircuitBreaker;
