//! `cargo xtask build-gate`: what the derives cost the compiler, beside the same structs with serde's derives.
//!
//! Two programs of one size are written below the target folder: one of commands in an app that is exposed, one of plain
//! structs and functions in a table. Both are compiled there, and what counts is the time of the compiler on the program
//! itself, without its dependencies.

mod gate;

// What is compiled.
mod program;
mod source;

// How it is compiled and measured.
mod folder;
mod measure;
mod passes;
mod wrapper;

// What is shown.
mod table;

pub(crate) use gate::run;
