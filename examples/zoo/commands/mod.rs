//! One file a command.

mod celebrate;
mod create_capybara;
mod create_keeper;
mod create_safe;
mod explode;
mod increment_age;
mod opts;

pub(crate) use celebrate::Celebrate;
pub(crate) use create_capybara::CreateCapybara;
pub(crate) use create_keeper::CreateKeeper;
pub(crate) use create_safe::CreateSafe;
pub(crate) use explode::Explode;
pub(crate) use increment_age::IncrementAge;
pub(crate) use opts::Opts;
