//! `cargo xtask golden declarations`: recorded declarations and values, processed by our types.

mod options;
mod replay;

mod line;
mod ours;
mod outcome;

mod mismatch;
mod place;
mod ruby_text;

mod decision;
mod group;
mod quirks;
mod report;

pub(crate) use replay::declarations;
