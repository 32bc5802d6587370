//! What can be wrong, and how it is said.

mod category;
mod input;
mod issue;
mod kind;
mod report;

pub use category::Category;
pub use input::{InputError, InputErrors};
pub use issue::Issue;
pub(crate) use issue::{REDACTED, brief, object};
pub use kind::ErrorKind;
pub use report::{ErrorCollection, ErrorReport};

pub(crate) fn nearest<'a>(_word: &str, _known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    None
}
