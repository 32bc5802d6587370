//! The testing kit of foobara: a development dependency of whoever writes commands or connectors.
//!
//! For commands there are a [`TestApp`], whose clock is turned by hand, and [`given`], which reads as a test is told:
//!
//! ```
//! use foobara::prelude::*;
//! use foobara_testing::{TestApp, given};
//! use serde_json::json;
//!
//! /// Whole-number arithmetic
//! #[derive(Domain)]
//! struct Arithmetic;
//!
//! #[derive(Debug, Command)]
//! #[command(domain = Arithmetic)]
//! struct Add {
//!     #[input(min = 0)]
//!     a: i64,
//!     b: i64,
//! }
//!
//! impl Execute for Add {
//!     type Output = i64;
//!     type Error = Infallible;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(self.a + self.b)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = TestApp::build(App::builder().domain::<Arithmetic>(commands![Add]))?;
//! given(&app).when(Add { a: 40, b: 2 }).await.then_success(json!(42));
//! given(&app).when(Add { a: -1, b: 2 }).await.then_errors(&["data.a.below_minimum"]);
//! # Ok(())
//! # }
//! ```
//!
//! For what commands must never do, whatever they run, there are [`Commands`], which look at the call graph.
//!
//! For connectors there is the [`connector_suite`]: the same calls by every [`Way`] to an app, which must come to the
//! same end. A new connector implements [`Way`] and joins the [`four_ways`].
//!
//! For drivers there is the [`driver_suite`](mod@driver_suite): claims of which each is a test.
//!
//! For properties there is [`strategy`]: values that a declaration accepts, refuses or casts.

mod commands;
mod test_app;

mod diff;
mod given_when;

mod outcome;
mod promise;
mod ways;

pub mod connector_suite;
pub mod driver_suite;
pub mod strategy;

pub use commands::Commands;
pub use given_when::{Given, Then, given};
pub use outcome::WireOutcome;
pub use proptest;
pub use test_app::TestApp;
pub use ways::{CliWay, HttpWay, InProcess, McpWay, Way, four_ways};
