//! The roots of the tree of types: anything.

use serde_json::Value;

use crate::{
    declaration::{Base, Scalar, Wire},
    typed::Typed,
};

/// `duck`: anything, null among it.
pub const DUCK: &Scalar = &Scalar {
    name: "duck",
    extends: None,
    wire: Wire::Any,
    expectation: "any value",
    cast: |value| Some(value.clone()),
    compare: None,
    schema: |_| {},
};

/// `atomic_duck`: the root of types whose values are one piece.
pub const ATOMIC_DUCK: &Scalar = &Scalar {
    name: "atomic_duck",
    extends: Some(DUCK),
    ..*DUCK
};

/// `duckture`: the root of types whose values have parts.
pub const DUCKTURE: &Scalar = &Scalar {
    name: "duckture",
    extends: Some(DUCK),
    ..*DUCK
};

impl Typed for Value {
    const BASE: Base = Base::Scalar(DUCK);
    const ALLOW_NIL: bool = true;
}

/// The result of commands that return nothing: null.
impl Typed for () {
    const BASE: Base = Base::Scalar(DUCK);
    const ALLOW_NIL: bool = true;

    fn absent() -> Option<Self> {
        Some(())
    }
}
