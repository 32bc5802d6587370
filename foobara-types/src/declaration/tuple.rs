use std::borrow::Cow;

use super::Declaration;

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
