//! Servers that end, stand still or hang up while units commit.
#![cfg(all(unix, any(feature = "postgres", feature = "redis")))]

mod load;
mod program;

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;

use std::time::Duration;

use crate::measured::Property;

const PROPERTY: Property = Property {
    test: "crashes::DRIVER",
    claim: "a server that ends, stands still or hangs up loses nothing acknowledged, and stores recover by themselves",
    trials: "crashes",
};

const FULL: u32 = 100;

/// So soon after the server is there again, commits are acknowledged again.
const RECOVERY: Duration = Duration::from_secs(5);
