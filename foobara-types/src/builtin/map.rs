//! Values of one type under keys of another.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

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
    ($($map:ident: $($bound:ident)+;)*) => {$(
        impl<K: Typed + $($bound +)+ 'static, T: Typed + 'static> Typed for $map<K, T> {
            const BASE: Base = Base::Map(Ref::Static(|| {
                const {
                    &MapType {
                        key: Declaration::of::<K>(),
                        value: Declaration::of::<T>(),
                    }
                }
            }));
            const SENSITIVE: bool = T::SENSITIVE;
            const CHECKED: bool = K::CHECKED || T::CHECKED;

            fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
                if K::CHECKED {
                    let entries = std::mem::take(self).into_iter().enumerate();
                    let checked = entries.map(|(index, (key, value))| (check_key(key, index, at, errors), value));
                    *self = checked.collect();
                }
                check_values(self.values_mut(), at, errors);
            }

            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::map(deserializer, Self::len)
            }
        }
    )*};
}

maps! {
    BTreeMap: Ord;
    HashMap: Eq Hash;
}

impl Typed for serde_json::Map<String, Value> {
    const BASE: Base = <BTreeMap<String, Value> as Typed>::BASE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::map::<String, Value, Self, D>(deserializer, Self::len)
    }
}

/// As in Ruby foobara, an error in a key is at the position of its entry: `0.key`.
fn check_key<K: Typed>(mut key: K, index: usize, at: Option<&At<'_>>, errors: &mut InputErrors) -> K {
    if !errors.is_full() {
        let entry = At::index(at, index);
        key.check(Some(&At::attribute(Some(&entry), "key")), errors);
    }
    key
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
    fn keys_are_of_any_type_that_text_can_be() {
        let decode = |text: &str| {
            let decoded = BTreeMap::<i64, bool>::decode(&mut serde_json::Deserializer::from_str(text));
            decoded.map_err(|_| ())
        };
        assert_eq!(
            decode(r#"{"-1":true,"20":false}"#),
            Ok(BTreeMap::from([(-1, true), (20, false)]))
        );
        assert_eq!(decode(r#"{"a":true}"#), Err(()));
        assert!(decodes::<HashMap<bool, char>>(r#"{"true":"a"}"#));
        assert!(!decodes::<HashMap<bool, char>>(r#"{"yes":"a"}"#));
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
