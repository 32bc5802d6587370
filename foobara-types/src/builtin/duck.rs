//! Anything.

use serde_json::Value;

use crate::{declaration::Base, typed::Typed};

impl Typed for Value {
    const BASE: Base = Base::Duck;
    const ALLOW_NIL: bool = true;
}

/// The result of commands that return nothing: null.
impl Typed for () {
    const BASE: Base = Base::Duck;
    const ALLOW_NIL: bool = true;

    fn absent() -> Option<Self> {
        Some(())
    }
}
