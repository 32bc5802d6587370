//! W4: a record is created, read, changed and committed, in each store that has a baseline.

mod command;
mod memory;
mod redis;
mod runtime;
mod sqlite;

pub(super) use memory::{baseline as memory_by_hand, framework as memory};
pub(super) use redis::{
    baseline as redis_by_hand, batch as redis_batch, batch_by_hand as redis_batch_by_hand, framework as redis,
};
pub(super) use sqlite::{baseline as sqlite_by_hand, framework as sqlite};
