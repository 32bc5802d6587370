//! The battery: what no driver may do, however often it is tried.
//!
//! Each module is a property. It makes a test for each driver, which tries a share of the full figure: the percentage in
//! `FOOBARA_BATTERY`, or one per cent. What is tried follows from fixed seeds. With `FOOBARA_BATTERY_REPORT`, each test
//! appends what came of it to that file; `cargo xtask battery storage` makes a table of it.
#![expect(
    clippy::disallowed_methods,
    reason = "it measures and interrupts runs from outside, where there are no ports of a run"
)]

// What it is run on, and how it is told.
mod beside;
#[cfg(any(feature = "mysql", feature = "postgres"))]
#[path = "../common/database.rs"]
mod database;
mod drivers;
mod measured;
mod pairs;
mod random;

// The properties.
mod crashes;
mod dropped;
mod isolation;
mod kills;
mod naughty;
mod pool;
mod syscalls;
mod transfers;

// The program that is killed.
mod child;
