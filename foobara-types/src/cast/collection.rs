//! The elements of arrays, tuples and maps.

use serde_json::{Map, Value};

use super::{
    caster::{Caster, Purpose},
    pairs::from_pairs,
};
use crate::{
    declaration::{Base, Declaration, MapType, Wire},
    error::Issue,
    path::At,
};

impl Caster<'_> {
    /// Processes the elements of a value that has its outer form.
    pub(super) fn elements(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        match (&declaration.base, value) {
            (Base::Array(element), Value::Array(elements)) => {
                self.each(std::iter::repeat(&**element), elements, at);
            }
            (Base::Tuple(tuple), Value::Array(elements)) => self.each(tuple.elements.iter(), elements, at),
            (Base::Map(map), Value::Object(entries)) => self.entries(map, entries, at),
            (Base::Attributes(attributes), Value::Object(entries)) => {
                self.elements_of(attributes, entries, at)
            }
            (Base::Model(model), Value::Object(entries)) => self.elements_of(&model.attributes, entries, at),
            (Base::Union(union), value) => self.content(union, value, at),
            _ => {}
        }
    }

    /// The elements of a tuple of the wrong size are not looked at.
    pub(super) fn misses_size(&mut self, base: &Base, value: &Value, at: Option<&At<'_>>) -> bool {
        let (Base::Tuple(tuple), Value::Array(elements)) = (base, value) else {
            return false;
        };
        let is_wrong = tuple.elements.len() != elements.len();
        if is_wrong {
            self.refuse(
                at,
                Issue::incorrect_tuple_size(tuple.elements.len(), elements.len(), value),
            );
        }
        is_wrong
    }

    fn each<'d>(
        &mut self,
        types: impl Iterator<Item = &'d Declaration>,
        elements: &mut [Value],
        at: Option<&At<'_>>,
    ) {
        for (index, (declaration, element)) in types.zip(elements).enumerate() {
            self.value(declaration, element, Some(&At::index(at, index)));
        }
    }

    /// Makes an object of a value, with keys that are given once.
    pub(super) fn open_map(
        &mut self,
        declaration: &Declaration,
        value: &mut Value,
        at: Option<&At<'_>>,
    ) -> bool {
        self.unpair(value);
        if !value.is_object() {
            return self.cannot_cast(declaration, value, at);
        }
        let duplicates = self.notes.duplicates(at);
        if duplicates.is_empty() {
            return true;
        }
        self.refuse(at, Issue::duplicate_attributes(duplicates));
        false
    }

    /// Makes an object of an array of pairs.
    pub(super) fn unpair(&self, value: &mut Value) {
        if self.purpose != Purpose::Judge
            && let Some(entries) = from_pairs(value)
        {
            *value = Value::Object(entries);
        }
    }

    /// As in Ruby foobara, an error is at the position of its entry: `0.key`, `0.value`.
    fn entries(&mut self, map: &MapType, entries: &mut Map<String, Value>, at: Option<&At<'_>>) {
        if !map.takes_any_key() && !self.keys(&map.key, entries, at) {
            return;
        }
        for (index, value) in entries.values_mut().enumerate() {
            let entry = At::index(at, index);
            self.value(&map.value, value, Some(&At::attribute(Some(&entry), "value")));
        }
    }

    /// Processes the keys; one that cannot be cast ends the processing of the map.
    fn keys(
        &mut self,
        declaration: &Declaration,
        entries: &mut Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        let found = self.errors.len();
        let mut processed = Map::new();
        for (index, (key, value)) in std::mem::take(entries).into_iter().enumerate() {
            let entry = At::index(at, index);
            let mut name = key_of(&declaration.base, key);
            self.value(declaration, &mut name, Some(&At::attribute(Some(&entry), "key")));
            let name = text_of(name);
            if processed.insert(name.clone(), value).is_some() {
                self.refuse(at, Issue::duplicate_attributes(&[name]));
            }
        }
        *entries = processed;
        !self.errors.iter().skip(found).any(|error| error.issue.is_fatal)
    }
}

/// Returns the number or the truth that the text of a key stands for, where keys are such.
fn key_of(base: &Base, text: String) -> Value {
    let is_text = base
        .scalar()
        .is_some_and(|scalar| matches!(scalar.wire, Wire::Any | Wire::Text));
    match serde_json::from_str::<Value>(&text) {
        Ok(key) if !is_text && (key.is_number() || key.is_boolean()) && text_of(key.clone()) == text => key,
        _ => text.into(),
    }
}

/// Writes a key as text that casts to the same key: casters of numbers take no plus in an exponent.
fn text_of(key: Value) -> String {
    match key {
        Value::String(text) => text,
        Value::Number(number) => number.to_string().replace('+', ""),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{TypeRegistry, json::Notes};

    #[track_caller]
    fn check(key_type: &str, value: &Value, expected: &Value) {
        let map = TypeRegistry::standard().declare(&json!({
            "type": "associative_array",
            "key_type_declaration": key_type,
            "value_type_declaration": "integer",
        }));
        let map = map.expect("the declaration is right");
        let once = map.process(value.clone(), &Notes::none());
        assert_eq!(once.as_ref(), Ok(expected));
        assert_eq!(map.process(expected.clone(), &Notes::none()), once);
    }

    #[test]
    fn keys_that_are_no_text_are_written_as_what_casts_to_them_again() {
        check("integer", &json!({ "007": 1 }), &json!({ "7": 1 }));
        check("boolean", &json!({ "yes": 1 }), &json!({ "true": 1 }));
        check("float", &json!({ "1.50": 1 }), &json!({ "1.5": 1 }));
        check("float", &json!({ "1E96": 1 }), &json!({ "1e96": 1 }));
        check("float", &json!({ "1E-9": 1 }), &json!({ "1e-9": 1 }));
    }
}
