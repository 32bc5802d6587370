//! An app: a set of commands and what they need, checked when it is built and never changed afterwards.

mod app;
mod builder;
mod checks;
mod errors;
mod freshness;
mod mappers;
mod models;
mod names;
mod records;
mod sending;
mod storing;
mod unnamed;

pub use app::App;
pub(crate) use app::Registry;
pub use builder::AppBuilder;
pub use errors::{BuildError, BuildErrors};
pub(crate) use freshness::Changing;
pub use freshness::{Freshness, Moment};
pub(crate) use models::Models;
pub use names::{Lookup, Names};
pub(crate) use records::{is_read, records};
