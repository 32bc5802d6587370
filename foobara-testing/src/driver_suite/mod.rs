//! What every driver must do, as claims that each are a test.
//!
//! A driver joins with one line. `open` returns a [`Subject`] with an empty store of its own.
//!
//! ```
//! use foobara_persistence::MemoryStore;
//! use foobara_testing::driver_suite::{Subject, driver_suite};
//!
//! async fn open() -> Subject {
//!     Subject::new(MemoryStore::new()).await
//! }
//!
//! driver_suite!(open);
//! # fn main() {}
//! ```
//!
//! What a driver may do otherwise is one of its [`Capabilities`](foobara_persistence::Capabilities), and the claims hold it
//! to what it says there: what it can must work, and what it cannot must be refused.
//!
//! Claims do things as commands do, by [`script`], or as the pipeline does, by a session; [`Anomaly`] is what sessions
//! beside each other must not notice.

#[macro_use]
mod suite;

mod anomalies;
#[doc(hidden)]
pub mod claims;
#[expect(missing_docs, reason = "attributes of examples say themselves what they are")]
pub mod entities;
mod polls;
pub mod script;
mod subject;

use foobara_persistence::Entity as _;

pub use crate::driver_suite;
pub use anomalies::Anomaly;
pub use polls::poll_and_drop;
pub use subject::Subject;

/// The declarations of the [`entities`].
pub static MODELS: &[fn() -> &'static foobara_types::ModelType] = &[
    entities::Capybara::model,
    entities::Keeper::model,
    entities::Visitor::model,
    entities::Visit::model,
    entities::Pen::model,
    entities::Letter::model,
    entities::Stamp::model,
    foobara_persistence::OutboxMessage::model,
    foobara_persistence::Job::model,
];

/// What the derives of the entities name in the place of the facade.
#[doc(hidden)]
pub mod facade {
    pub mod __private {
        pub use foobara_core::__private::*;
        pub use foobara_persistence::__private::*;
    }
}
