//! Several stores as one: each keeps some of the entities of an app.
//!
//! ```
//! use foobara::{Auto, MemoryStore, Stores, Entity as _, prelude::*};
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
//! #[derive(Debug, Clone, Entity)]
//! #[entity(domain = Shop)]
//! struct Visit {
//!     #[entity(key)]
//!     id: Auto<i64>,
//! }
//!
//! #[derive(Debug, Command)]
//! #[command(domain = Shop, creates(Order, Visit))]
//! struct PlaceOrder;
//!
//! impl Execute for PlaceOrder {
//!     type Output = ();
//!     type Error = Infallible;
//!
//!     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
//!         cx.write::<Visit>().create(Visit { id: Auto::unassigned() }).await?;
//!         cx.write::<Order>().create(Order { id: Auto::unassigned() }).await?;
//!         Ok(())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (orders, visits) = (MemoryStore::new(), MemoryStore::new());
//! let stores = Stores::new(orders).keep([Visit::model], visits);
//! let app = App::builder().domain::<Shop>(commands![PlaceOrder]).storage(stores).build()?;
//! app.prepare().await?;
//! assert!(app.run(PlaceOrder).await.is_ok());
//! # Ok(())
//! # }
//! ```
//!
//! # One run, several sessions
//!
//! A run has a session in each store that it uses, which begins at the first step there. Savepoints are moved in all of
//! them, and a run that fails, or is dropped, is rolled back in all of them. References, plans, audits and what commands
//! declare know nothing of where an entity is kept.
//!
//! # How it is committed
//!
//! One store after the other: first those that were only read, so that whatever speaks against them does so before
//! anything lasts; then those that were written to, in the order in which they were added, and the default one last. Add
//! the store first whose records those of others refer to.
//!
//! The outbox, and what `Idempotency` keeps, are in the default store unless they are
//! [kept](Stores::keep) elsewhere. Committed last, they never tell of what did not happen, and a request that is repeated
//! is not answered before all of it is there.
//!
//! # What is not promised
//!
//! There is no two-phase commit.
//!
//! - When a store refuses the commit, what was committed before it stays. The error is [`CommittedInPart`], which says what
//!   was committed; it is not a conflict, and such a run is not tried again by itself. When the process ends between two
//!   commits, nobody says so.
//! - Each store isolates its own records, at the level that the command asks for. A run may see the state of one store
//!   before, and that of another after the commit of a run beside it.
//! - Each store notices when units wait for each other within it. Of units that wait for each other in two stores nobody
//!   does: let runs that write to both do so in one order, or within a timeout.
//! - Two of the stores must not be the same: a run has two sessions then, of which one may wait for the other.

mod error;
mod part;
mod session;
mod stores;

pub use error::CommittedInPart;
pub use stores::Stores;
