//! Processing of dynamic values: the collecting caster.
//!
//! The order is Ruby foobara's. A value is cast; then its transformers and its validators run; then its elements have
//! their turn. A value that cannot be cast ends there, and so does one with attributes missing or unexpected; what else
//! is wrong is collected, of all elements. Rules that look at the elements of a collection wait for them.
//!
//! The caster works for two callers. What is decoded into a Rust type ([`cast`]) is only brought into the form that the
//! decoder accepts, for the type applies its rules itself; the caster finds everything that is wrong on the way, and
//! never decodes. What the decoder accepts already, it leaves alone; so it is idempotent. What stays dynamic
//! ([`Declaration::process`](crate::Declaration::process)) has its transformers applied in place.

mod attributes;
mod caster;
mod collection;
mod entry;
mod lookup;
mod pairs;
mod union;

use caster::{Caster, Purpose};
pub use entry::{accepts, cast, cast_value, process_inputs};
