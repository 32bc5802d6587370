//! The one pipeline: every run, from anywhere, root or sub-command, goes through these phases in this order.
//!
//! [`drive`] takes a command from its inputs to its outcome; [`conclude`] makes it last or undoes it. What a command lacks
//! costs a test of a constant or of one pointer.

mod below;
mod conclude;
mod phases;
mod waiting;

pub(crate) use below::below;
pub(crate) use conclude::{before_commit, conclude, conclude_subcommand, ended, last, refuse, weighed};
pub(crate) use phases::{check, drive, executed, merge, pass_by, waits};
pub(crate) use waiting::waiting;
