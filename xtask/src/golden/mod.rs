//! `cargo xtask golden`: the outcomes recorded from Ruby foobara, replayed against ours.
//!
//! What is compared and what is settled differently is written in `foobara-testing/golden/README.md`.

mod declarations;
mod http;

mod compare;
mod corpus;
mod counts;

pub(crate) use declarations::declarations;
pub(crate) use http::{default_corpus, http};
