//! Where in a value something is.

mod data_path;
mod segment;

mod at;
mod values;

mod error;

pub use at::At;
pub use data_path::DataPath;
pub use error::PathError;
pub use segment::Segment;
