//! Writes the code of each derive: data, and calls into `foobara::__private`.
//!
//! Derived code names everything by an absolute path and prefixes what it introduces with `__`, so that it means the
//! same wherever it lands, next to types called `Option` or `Some` too.

mod derive;

mod attributes;
mod check;
mod decode;
mod encode;
mod flatten;
mod foreign;
mod kept;
mod load;
mod rule;
mod tokens;

pub(crate) mod command;
mod detached;
pub(crate) mod domain;
mod entities;
pub(crate) mod entity;
pub(crate) mod function;
pub(crate) mod mapper;
pub(crate) mod model;
mod newtype;
pub(crate) mod organization;
pub(crate) mod possible_errors;
mod stamps;
mod subset;
mod symbols;
mod tagged;
mod tree;

pub(crate) use derive::{derive, enclose};
