//! Moments: a date and a time with its distance from UTC.

mod datetime;
mod epoch;
mod moment;
mod parts;
mod text;

pub use datetime::DATETIME;
