use foobara_core::transaction::StorageError;
use foobara_types::Patch;

use super::{NestedChanges, NestedNew, OrChanged, OrNew};
use crate::{key::Key, record::Record, shape::misfit};

/// An attribute of a tree that refers to a record, perhaps to none, or to several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to records that could be nested",
    note = "`nested` is for a `Key` or a `Record`, an `Option` or a `Vec` of them"
)]
pub trait References: Send {
    /// The references: [`OrNew`] or [`OrChanged`].
    type To;

    /// Finds them.
    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut Self::To>);
}

impl<E: NestedNew> References for OrNew<E> {
    type To = Self;

    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut Self>) {
        found.push(self);
    }
}

impl<E: NestedChanges> References for OrChanged<E> {
    type To = Self;

    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut Self>) {
        found.push(self);
    }
}

impl<R: References> References for Option<R> {
    type To = R::To;

    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut R::To>) {
        if let Some(reference) = self {
            reference.each(found);
        }
    }
}

impl<R: References> References for Patch<R> {
    type To = R::To;

    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut R::To>) {
        if let Self::Set(reference) = self {
            reference.each(found);
        }
    }
}

impl<R: References> References for Vec<R> {
    type To = R::To;

    fn each<'r>(&'r mut self, found: &mut Vec<&'r mut R::To>) {
        for reference in self {
            reference.each(found);
        }
    }
}

/// An attribute of a tree that becomes one of the record, once what it refers to is written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not become `{Attribute}`",
    note = "`nested` is for a `Key` or a `Record`, an `Option` or a `Vec` of them"
)]
pub trait Settle<Attribute>: Sized {
    /// Returns the attribute.
    ///
    /// # Errors
    ///
    /// When what is referred to was not written.
    fn settle(self) -> Result<Attribute, StorageError>;
}

impl<E: NestedNew> Settle<Record<E>> for OrNew<E> {
    fn settle(self) -> Result<Record<E>, StorageError> {
        match self {
            Self::Old(record) => Ok(record),
            Self::New(_) => Err(unwritten()),
        }
    }
}

impl<E: NestedChanges> Settle<Record<E>> for OrChanged<E> {
    fn settle(self) -> Result<Record<E>, StorageError> {
        match self {
            Self::Old(record) => Ok(record),
            Self::Changed(_) | Self::New(_) => Err(unwritten()),
        }
    }
}

impl<E: NestedNew> Settle<Key<E>> for OrNew<E> {
    fn settle(self) -> Result<Key<E>, StorageError> {
        let record: Record<E> = self.settle()?;
        Ok(Key::new(record.key().clone()))
    }
}

impl<E: NestedChanges> Settle<Key<E>> for OrChanged<E> {
    fn settle(self) -> Result<Key<E>, StorageError> {
        let record: Record<E> = self.settle()?;
        Ok(Key::new(record.key().clone()))
    }
}

impl<Reference: Settle<Attribute>, Attribute> Settle<Option<Attribute>> for Option<Reference> {
    fn settle(self) -> Result<Option<Attribute>, StorageError> {
        self.map(Reference::settle).transpose()
    }
}

impl<Reference: Settle<Attribute>, Attribute> Settle<Vec<Attribute>> for Vec<Reference> {
    fn settle(self) -> Result<Vec<Attribute>, StorageError> {
        self.into_iter().map(Reference::settle).collect()
    }
}

impl<Reference: Settle<Attribute>, Attribute> Settle<Patch<Attribute>> for Patch<Reference> {
    fn settle(self) -> Result<Patch<Attribute>, StorageError> {
        self.given()
            .map_or(Ok(Patch::Keep), |given| given.settle().map(Patch::Set))
    }
}

#[cold]
fn unwritten() -> StorageError {
    misfit("a nested record was not written before the one that refers to it".to_owned())
}
