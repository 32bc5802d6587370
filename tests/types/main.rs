//! Laws of the type system, on declarations and values of every shape, and what hostile inputs cannot do.
//!
//! Each law is tried on 120 random declarations with 8 values each. `PROPTEST_CASES=12500 cargo test --test types` tries
//! 100,000 pairs; `PROPTEST_MAX_SHRINK_ITERS=0` shows a failure at once, before it is made small.

mod exceptions;
mod samples;

mod casting;
mod possible;
mod schema;
mod strategies;
mod strict_form;

mod derived;

mod hostile;
