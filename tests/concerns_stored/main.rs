//! Concerns that remember: what they may answer by themselves, and what they write down.

mod audit;

#[cfg(all(feature = "cache", feature = "sqlite"))]
mod cache;
#[cfg(all(feature = "idempotency", feature = "sqlite"))]
mod idempotency;
#[cfg(all(feature = "cache", feature = "sqlite"))]
mod lingering;
#[cfg(all(feature = "cache", feature = "sqlite"))]
mod snapshots;
#[cfg(all(feature = "http", feature = "idempotency", feature = "sqlite"))]
#[path = "../support/web.rs"]
mod web;
