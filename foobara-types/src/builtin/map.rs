//! Values of one type under keys of any name.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::{declaration::Base, error::InputErrors, path::At, typed::Typed};

impl<T: Typed + 'static> Typed for BTreeMap<String, T> {
    const BASE: Base = Base::Map(T::DECLARATION);
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        check_values(self.iter_mut(), at, errors);
    }
}

impl<T: Typed + 'static> Typed for HashMap<String, T> {
    const BASE: Base = Base::Map(T::DECLARATION);
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        check_values(self.iter_mut(), at, errors);
    }
}

impl Typed for serde_json::Map<String, Value> {
    const BASE: Base = Base::Map(Value::DECLARATION);
}

fn check_values<'a, T: Typed + 'a>(
    entries: impl Iterator<Item = (&'a String, &'a mut T)>,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    if !T::CHECKED {
        return;
    }
    for (key, value) in entries {
        if errors.is_full() {
            return;
        }
        value.check(Some(&At::name(at, key)), errors);
    }
}
