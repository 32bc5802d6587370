//! What is reachable, how, and by whom: said once, for every transport.

mod builder;
mod call;
mod command;
mod exposure;
mod plan;
mod unknown;

pub use builder::{ExposureBuilder, ExposureError};
pub use call::Call;
pub use command::{Expose, ExposedCommand};
use exposure::Exposed;
pub use exposure::Exposure;
pub use plan::ApplyPlan;
pub(crate) use unknown::{ambiguous, not_found};
