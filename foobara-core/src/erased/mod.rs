//! The object-safe twin of a command, the only place where a command's type is given up.
//!
//! Per command there is one decode, one drive and one encode; everything else takes [`CommandMeta`] and values.

mod aggregate;
mod codec;
mod command;
mod defined;
mod encoding;
mod given;
mod inputs;
mod root;

pub(crate) use codec::{canonical, cast_inputs, conceal, to_value};
pub(crate) use command::{Drive, ErasedCommand, Runner, drive_below};
pub(crate) use defined::DefinedRunner;
pub use encoding::Encoding;
pub(crate) use given::{given, given_typed};
pub use inputs::RawInputs;
