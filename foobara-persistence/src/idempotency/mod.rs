//! Has one effect for each key that a caller chose, however often it asks.
//!
//! A client that does not know whether its request went through sends it again, with the same key: over HTTP in the
//! header `Idempotency-Key`, in process as [`RunOptions::idempotency_key`](foobara_core::RunOptions::idempotency_key). For commands that write; queries, and runs
//! without a key, pass by.
//!
//! ```
//! use foobara::{Auto, MemoryStore, RunOptions, concern::Idempotency, prelude::*};
//!
//! #[derive(Domain)]
//! struct Shop;
//!
//! #[derive(Debug, Clone, Entity)]
//! #[entity(domain = Shop)]
//! struct Order {
//!     #[entity(key)]
//!     id: Auto<i64>,
//! }
//!
//! /// Places an order
//! #[derive(Debug, Command)]
//! #[command(domain = Shop, writes(Order))]
//! struct PlaceOrder;
//!
//! impl Execute for PlaceOrder {
//!     type Output = Option<i64>;
//!     type Error = Infallible;
//!
//!     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
//!         let order = cx.write::<Order>().create(Order { id: Auto::unassigned() }).await?;
//!         Ok(order.id.get().copied())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = App::builder()
//!     .domain::<Shop>(commands![PlaceOrder])
//!     .storage(MemoryStore::new())
//!     .concern(Idempotency::new().typed::<PlaceOrder>())
//!     .build()?;
//! app.prepare().await?;
//!
//! let mut options = RunOptions::default();
//! options.idempotency_key = Some("d3adc0de".into());
//! for _ in 0..3 {
//!     assert_eq!(app.run_with(PlaceOrder, &options).await.ok(), Some(Some(1)));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # The rules
//!
//! They are those of Stripe.
//!
//! - The first run with a key has its effects; its answer is kept with them, in one unit of work. Later runs get that answer
//!   and do nothing. Rules that an exposure asks are not asked again: it is the same caller, and its own answer.
//! - Keys are those of a caller: two callers may use the same. Callers that are not known share theirs, so these keys should
//!   be hard to guess, as UUIDs are.
//! - A key that comes with another command or other inputs is refused: `idempotency_key_reused`. Secrets among the inputs
//!   are not compared.
//! - A key whose first run is not over is refused: `idempotency_key_in_use`; asking again later gets the answer. Both are
//!   conflicts, over HTTP 409.
//! - Keys have 1 to 255 characters; any other is `idempotency_key_invalid`, over HTTP 400.
//! - Answers are kept for 24 hours, unless [said otherwise](Idempotency::expires_after). After that the key is a new one.
//!
//! # What is kept
//!
//! Results, and errors that the command reported once it was executing. Kept errors are the same to whoever looks at their
//! keys and contexts; to a typed caller they come as a [`Fault`](foobara_core::Fault).
//! Not kept is what went wrong before, as inputs that are not valid, and what may be otherwise the next time: a conflict, a
//! passed deadline, a bug. Then the run has had no effect, and asking again with the same key tries again. But when a run
//! that failed may have left something behind that is not undone, as a call to a port that writes, its error is kept
//! whatever it is.
//!
//! A run in process needs the result back in its own type: say [`typed`](Idempotency::typed) for its command.
//! Records within a result are kept as they were when it was written.

mod config;
mod errors;
mod flight;
mod inside;
mod kept;
mod kept_errors;
mod layer;
mod ledger;
mod request;

pub use config::Idempotency;
