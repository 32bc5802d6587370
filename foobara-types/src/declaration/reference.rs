use std::{fmt, ops::Deref, sync::Arc};

/// A reference to part of a declaration: static for derived types, shared for those built at run time.
///
/// The static form is a function, so that types may refer to themselves.
pub enum Ref<T: 'static> {
    /// Written by a derive.
    Static(fn() -> &'static T),
    /// Built from data.
    Shared(Arc<T>),
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Static(function) => Self::Static(*function),
            Self::Shared(shared) => Self::Shared(Arc::clone(shared)),
        }
    }
}

impl<T> From<T> for Ref<T> {
    fn from(value: T) -> Self {
        Self::Shared(Arc::new(value))
    }
}

impl<T> From<fn() -> &'static T> for Ref<T> {
    fn from(function: fn() -> &'static T) -> Self {
        Self::Static(function)
    }
}

impl<T> Deref for Ref<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Static(function) => function(),
            Self::Shared(shared) => shared,
        }
    }
}

/// Shows that there is a reference and does not follow it: declarations may be recursive.
impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Static(_) => "Ref::Static(..)",
            Self::Shared(_) => "Ref::Shared(..)",
        })
    }
}
