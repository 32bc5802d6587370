//! JSON text to a value, noting the keys that came more than once.
//!
//! Only for input that strict decoding refused: a good request never becomes a [`Value`].

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::path::{At, DataPath, Segment};

/// The keys that came more than once, and in which object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates(Vec<(DataPath, String)>);

impl Duplicates {
    /// Returns the duplicates of a value that has none.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Returns the keys that came more than once in the object at `at`.
    pub fn at(&self, at: Option<&At<'_>>) -> Vec<&str> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let path = At::path(at);
        self.0.iter().filter(|(place, _)| *place == path).map(|(_, name)| name.as_str()).collect()
    }
}

/// Parses JSON text. Of a key that comes more than once the last value is kept.
///
/// # Errors
///
/// When the text is not JSON, nests deeper than 128 levels, or has something after the value.
///
/// ```
/// use foobara_types::json;
///
/// let (value, duplicates) = json::parse(br#"{"a": 1, "a": 2}"#)?;
/// assert_eq!(value, serde_json::json!({ "a": 2 }));
/// assert_eq!(duplicates.at(None), ["a"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn parse(text: &[u8]) -> Result<(Value, Duplicates), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let mut noted = Noted::default();
    let value = Node(&mut noted).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, Duplicates(noted.duplicates)))
}

#[derive(Default)]
struct Noted {
    path: Vec<Segment>,
    duplicates: Vec<(DataPath, String)>,
}

struct Node<'a>(&'a mut Noted);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        self.0.path.push(0.into());
        while let Some(element) = elements.next_element_seed(Node(self.0))? {
            array.push(element);
            if let Some(last) = self.0.path.last_mut() {
                *last = array.len().into();
            }
        }
        self.0.path.pop();
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.0.path.push(name.clone().into());
            let value = entries.next_value_seed(Node(self.0))?;
            self.0.path.pop();
            if object.contains_key(&name) {
                self.0.duplicates.push((self.0.path.iter().cloned().collect(), name.clone()));
            }
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn duplicates_are_noted_where_they_are() {
        let (value, duplicates) = parse(br#"{"a":[{"b":1},{"b":1,"b":2}]}"#).expect("is JSON");
        assert_eq!(value, json!({ "a": [{ "b": 1 }, { "b": 2 }] }));
        let here = DataPath::root().join("a").join(1);
        assert_eq!(duplicates, Duplicates(vec![(here, "b".to_owned())]));
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in ["", "  ", "{", r#"{"a":1,}"#, "NaN", r#"{"a":1}{"b":2}"#, "\u{feff}{}", r#"{"a":"\ud83d"}"#, "1e400"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse("[".repeat(200_000).as_bytes()).is_err());
    }
}
