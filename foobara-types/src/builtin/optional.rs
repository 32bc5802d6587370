//! Values that may be missing.

use serde::Deserializer;

use crate::{
    declaration::{Base, NamedType, Ref},
    decode,
    error::InputErrors,
    path::At,
    rule::RuleSpec,
    typed::Typed,
};

impl<T: Typed> Typed for Option<T> {
    const BASE: Base = T::BASE;
    const NAMED: Option<Ref<NamedType>> = T::NAMED;
    const RULES: &'static [RuleSpec] = T::RULES;
    const REQUIRED: bool = false;
    const ALLOW_NIL: bool = true;
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        if let Some(value) = self {
            value.check(at, errors);
        }
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::option(deserializer)
    }
}

impl<T: Typed> Typed for Box<T> {
    const BASE: Base = T::BASE;
    const NAMED: Option<Ref<NamedType>> = T::NAMED;
    const RULES: &'static [RuleSpec] = T::RULES;
    const REQUIRED: bool = T::REQUIRED;
    const ALLOW_NIL: bool = T::ALLOW_NIL;
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        (**self).check(at, errors);
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }
}
