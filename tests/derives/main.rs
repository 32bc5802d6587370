//! What the derives make, seen from a crate that uses the facade.

mod access;
mod checks;
mod context;
mod decoding;
mod entity;
#[cfg(all(
    feature = "base64",
    feature = "csv",
    feature = "currency",
    feature = "hash",
    feature = "html",
    feature = "phonenumber",
    feature = "slug"
))]
mod featured;
#[cfg(feature = "schemars")]
mod foreign;
mod function;
mod hygiene;
mod maps;
mod model;
mod named;
mod names;
mod ports;
mod possible_errors;
mod records;
mod rules;
mod tagged;
mod twin;
#[cfg(feature = "validator")]
mod validations;
