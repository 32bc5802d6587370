//! The drivers, one a file: how an empty store of each comes to be, and what can be seen of it from beside it.

mod driver;

#[cfg(feature = "files")]
pub(crate) mod files;
pub(crate) mod memory;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(feature = "redis")]
pub(crate) mod redis;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;

pub(crate) use driver::{Driver, Opened, PATIENCE, Place, prepare};

/// Every driver of this build.
pub(crate) const ALL: &[&Driver] = &[
    &memory::DRIVER,
    #[cfg(feature = "files")]
    &files::DRIVER,
    #[cfg(feature = "sqlite")]
    &sqlite::DRIVER,
    #[cfg(feature = "postgres")]
    &postgres::DRIVER,
    #[cfg(feature = "mysql")]
    &mysql::DRIVER,
    #[cfg(feature = "redis")]
    &redis::DRIVER,
];

/// Makes a test of a property, an `async fn(&'static Driver)`, for every driver.
macro_rules! on_every_driver {
    ($property:path) => {
        crate::drivers::on_drivers!($property: memory);
        crate::drivers::on_durable_drivers!($property);
        #[cfg(feature = "postgres")]
        crate::drivers::on_drivers!($property: postgres);
        #[cfg(feature = "mysql")]
        crate::drivers::on_drivers!($property: mysql);
        #[cfg(feature = "redis")]
        crate::drivers::on_drivers!($property: redis);
    };
}

/// Makes a test of a property for every driver whose records are in files of this process.
macro_rules! on_durable_drivers {
    ($property:path) => {
        #[cfg(feature = "files")]
        crate::drivers::on_drivers!($property: files);
        #[cfg(feature = "sqlite")]
        crate::drivers::on_drivers!($property: sqlite);
    };
}

/// Makes a test of a property for a driver, named after the driver.
macro_rules! on_drivers {
    ($property:path: $driver:ident) => {
        #[tokio::test(flavor = "multi_thread")]
        async fn $driver() {
            $property(&crate::drivers::$driver::DRIVER).await;
        }
    };
}

pub(crate) use {on_drivers, on_durable_drivers, on_every_driver};
