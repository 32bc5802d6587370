//! The built-in types: one file each, holding the scalar with its caster and the declaration of the Rust types.

mod array;
#[cfg(feature = "rust_decimal")]
mod big_decimal;
#[cfg(feature = "bytes")]
mod binary;
mod boolean;
mod boxed_text;
#[cfg(feature = "jiff")]
mod date;
#[cfg(feature = "jiff")]
mod datetime;
mod digits;
mod duck;
#[cfg(feature = "jiff")]
mod duration;
mod float;
pub(crate) mod integer;
mod ip_address;
mod json;
mod map;
pub mod named;
mod non_zero;
pub(crate) mod number;
mod optional;
mod patch;
mod range;
mod sensitive;
mod string;
#[cfg(feature = "jiff")]
mod time;
mod tuple;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

use crate::declaration::Scalar;

#[cfg(all(test, feature = "jiff", feature = "rust_decimal"))]
mod golden;
#[cfg(test)]
mod laws;

#[cfg(feature = "rust_decimal")]
pub use big_decimal::BIG_DECIMAL;
#[cfg(feature = "bytes")]
pub use binary::{BINARY, Binary};
pub use boolean::BOOLEAN;
#[cfg(feature = "jiff")]
pub use date::DATE;
#[cfg(feature = "jiff")]
pub use datetime::DATETIME;
pub use duck::{ATOMIC_DUCK, DUCK, DUCKTURE};
#[cfg(feature = "jiff")]
pub use duration::{DURATION, UnsignedDuration};
pub use float::FLOAT;
pub use ip_address::IP_ADDRESS;
pub use json::JSON;
pub use non_zero::NON_ZERO;
pub use number::NUMBER;
pub use patch::Patch;
pub use range::ORDERED;
pub use sensitive::Sensitive;
pub use string::{STRING, SYMBOL};
#[cfg(feature = "jiff")]
pub use time::TIME;
#[cfg(feature = "url")]
pub use url::URL;
#[cfg(feature = "uuid")]
pub use uuid::UUID;

/// Every type of one piece that is built in.
pub const SCALARS: &[&Scalar] = &[
    ATOMIC_DUCK,
    BOOLEAN,
    DUCK,
    DUCKTURE,
    FLOAT,
    IP_ADDRESS,
    JSON,
    NUMBER,
    STRING,
    SYMBOL,
    #[cfg(feature = "rust_decimal")]
    BIG_DECIMAL,
    #[cfg(feature = "bytes")]
    BINARY,
    #[cfg(feature = "jiff")]
    DATE,
    #[cfg(feature = "jiff")]
    DATETIME,
    #[cfg(feature = "jiff")]
    DURATION,
    #[cfg(feature = "jiff")]
    TIME,
    #[cfg(feature = "uuid")]
    UUID,
];
