//! Every driver against the suite of the testing kit (`foobara_testing::driver_suite`), and each against claims of its own.

#[cfg(feature = "sqlite")]
mod callbacks;
#[cfg(any(feature = "mysql", feature = "postgres"))]
#[path = "../common/database.rs"]
mod database;
#[cfg(feature = "files")]
mod files;
mod memory;
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod migrate;
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod migration;
#[cfg(feature = "mysql")]
mod mysql;
mod observed;
#[cfg(feature = "postgres")]
mod postgres;
mod record;
#[cfg(feature = "redis")]
mod redis;
mod references;
#[cfg(feature = "postgres")]
mod searched;
#[cfg(any(feature = "mysql", feature = "postgres"))]
mod servers;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stalls;
#[cfg(feature = "sqlite")]
mod stores;
mod through;
mod upkeep;
