use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    hash::BuildHasher,
};

use foobara_types::{At, Patch};

use super::RecordSlots;

/// A value that is a record, or may hold some. The derives implement it for models and entities that may.
pub trait HoldsRecords: Send {
    /// Whether there can be records.
    const RECORDS: bool = true;

    /// Finds the places of records in a value that is at `up`.
    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>);
}

impl<R: HoldsRecords> HoldsRecords for Option<R> {
    const RECORDS: bool = R::RECORDS;

    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        if let Some(held) = self {
            held.slots(up, found);
        }
    }
}

impl<R: HoldsRecords> HoldsRecords for Patch<R> {
    const RECORDS: bool = R::RECORDS;

    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        if let Self::Set(given) = self {
            given.slots(up, found);
        }
    }
}

impl<R: HoldsRecords> HoldsRecords for Box<R> {
    const RECORDS: bool = R::RECORDS;

    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        (**self).slots(up, found);
    }
}

macro_rules! lists {
    ($($list:ident)*) => {$(
        impl<R: HoldsRecords> HoldsRecords for $list<R> {
            const RECORDS: bool = R::RECORDS;

            fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
                for (index, element) in self.iter_mut().enumerate() {
                    element.slots(Some(&At::index(up, index)), found);
                }
            }
        }
    )*};
}

lists!(Vec VecDeque);

impl<K: Send, R: HoldsRecords> HoldsRecords for BTreeMap<K, R> {
    const RECORDS: bool = R::RECORDS;

    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        slots_of_values(self.values_mut(), up, found);
    }
}

impl<K: Send, R: HoldsRecords, S: BuildHasher + Send> HoldsRecords for HashMap<K, R, S> {
    const RECORDS: bool = R::RECORDS;

    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        slots_of_values(self.values_mut(), up, found);
    }
}

/// As in Ruby foobara, an error within a map is at the position of its entry: `0.value`.
fn slots_of_values<'r, R: HoldsRecords + 'r>(
    values: impl Iterator<Item = &'r mut R>,
    up: Option<&At<'_>>,
    found: &mut RecordSlots<'r>,
) {
    for (index, value) in values.enumerate() {
        let entry = At::index(up, index);
        value.slots(Some(&At::attribute(Some(&entry), "value")), found);
    }
}
