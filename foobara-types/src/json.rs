//! JSON text to a value, noting what a value cannot say.
//!
//! Only for input that strict decoding refused: a good request never becomes a [`Value`].

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::path::{At, DataPath, Segment};

/// What a [`Value`] cannot say of the text it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    duplicates: HashMap<DataPath, Vec<String>>,
    oversized: HashSet<DataPath>,
}

impl Notes {
    /// Returns the notes of a value of which there is nothing to say.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns the keys that came more than once in the object at `at`.
    pub fn duplicates(&self, at: Option<&At<'_>>) -> &[String] {
        if self.duplicates.is_empty() {
            return &[];
        }
        self.duplicates
            .get(&At::path(at))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Returns whether the number at `at` was written as a whole number that does not fit into 64 bits.
    pub fn is_oversized(&self, at: Option<&At<'_>>) -> bool {
        !self.oversized.is_empty() && self.oversized.contains(&At::path(at))
    }

    /// Forgets what was said of a part at the root, whose value is replaced.
    pub fn forget(&mut self, name: &str) {
        let is_within = |path: &DataPath| {
            path.segments()
                .first()
                .is_some_and(|first| first.to_string() == name)
        };
        self.oversized.retain(|path| !is_within(path));
        self.duplicates.retain(|path, _| !is_within(path));
        if let Some(names) = self.duplicates.get_mut(&DataPath::root()) {
            names.retain(|duplicate| duplicate != name);
        }
    }
}

/// Parses JSON text. Of a key that comes more than once the last value is kept.
///
/// # Errors
///
/// When the text is not JSON, nests deeper than 127 levels, or has something after the value.
///
/// ```
/// use foobara_types::json;
///
/// let (value, notes) = json::parse(br#"{"a": 1, "a": 2}"#)?;
/// assert_eq!(value, serde_json::json!({ "a": 2 }));
/// assert_eq!(notes.duplicates(None), ["a".to_owned()]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn parse(text: &[u8]) -> Result<(Value, Notes), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let mut noted = Noted {
        numbers: oversized_numbers(text).into_iter(),
        ..Noted::default()
    };
    let value = Node(&mut noted).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, noted.notes))
}

/// Says of each number that does not fit an integer, in the order of the text, whether it was written as a whole one.
///
/// serde_json makes a float of either, and only the text tells them apart.
fn oversized_numbers(text: &[u8]) -> Vec<bool> {
    const SHORTEST: usize = 19;
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first == b'"' {
            rest = after_string(tail);
        } else if first == b'-' || first.is_ascii_digit() {
            let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
            let length = tail.iter().take_while(|byte| is_part(byte)).count();
            let (number, after) = tail.split_at(length);
            rest = after;
            let is_whole = number.iter().all(u8::is_ascii_digit);
            let is_minus_zero = first == b'-' && number == b"0";
            let is_float = !is_whole || is_minus_zero || (length + 1 >= SHORTEST && !fits(first, number));
            numbers.extend(is_float.then_some(is_whole && !is_minus_zero));
        }
    }
    numbers
}

fn fits(first: u8, rest: &[u8]) -> bool {
    let text: String = [first].iter().chain(rest).map(|byte| char::from(*byte)).collect();
    text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok()
}

fn after_string(mut text: &[u8]) -> &[u8] {
    while let Some((&byte, tail)) = text.split_first() {
        text = tail;
        match byte {
            b'"' => break,
            b'\\' => text = tail.get(1..).unwrap_or_default(),
            _ => {}
        }
    }
    text
}

#[derive(Default)]
struct Noted {
    path: Vec<Segment>,
    numbers: std::vec::IntoIter<bool>,
    notes: Notes,
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
        if self.0.numbers.next() == Some(true) {
            self.0
                .notes
                .oversized
                .insert(self.0.path.iter().cloned().collect());
        }
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
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
                let place = self.0.path.iter().cloned().collect();
                self.0
                    .notes
                    .duplicates
                    .entry(place)
                    .or_default()
                    .push(name.clone());
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
        let (value, notes) = parse(br#"{"a":[{"b":1},{"b":1,"b":2}]}"#).expect("is JSON");
        assert_eq!(value, json!({ "a": [{ "b": 1 }, { "b": 2 }] }));
        let here = DataPath::root().join("a").join(1);
        assert_eq!(notes.duplicates, HashMap::from([(here, vec!["b".to_owned()])]));
        assert_eq!(notes.oversized, HashSet::new());
    }

    #[test]
    fn whole_numbers_beyond_64_bits_are_noted() {
        let text = br#"{"z": -0, "18446744073709551616": [1.5, 18446744073709551615, -9223372036854775809, 1e20, "\\"], "b": 18446744073709551616}"#;
        let (_, notes) = parse(text).expect("is JSON");
        let first = DataPath::root().join("18446744073709551616".to_owned()).join(2);
        assert_eq!(
            notes.oversized,
            HashSet::from([first, DataPath::root().join("b")])
        );
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in [
            "",
            "  ",
            "{",
            r#"{"a":1,}"#,
            "NaN",
            r#"{"a":1}{"b":2}"#,
            "\u{feff}{}",
            r#"{"a":"\ud83d"}"#,
            "1e400",
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse("[".repeat(200_000).as_bytes()).is_err());
    }
}
