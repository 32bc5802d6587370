//! Any number of elements of one type.

use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    hash::Hash,
};

use serde::Deserializer;

use crate::{declaration::Base, decode, error::InputErrors, path::At, typed::Typed};

macro_rules! lists {
    ($($list:ident)*) => {$(
        impl<T: Typed + 'static> Typed for $list<T> {
            const BASE: Base = Base::Array(T::DECLARATION);
            const SENSITIVE: bool = T::SENSITIVE;
            const CHECKED: bool = T::CHECKED;

            fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
                if !T::CHECKED {
                    return;
                }
                for (index, element) in self.iter_mut().enumerate() {
                    if errors.is_full() {
                        return;
                    }
                    element.check(Some(&At::index(at, index)), errors);
                }
            }

            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::list(deserializer)
            }
        }
    )*};
}

lists!(Vec VecDeque);

macro_rules! sets {
    ($($set:ident: $($bound:path),+;)*) => {$(
        /// A set is an array in which each element counts once.
        impl<T: Typed $(+ $bound)+ + 'static> Typed for $set<T> {
            const BASE: Base = Base::Array(T::DECLARATION);
            const SENSITIVE: bool = T::SENSITIVE;
            const CHECKED: bool = T::CHECKED;

            fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
                if T::CHECKED {
                    let mut elements: Vec<T> = std::mem::take(self).into_iter().collect();
                    elements.check(at, errors);
                    *self = elements.into_iter().collect();
                }
            }

            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::list(deserializer)
            }
        }
    )*};
}

sets! {
    BTreeSet: Ord;
    HashSet: Eq, Hash;
}
