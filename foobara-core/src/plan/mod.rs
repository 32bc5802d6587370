//! Plans: runs that are undone and shown in the place of committed, and tokens by which exactly that can be done later.
//!
//! A plan is an ordinary run of the one pipeline with a [`RunRecord`](crate::RunRecord), whose end is a rollback and whose
//! writing ports answer by [`Port::PLANNED`](crate::Port::PLANNED). What the command gets from outside the storage, the
//! time, random bits and new ids, is fixed when the plan is made, so that applying it gives the same again. Its token
//! holds the inputs and fingerprints of what was looked at, asked of ports and changed; applying it is an ordinary run,
//! too, which is compared with them before each writing call and before it is committed.

mod agreement;
mod app;
mod entry;
mod frozen;
mod intent;
mod key;
mod plan;
mod planning;
mod plans;
mod refusal;
mod signed;
mod terms;

pub(crate) use agreement::{Agreement, Moment};
pub(crate) use frozen::Frozen;
pub(crate) use intent::Intent;
pub use key::PlanKey;
pub use plan::{NoToken, Plan, PlanToken};
pub(crate) use planning::Planning;
pub(crate) use plans::Plans;
pub use refusal::{Moved, PlanRefusal};
pub use signed::SignedPlan;
pub(crate) use terms::{Mark, Terms};
