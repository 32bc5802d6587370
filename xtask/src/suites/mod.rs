//! `cargo xtask suites`: JSON and text that break programs, through every type, every rule and a command.
//!
//! What is expected of them is written in `docs/suites.md`.

mod json;
mod strings;
mod verdicts;

mod command;
mod declared;
mod law;
mod types;

mod options;
mod report;
mod run;
mod source;

pub(crate) use run::suites;
