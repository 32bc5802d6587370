//! Migrations of SQL databases: a folder of SQL files that take a database from one version of the entities to the next.
//!
//! - `diff` compares the entities with the snapshot of them in `schema.json` and writes what differs as two files, one that
//!   does it and one that undoes it. It asks no database.
//! - `up` and `down` run files, and take down in a table of the database what they have done.
//!
//! Everything may be killed anywhere and run again:
//!
//! - The files of a diff, and the snapshot after it, are first written to a folder beside their places. Renaming that folder
//!   is the point from which they are there; whoever looks at the migrations next completes what is left to move.
//! - Where the database makes and changes tables within transactions, a migration is one, together with the row about it.
//! - MariaDB commits such statements one by one. The row then counts those that were run, and holds the checksum of just
//!   those: the next run goes on behind them. The one after the last counted may have been run already, and says by
//!   `IF EXISTS` and `IF NOT EXISTS` that this is no matter. One that changes records is committed together with the count.
//!
//! Those who migrate or prepare the same database wait for each other, and read anew what is left to do when it is their
//! turn.

// What differs.
mod difference;
mod snapshot;

// What is written.
mod alter;
mod draft;
mod folder;
mod script;

// What is run.
mod checksum;
mod journal;
mod next;
mod run;
#[cfg(feature = "mysql")]
mod statements;

mod migrator;

pub(crate) use migrator::migrations;
#[cfg(feature = "mysql")]
pub(crate) use statements::statements;
