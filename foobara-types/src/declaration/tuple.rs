use std::borrow::Cow;

use super::Declaration;
use crate::builtin::STRING;

/// Arrays of a fixed number of elements, each of a type of its own.
#[derive(Debug, Clone)]
pub struct TupleType {
    /// The types of the elements.
    pub elements: Cow<'static, [Declaration]>,
}

/// Values of one type under keys of another.
#[derive(Debug, Clone)]
pub struct MapType {
    /// The type of the keys, which are text on the wire.
    pub key: Declaration,
    /// The type of the values.
    pub value: Declaration,
}

impl MapType {
    /// Returns whether any text is a key.
    pub fn takes_any_key(&self) -> bool {
        let is_text = self
            .key
            .base
            .scalar()
            .is_some_and(|scalar| scalar.name == STRING.name);
        (is_text || self.key.base.is_anything()) && self.key.all_rules().next().is_none()
    }
}
