//! The testing kit, and with it what the pipeline promises: transitions, deadlines, what is undone and what is not.

#[path = "../../examples/zoo/commands/mod.rs"]
mod commands;
#[path = "../../examples/zoo/domain.rs"]
mod domain;
#[path = "../../examples/zoo/entities.rs"]
mod entities;
#[path = "../concerns_stored/lingering.rs"]
mod lingering;

mod lab;

mod broken;
mod given_when_then;
mod hooks;
mod interruptions;
mod mistakes;
mod recorded;
mod stored;
mod undoing;
