//! Concerns made of functions.

use foobara::{Around, BoxFuture, Concern, Place};

/// A concern made of a function.
pub(crate) struct With<F>(&'static str, Place, F);

impl<F: for<'a> Fn(Around<'a>) -> BoxFuture<'a, ()> + Send + Sync + 'static> Concern for With<F> {
    fn name(&self) -> &'static str {
        self.0
    }

    fn place(&self) -> Place {
        self.1
    }

    fn repeats(&self) -> bool {
        self.0 == "twice"
    }

    fn around<'a>(&'a self, run: Around<'a>) -> BoxFuture<'a, ()> {
        (self.2)(run)
    }
}

pub(crate) fn with<F>(name: &'static str, place: Place, around: F) -> With<F>
where
    F: for<'a> Fn(Around<'a>) -> BoxFuture<'a, ()> + Send + Sync + 'static,
{
    With(name, place, around)
}
