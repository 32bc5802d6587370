//! What is asked of a value beyond its base: transformers, which change it, and validators, which judge it.
//!
//! A rule exists once and works on both kinds of values: on a Rust value through [`Rule`], on a dynamic one through
//! [`RuleKind`]. Each rule has a file of its own, of one shape: the typed step, and the constant that describes it.

mod bounds;
mod case;
mod custom;
mod email;
mod length;
mod lift;
mod matches;
mod one_of;
mod spec;
mod trim;

pub use bounds::{MAX, MIN, Max, Min, Number};
pub use case::{DOWNCASE, Downcase, UPCASE, Upcase};
pub use custom::CustomRule;
pub use email::{EMAIL, Email};
pub use length::{Length, MAX_LENGTH, MIN_LENGTH, MaxLength, MinLength};
pub use matches::{MATCHES, Matches, check_patterns};
pub use one_of::{ONE_OF, OneOf};
pub use spec::{Argument, RuleKind, RuleSpec};
pub use trim::{TRIM, Trim};

use crate::error::Issue;

/// A step on a Rust value. Fails with what is wrong.
///
/// Implemented for the values a rule makes sense for, and lifted over [`Option`], where absent values pass.
#[diagnostic::on_unimplemented(message = "the rule `{Self}` does not work on `{T}`")]
pub trait Rule<T> {
    /// Changes or judges `value`.
    ///
    /// # Errors
    ///
    /// What is wrong with the value.
    fn process(&self, value: &mut T) -> Result<(), Box<Issue>>;
}
