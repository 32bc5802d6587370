//! The lifecycle of runs: what Ruby foobara was seen to do, scenario by scenario, and what happens when something goes
//! wrong at any point of it.

mod commands;
mod commit;
mod golden;
mod hooks;
mod injection;
mod log;
mod observed;
mod record;
mod scenarios;
