//! The MCP connector, spoken to in raw frames over an in-memory connection.

#![cfg(feature = "mcp")]

mod client;
mod door;
mod zoo;

mod calls;
mod connections;
mod tools;
