//! The object-safe twin of a command, the only place where a command's type is given up.
//!
//! Per command there is one decode, one drive and one encode; everything else takes [`CommandMeta`] and values.

mod aggregate;
mod codec;
mod command;
mod encoding;
mod inputs;

pub(crate) use codec::{canonical, remove_secrets};
pub(crate) use command::{ErasedCommand, Runner};
pub use encoding::Encoding;
pub use inputs::RawInputs;
