//! Every driver against the suite of the testing kit, and each against claims of its own.

mod memory;
#[cfg(feature = "sqlite")]
mod migration;
mod observed;
mod record;
#[cfg(feature = "sqlite")]
mod sqlite;
