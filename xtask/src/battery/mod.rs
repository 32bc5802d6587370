//! `cargo xtask battery`: what may never happen, tried very often.

mod options;
mod outcome;
mod table;

mod storage;

pub(crate) use storage::run as storage;
