use std::collections::{BTreeMap, HashMap, VecDeque};

use serde::Serialize;
use serde_json::{Map, Value};

/// Values made of elements, of which there is a number.
///
/// Sets are none: how many elements a set has is not how many were given.
#[diagnostic::on_unimplemented(message = "`{Self}` has no size to judge")]
pub trait Collection: Serialize {
    /// Returns the number of elements.
    fn size(&self) -> usize;
}

impl<T: Serialize> Collection for Vec<T> {
    fn size(&self) -> usize {
        self.len()
    }
}

impl<T: Serialize> Collection for VecDeque<T> {
    fn size(&self) -> usize {
        self.len()
    }
}

impl<T: Serialize> Collection for BTreeMap<String, T> {
    fn size(&self) -> usize {
        self.len()
    }
}

impl<T: Serialize> Collection for HashMap<String, T> {
    fn size(&self) -> usize {
        self.len()
    }
}

impl Collection for Map<String, Value> {
    fn size(&self) -> usize {
        self.len()
    }
}

macro_rules! tuples {
    ($($size:literal ($($element:ident),+))*) => {$(
        impl<$($element: Serialize),+> Collection for ($($element,)+) {
            fn size(&self) -> usize {
                $size
            }
        }
    )*};
}

tuples! {
    2 (A, B)
    3 (A, B, C)
    4 (A, B, C, D)
    5 (A, B, C, D, E)
    6 (A, B, C, D, E, F)
}

/// Returns the number of elements of a dynamic value that has some.
pub(super) fn size(value: &Value) -> Option<usize> {
    match value {
        Value::Array(elements) => Some(elements.len()),
        Value::Object(entries) => Some(entries.len()),
        _ => None,
    }
}

/// Returns a value as it stands in the context of an issue.
#[cold]
pub(super) fn shown<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
