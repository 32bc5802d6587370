//! What the drivers of SQL databases share, which is all but what a database has of its own.
//!
//! A driver describes its database by three traits: [`Codec`] (how values go in and come out, and what errors mean),
//! [`Dialect`] (how a statement is written) and [`Catalog`] (how tables are described and made). From these follow
//! the [`Statement`]s for queries and changes, the one `Session` that there is, and what `prepare` does.
//!
//! Three rules hold everywhere:
//!
//! - Names in statements come from shapes and are quoted; values are only ever bound.
//! - A connection is used again only when its session was ended in order. Where one is dropped unfinished, or any step of
//!   it half-way, the connection is closed, and the database rolls back: see [`Lease`].
//! - What a change was refused for is asked of the database afterwards, in the tables, and not read out of messages.

// What a database has of its own.
mod catalog;
mod codec;
mod dialect;
mod engine;

// Tables.
mod define;
mod index;
mod table;

// Statements.
mod filter;
mod select;
mod statement;
mod write;

// What is done with them.
mod apply;
mod connections;
mod error;
mod exclusive;
mod fetch;
#[cfg(any(feature = "mysql", feature = "sqlite"))]
mod json_path;
mod lease;
mod prepare;
mod session;

pub(crate) use apply::apply;
pub(crate) use catalog::{Catalog, Part, Piece};
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) use codec::parse_json;
pub(crate) use codec::{Codec, Meaning, Value};
pub(crate) use connections::Connections;
#[cfg(any(feature = "mysql", feature = "postgres"))]
pub(crate) use connections::is_alive;
#[cfg(feature = "mysql")]
pub(crate) use define::declare;
pub(crate) use define::{add_column, create_index, create_table};
pub(crate) use dialect::Dialect;
pub(crate) use engine::{Arguments, QueryResult, Row};
pub(crate) use error::translate;
pub(crate) use fetch::{ask, fetch};
#[cfg(any(feature = "mysql", feature = "postgres"))]
pub(crate) use index::{Index, Purpose};
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) use json_path::json_path;
pub(crate) use lease::Lease;
pub(crate) use prepare::{exists, fits, prepare_one};
pub(crate) use statement::Statement;
pub(crate) use table::{Table, TableColumn, TableIndex, TableKey};
