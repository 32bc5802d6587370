//! `cargo xtask golden http`: recorded HTTP requests, each sequence of them against its own zoo.

mod replay;
mod tally;

mod expected;
mod line;

mod answer;
mod description;
mod manifest;

mod client;
mod server;

pub(crate) use replay::{default_corpus, http};
