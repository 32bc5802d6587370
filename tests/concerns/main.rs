//! What goes around runs: where it goes, in which order, and what it may do with a run.

mod lab;
mod made;
mod traced;

mod described;
mod order;
mod outcomes;
mod time;
mod together;
mod traces;
