//! Trees: records together with those that they refer to, created and changed at once.

mod changed;
mod created;
mod nested;
mod or_changed;
mod or_new;
mod reference;
mod writer;

pub use changed::ChangedTree;
pub(crate) use changed::change_all;
pub use created::NewTree;
pub(crate) use created::create_all;
pub use nested::{NestedChanges, NestedNew, or_changed, or_new};
pub use or_changed::OrChanged;
pub use or_new::OrNew;
pub use reference::{References, Settle};
pub use writer::TreeWriter;
