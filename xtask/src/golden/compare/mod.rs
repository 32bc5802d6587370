//! Whether two values say the same, by the rules of `foobara-testing/golden/README.md`.
//!
//! Objects compare unordered, numbers by value, lists of errors as sets by `key` and without their messages.
//! What else is overlooked is told by a [`View`].

mod errors;
mod names;
mod value;

mod datetime;
mod decimal;
mod number;
mod regex;

pub(super) use datetime::{same_datetime, same_ruby_datetime};
pub(super) use decimal::{canonical_decimal, same_decimal, same_ruby_decimal};
pub(super) use errors::{error_list, errors_difference, keys};
pub(super) use names::names_difference;
pub(super) use regex::same_regex;
pub(super) use value::{View, Whole, difference};
