//! Concerns that remember: what they may answer by themselves, and what they write down.

mod audit;

#[cfg(all(feature = "cache", feature = "sqlite"))]
mod cache;
#[cfg(all(feature = "idempotency", feature = "sqlite"))]
mod idempotency;
#[cfg(all(feature = "cache", feature = "sqlite"))]
mod lingering;
