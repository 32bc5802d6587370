use std::borrow::Cow;

use foobara_types::{Attribute, Declaration, Typed};

/// Returns the attribute of a model that is declared by hand.
pub(super) const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}
