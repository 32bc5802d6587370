use std::ops::Deref;

use super::Manifest;

/// A thing of a manifest, from which the others can be reached. Its own data is what it derefs to.
#[derive(Debug)]
pub struct Entry<'a, T> {
    pub(super) manifest: &'a Manifest,
    thing: &'a T,
}

impl<'a, T> Entry<'a, T> {
    pub(super) const fn new(manifest: &'a Manifest, thing: &'a T) -> Self {
        Self { manifest, thing }
    }

    /// Returns its own data, for as long as the manifest is there.
    pub const fn get(self) -> &'a T {
        self.thing
    }

    /// Returns the manifest that it is of.
    pub const fn manifest(self) -> &'a Manifest {
        self.manifest
    }
}

impl<T> Clone for Entry<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<'_, T> {}

impl<T> Deref for Entry<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.thing
    }
}
