//! Values of one type under keys of another.

use std::collections::{BTreeMap, HashMap};

use serde::Deserializer;
use serde_json::Value;

use crate::{
    declaration::{Base, Declaration, MapType, Ref},
    decode,
    error::InputErrors,
    path::At,
    typed::Typed,
};

macro_rules! maps {
    ($($map:ident)*) => {$(
        impl<T: Typed + 'static> Typed for $map<String, T> {
            const BASE: Base = Base::Map(Ref::Static(|| {
                const {
                    &MapType {
                        key: Declaration::new(Base::Scalar(super::DUCK)),
                        value: Declaration::of::<T>(),
                    }
                }
            }));
            const SENSITIVE: bool = T::SENSITIVE;
            const CHECKED: bool = T::CHECKED;

            fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
                check_values(self.values_mut(), at, errors);
            }

            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::map(deserializer, Self::len)
            }
        }
    )*};
}

maps!(BTreeMap HashMap);

impl Typed for serde_json::Map<String, Value> {
    const BASE: Base = <BTreeMap<String, Value> as Typed>::BASE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::map::<Value, Self, D>(deserializer, Self::len)
    }
}

/// As in Ruby foobara, an error within is at the position of its entry: `0.value`.
fn check_values<'a, T: Typed + 'a>(
    values: impl Iterator<Item = &'a mut T>,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    if !T::CHECKED {
        return;
    }
    for (index, value) in values.enumerate() {
        if errors.is_full() {
            return;
        }
        let entry = At::index(at, index);
        value.check(Some(&At::attribute(Some(&entry), "value")), errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decodes<T: Typed>(text: &str) -> bool {
        T::decode(&mut serde_json::Deserializer::from_str(text)).is_ok()
    }

    #[test]
    fn a_key_that_comes_twice_is_not_decoded() {
        for (text, is_good) in [
            (r#"{}"#, true),
            (r#"{"a":1,"b":1}"#, true),
            (r#"{"a":1,"a":1}"#, false),
            (r#"{"a":1,"b":2,"\u0061":3}"#, false),
        ] {
            assert_eq!(decodes::<BTreeMap<String, i64>>(text), is_good, "{text}");
            assert_eq!(decodes::<HashMap<String, i64>>(text), is_good, "{text}");
            assert_eq!(decodes::<serde_json::Map<String, Value>>(text), is_good, "{text}");
        }
    }
}
