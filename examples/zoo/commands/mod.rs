//! One file a command.

mod celebrate;
mod create_capybara;
mod create_keeper;
mod create_safe;
mod explode;
mod increment_age;
mod opts;

pub use celebrate::Celebrate;
pub use create_capybara::CreateCapybara;
pub use create_keeper::CreateKeeper;
pub use create_safe::CreateSafe;
pub use explode::Explode;
pub use increment_age::IncrementAge;
pub use opts::Opts;
