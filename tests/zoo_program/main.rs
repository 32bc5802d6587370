//! The example program `zoo`, used as people use it: from a shell.

#![cfg(all(unix, feature = "cli", feature = "http", feature = "mcp", feature = "sqlite"))]

#[path = "../support/connection.rs"]
mod connection;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/zoo.rs"]
mod zoo;

mod program;

mod commands;
mod descriptions;
mod help;
mod serving;
