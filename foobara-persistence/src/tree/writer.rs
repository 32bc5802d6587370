use std::{fmt, marker::PhantomData, mem};

use foobara_core::{BoxFuture, Creates, Fault, StorageAccess, Writes};

use super::{
    ChangedTree, NestedChanges, NestedNew, NewTree, OrChanged, OrNew, References, changed::change_all,
    created::create_all,
};
use crate::record::Record;

/// The way of a command `C` to the records that a tree is about.
pub struct TreeWriter<'a, C> {
    access: StorageAccess<'a>,
    of: PhantomData<fn() -> C>,
}

impl<C> Clone for TreeWriter<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for TreeWriter<'_, C> {}

impl<'a, C: 'static> TreeWriter<'a, C> {
    pub(crate) const fn new(access: StorageAccess<'a>) -> Self {
        Self {
            access,
            of: PhantomData,
        }
    }

    pub(super) const fn access(self) -> StorageAccess<'a> {
        self.access
    }

    /// Creates what an attribute of several trees refers to and is not there yet.
    ///
    /// # Errors
    ///
    /// As [`Repository::create`](crate::Repository::create).
    pub fn create<'r, E, Attribute>(
        self,
        attributes: impl Iterator<Item = &'r mut Attribute>,
    ) -> BoxFuture<'r, Result<(), Fault>>
    where
        'a: 'r,
        E: NestedNew<New: NewTree<C, Of = E>>,
        C: Creates<E>,
        Attribute: References<To = OrNew<E>> + 'r,
    {
        let (mut places, mut new) = (Vec::new(), Vec::new());
        for place in references(attributes) {
            match mem::replace(place, OrNew::Old(Record::unknown())) {
                OrNew::New(tree) => {
                    new.push(*tree);
                    places.push(place);
                }
                old @ OrNew::Old(_) => *place = old,
            }
        }
        Box::pin(async move {
            for (place, record) in places.into_iter().zip(create_all(new, self).await?) {
                *place = OrNew::Old(Record::from(record));
            }
            Ok(())
        })
    }

    /// Creates and changes what an attribute of several trees refers to.
    ///
    /// # Errors
    ///
    /// As [`Repository::create`](crate::Repository::create) and [`Repository::update`](crate::Repository::update).
    pub fn change<'r, E, Attribute>(
        self,
        attributes: impl Iterator<Item = &'r mut Attribute>,
    ) -> BoxFuture<'r, Result<(), Fault>>
    where
        'a: 'r,
        E: NestedChanges<New: NewTree<C, Of = E>, Changes: ChangedTree<C, Of = E>>,
        C: Writes<E>,
        Attribute: References<To = OrChanged<E>> + 'r,
    {
        let (mut places_of_new, mut new) = (Vec::new(), Vec::new());
        let (mut places, mut changed) = (Vec::new(), Vec::new());
        for place in references(attributes) {
            match mem::replace(place, OrChanged::Old(Record::unknown())) {
                OrChanged::Changed(tree) => {
                    changed.push(*tree);
                    places.push(place);
                }
                OrChanged::New(tree) => {
                    new.push(*tree);
                    places_of_new.push(place);
                }
                old @ OrChanged::Old(_) => *place = old,
            }
        }
        Box::pin(async move {
            places.append(&mut places_of_new);
            let mut written = change_all(changed, self).await?;
            written.append(&mut create_all(new, self).await?);
            for (place, record) in places.into_iter().zip(written) {
                *place = OrChanged::Old(Record::from(record));
            }
            Ok(())
        })
    }
}

fn references<'r, Attribute: References + 'r>(
    attributes: impl Iterator<Item = &'r mut Attribute>,
) -> Vec<&'r mut Attribute::To> {
    let mut found = Vec::new();
    attributes.for_each(|attribute| attribute.each(&mut found));
    found
}

impl<C> fmt::Debug for TreeWriter<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TreeWriter")
    }
}
