//! What every driver must do. `driver_suite!(open)` makes a test of each claim; `open` returns a fresh [`Subject`].

#[macro_use]
mod suite;

mod queries;
mod records;
mod units;

pub(crate) use queries::*;
pub(crate) use records::*;
pub(crate) use suite::Subject;
pub(crate) use units::*;
