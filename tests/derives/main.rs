//! What the derives make, seen from a crate that uses the facade.

mod context;
mod decoding;
mod entity;
mod function;
mod hygiene;
mod model;
mod names;
mod ports;
mod possible_errors;
mod records;
mod rules;
mod twin;
