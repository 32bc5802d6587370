//! The claims, by what they are about.

mod associations;
mod attempts;
mod beside;
mod bulk;
mod dropped;
mod figures;
mod filters;
mod hidden;
mod keys;
mod order;
mod queries;
mod records;
mod references;
mod seam;
mod stamps;
mod unique;
mod units;
mod values;

pub use associations::*;
pub use attempts::*;
pub use beside::*;
pub use bulk::*;
pub use dropped::*;
pub use figures::*;
pub use filters::*;
pub use hidden::*;
pub use keys::*;
pub use order::*;
pub use queries::*;
pub use records::*;
pub use references::*;
pub use seam::*;
pub use stamps::*;
pub use unique::*;
pub use units::*;
pub use values::*;
