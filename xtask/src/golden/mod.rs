//! `cargo xtask golden`: the outcomes recorded from Ruby foobara, replayed against ours.
//!
//! What is compared and what is settled differently is written in `foobara-testing/golden/README.md`.

mod corpus;
mod replay;

mod compare;
mod http_client;
mod server;

pub(crate) use replay::{default_corpus, http};
