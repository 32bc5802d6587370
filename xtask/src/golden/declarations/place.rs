//! A place in a value, as the declaration describes it.

use std::borrow::Cow;

use serde_json::Value;

use crate::golden::compare::{View, canonical_decimal, same_datetime, same_decimal};

/// The declaration of a place in a value; none where nothing is declared, as below a duck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place<'a>(Option<&'a Value>);

impl<'a> Place<'a> {
    /// Returns the place of a whole value.
    pub(super) fn root(declaration: &'a Value) -> Self {
        Self(Some(declaration))
    }

    /// Returns the place at the path of an error; below an associative array that is an index, then `key` or `value`.
    pub(super) fn at(self, path: &[Value]) -> Self {
        match path {
            [] => self,
            [Value::Number(_), Value::String(part), rest @ ..] if self.is("associative_array") => {
                self.declared(&format!("{part}_type_declaration")).at(rest)
            }
            [Value::Number(index), rest @ ..] => {
                let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
                index.map_or(Self(None), |index| self.element(index)).at(rest)
            }
            [Value::String(key), rest @ ..] => self.member(key).at(rest),
            _ => Self(None),
        }
    }

    /// Returns the name of the type, `duck` where nothing is declared and `?` where the declaration names none.
    pub(super) fn type_name(self) -> &'a str {
        match self.0 {
            None => "duck",
            Some(declaration) => declaration
                .as_str()
                .or_else(|| declaration["type"].as_str())
                .filter(|name| !name.is_empty())
                .unwrap_or("?"),
        }
    }

    /// Returns whether a value holds a null, here or below, where the declaration allows it.
    pub(super) fn holds_allowed_null(self, value: &Value) -> bool {
        match value {
            Value::Null => self.0.is_some_and(|declaration| declaration["allow_nil"] == true),
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .any(|(index, element)| self.element(index).holds_allowed_null(element)),
            Value::Object(members) => members
                .iter()
                .any(|(key, member)| self.member(key).holds_allowed_null(member)),
            _ => false,
        }
    }

    fn is(self, type_name: &str) -> bool {
        self.type_name() == type_name
    }

    fn declared(self, key: &str) -> Self {
        Self(self.0.and_then(|declaration| declaration.get(key)))
    }
}

impl View for Place<'_> {
    fn member(self, key: &str) -> Self {
        if self.is("associative_array") {
            return self.declared("value_type_declaration");
        }
        let attributes = match self.0 {
            Some(sugar @ Value::Object(members)) if !members.contains_key("type") => Some(sugar),
            _ => self.declared("element_type_declarations").0,
        };
        Self(attributes.and_then(|attributes| attributes.get(key)))
    }

    fn key(self, key: &str) -> Cow<'_, str> {
        let keys = self.declared("key_type_declaration");
        let decimal = if self.is("associative_array") && keys.is("big_decimal") {
            canonical_decimal(key)
        } else {
            None
        };
        decimal.map_or(Cow::Borrowed(key), Cow::Owned)
    }

    fn element(self, index: usize) -> Self {
        match (self.0, self.declared("type").0) {
            (Some(Value::Array(sugar)), _) | (_, Some(Value::Array(sugar))) => Self(match sugar.as_slice() {
                [element] => Some(element),
                tuple => tuple.get(index),
            }),
            _ => match self.declared("element_type_declarations").0 {
                Some(tuple) => Self(tuple.get(index)),
                None => self.declared("element_type_declaration"),
            },
        }
    }

    fn same_text(self, expected: &str, came: &str) -> bool {
        expected == came
            || match self.type_name() {
                "big_decimal" => same_decimal(expected, came),
                "datetime" => same_datetime(expected, came),
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declaration() -> Value {
        json!({"type": "attributes", "element_type_declarations": {
            "tags": {"type": "array", "element_type_declaration": {"type": "date", "allow_nil": true}},
            "pair": {"type": "tuple", "element_type_declarations": ["big_decimal", "datetime"]},
            "map": {
                "type": "associative_array",
                "key_type_declaration": "email",
                "value_type_declaration": {"type": "float"},
            },
            "any": "array",
            "odd": {"max": 5},
            "nameless": "",
        }})
    }

    #[test]
    fn the_path_of_an_error_leads_to_a_type() {
        let declaration = declaration();
        for (path, type_name) in [
            (json!([]), "attributes"),
            (json!(["tags"]), "array"),
            (json!(["tags", 3]), "date"),
            (json!(["pair", 0]), "big_decimal"),
            (json!(["pair", 1]), "datetime"),
            (json!(["pair", 2]), "duck"),
            (json!(["map", 0, "key"]), "email"),
            (json!(["map", 0, "value"]), "float"),
            (json!(["any", 0, "deeper"]), "duck"),
            (json!(["none"]), "duck"),
            (json!(["odd"]), "?"),
            (json!(["nameless"]), "?"),
            (json!([null]), "duck"),
        ] {
            let place = Place::root(&declaration).at(path.as_array().expect("a path is an array"));
            assert_eq!(place.type_name(), type_name, "{path}");
        }
    }

    #[test]
    fn members_of_an_associative_array_are_values() {
        let declaration = declaration();
        let place = Place::root(&declaration).member("map").member("a@b.com");
        assert_eq!(place, Place(Some(&json!({"type": "float"}))));
    }

    #[test]
    fn only_decimals_and_datetimes_are_read() {
        let same = |type_name: &str, expected, came| {
            Place::root(&json!({ "type": type_name })).same_text(expected, came)
        };
        assert!(same("big_decimal", "42.0", "42"));
        assert!(same(
            "datetime",
            "1970-01-01T00:00:00+00:00",
            "1970-01-01T00:00:00.0Z"
        ));
        assert!(same("string", "42", "42"));
        assert!(!same("string", "42.0", "42"));
        assert!(!same("big_decimal", "42.0", "43"));
        assert!(!same("datetime", "42.0", "42"));
        assert!(!same(
            "string",
            "1970-01-01T00:00:00+00:00",
            "1970-01-01T00:00:00Z"
        ));
        assert!(!same("string", "(?-mix:a)", "a"));
    }

    #[test]
    fn finds_a_null_that_is_allowed() {
        let declaration = declaration();
        let place = Place::root(&declaration);
        assert!(place.holds_allowed_null(&json!({"pair": [1], "tags": [1, null]})));
        assert!(!place.holds_allowed_null(&json!({"pair": [null], "tags": null})));
        assert!(!place.holds_allowed_null(&json!(null)));
        assert!(Place::root(&json!({"type": "duck", "allow_nil": true})).holds_allowed_null(&json!(null)));
    }
}
