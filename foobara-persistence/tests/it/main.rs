//! Every driver against one list of claims, and each against those of its own.

#[macro_use]
mod driver_suite;

mod fixtures;
mod script;

mod cancellation;
mod memory;
#[cfg(feature = "sqlite")]
mod migration;
mod observed;
mod record;
#[cfg(feature = "sqlite")]
mod sqlite;
