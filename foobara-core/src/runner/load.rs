use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    future::{Ready, ready},
    hash::BuildHasher,
};

use foobara_types::{At, InputErrors};

use crate::{BoxFuture, fault::Fault, run::StorageAccess};

/// Inputs that are records, or hold some. The persistence crate implements it for its record type, and the derive for
/// models that may hold records.
pub trait LoadRecords: Send {
    /// Whether there can be records.
    const RECORDS: bool = true;

    /// Loads the records; reports those that do not exist.
    fn load_records<'a>(
        &'a mut self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send;
}

impl<R: LoadRecords> LoadRecords for Option<R> {
    const RECORDS: bool = R::RECORDS;

    async fn load_records(
        &mut self,
        at: &At<'_>,
        storage: StorageAccess<'_>,
        errors: &mut InputErrors,
    ) -> Result<(), Fault> {
        match self {
            Some(record) => record.load_records(at, storage, errors).await,
            None => Ok(()),
        }
    }
}

impl<R: LoadRecords> LoadRecords for Box<R> {
    const RECORDS: bool = R::RECORDS;

    fn load_records<'a>(
        &'a mut self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        (**self).load_records(at, storage, errors)
    }
}

macro_rules! lists {
    ($($list:ident)*) => {$(
        impl<R: LoadRecords> LoadRecords for $list<R> {
            const RECORDS: bool = R::RECORDS;

            async fn load_records(
                &mut self,
                at: &At<'_>,
                storage: StorageAccess<'_>,
                errors: &mut InputErrors,
            ) -> Result<(), Fault> {
                for (index, record) in self.iter_mut().enumerate() {
                    record
                        .load_records(&At::index(Some(at), index), storage, errors)
                        .await?;
                }
                Ok(())
            }
        }
    )*};
}

lists!(Vec VecDeque);

impl<K: Send, R: LoadRecords> LoadRecords for BTreeMap<K, R> {
    const RECORDS: bool = R::RECORDS;

    fn load_records<'a>(
        &'a mut self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        load_values(self.values_mut(), at, storage, errors)
    }
}

impl<K: Send, R: LoadRecords, S: BuildHasher + Send> LoadRecords for HashMap<K, R, S> {
    const RECORDS: bool = R::RECORDS;

    fn load_records<'a>(
        &'a mut self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        load_values(self.values_mut(), at, storage, errors)
    }
}

/// As in Ruby foobara, an error within a map is at the position of its entry: `0.value`.
async fn load_values<'a, R: LoadRecords + 'a>(
    values: impl Iterator<Item = &'a mut R> + Send,
    at: &At<'_>,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    for (index, value) in values.enumerate() {
        let entry = At::index(Some(at), index);
        value
            .load_records(&At::attribute(Some(&entry), "value"), storage, errors)
            .await?;
    }
    Ok(())
}

/// Finds out whether a value may hold records: what [`LoadRecords`] brings hides what [`HoldsNoRecords`] has for every type.
#[derive(Debug)]
pub struct RecordsIn<'a, T>(pub &'a mut T);

impl<'a, T: LoadRecords> RecordsIn<'a, T> {
    /// Whether there can be records.
    pub const RECORDS: bool = T::RECORDS;

    /// Loads them. Behind a box, for models may hold themselves.
    pub fn load(
        self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(self.0.load_records(at, storage, errors))
    }
}

/// What is known of values that hold no records.
pub trait HoldsNoRecords<T>: Sized {
    /// Whether there can be records.
    const RECORDS: bool = false;

    /// Does nothing.
    fn load(
        self,
        _at: &At<'_>,
        _storage: StorageAccess<'_>,
        _errors: &mut InputErrors,
    ) -> Ready<Result<(), Fault>> {
        ready(Ok(()))
    }
}

impl<T> HoldsNoRecords<T> for RecordsIn<'_, T> {}
