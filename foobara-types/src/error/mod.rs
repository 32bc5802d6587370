//! What can be wrong, and how it is said.

mod issue;

mod fact;
mod facts;

mod brief;
mod escape;
mod message;

mod extras;
mod severity;

mod standard;
mod suggest;

mod category;
mod key;
mod kind;
mod report;
mod runtime_path;

mod json;
mod wire;

mod collection;
mod human;
mod input;
mod query;

pub(crate) use brief::brief;
pub use category::Category;
pub use collection::ErrorCollection;
pub use fact::Fact;
pub use facts::Facts;
pub use input::InputErrors;
pub use issue::Issue;
pub(crate) use issue::REDACTED;
pub use key::{BadErrorKey, ErrorKey};
pub use kind::ErrorKind;
pub use message::{Sentence, Shown};
pub use report::ErrorReport;
pub use runtime_path::RuntimePath;
pub use severity::Severity;
pub use suggest::{likeness, nearest};
