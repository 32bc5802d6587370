//! The flags of one command: what they are called, how they are parsed, and the inputs they make.

mod names;
mod parser;
mod shape;
mod values;

pub(super) use names::{Flag, Reserved, flags};
pub(super) use parser::parser;
pub(super) use values::values;
