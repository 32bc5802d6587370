//! A walk over a manifest that notes what is not as it should be and goes on.

use std::{cell::RefCell, collections::BTreeMap};

use serde_json::{Map, Value};

use super::{ManifestError, ManifestErrors};

/// The mistakes of a walk. The first ones are kept, for one cause has many of them.
#[derive(Debug, Default)]
pub(super) struct Mistakes(RefCell<Vec<ManifestError>>);

impl Mistakes {
    const MOST: usize = 100;

    /// Returns what was read, unless there were mistakes.
    pub(super) fn finish<T>(self, read: T) -> Result<T, ManifestErrors> {
        let mistakes = self.0.into_inner();
        if mistakes.is_empty() {
            Ok(read)
        } else {
            Err(ManifestErrors(mistakes))
        }
    }
}

/// A place in a manifest, which may be empty.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    value: Option<&'a Value>,
    path: String,
    mistakes: &'a Mistakes,
}

impl<'a> Cursor<'a> {
    /// Returns the outermost place.
    pub(super) const fn new(value: &'a Value, mistakes: &'a Mistakes) -> Self {
        Self {
            value: Some(value),
            path: String::new(),
            mistakes,
        }
    }

    /// Returns the same place, holding something else.
    pub(super) fn holding<'b>(&self, value: &'b Value) -> Cursor<'b>
    where
        'a: 'b,
    {
        Cursor {
            value: Some(value),
            path: self.path.clone(),
            mistakes: self.mistakes,
        }
    }

    /// Returns the place below, under a name.
    pub(super) fn at(&self, name: &str) -> Self {
        self.below(name, self.value.and_then(|value| value.get(name)))
    }

    fn below(&self, name: &str, value: Option<&'a Value>) -> Self {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Self {
            value,
            path,
            mistakes: self.mistakes,
        }
    }

    /// Returns this place if something is there that is not null.
    pub(super) fn given(self) -> Option<Self> {
        self.value.filter(|value| !value.is_null())?;
        Some(self)
    }

    /// Returns what is here.
    pub(super) const fn value(&self) -> Option<&'a Value> {
        self.value
    }

    /// Reads text.
    pub(super) fn text(&self) -> String {
        self.text_or_nothing().unwrap_or_default()
    }

    /// Reads text, where there is something.
    pub(super) fn optional_text(self) -> Option<String> {
        self.given()?.text_or_nothing()
    }

    fn text_or_nothing(&self) -> Option<String> {
        match self.value {
            Some(Value::String(text)) => Some(text.clone()),
            _ => self.refuse("text"),
        }
    }

    /// Reads a list of texts; nothing is an empty one.
    pub(super) fn texts(self) -> Vec<String> {
        let elements = self.elements();
        elements.iter().map(Self::text).collect()
    }

    /// Returns the places in a list; nothing is an empty one.
    pub(super) fn elements(self) -> Vec<Self> {
        let Some(list) = self.given() else {
            return Vec::new();
        };
        let Some(Value::Array(elements)) = list.value else {
            return list.refuse("a list").unwrap_or_default();
        };
        let places = elements.iter().enumerate();
        places
            .map(|(index, element)| list.below(&index.to_string(), Some(element)))
            .collect()
    }

    /// Reads `true` or `false`; nothing is `false`.
    pub(super) fn flag(self) -> bool {
        let Some(flag) = self.given() else {
            return false;
        };
        match flag.value {
            Some(Value::Bool(is_set)) => *is_set,
            _ => flag.refuse("true or false").unwrap_or_default(),
        }
    }

    /// Reads an object; nothing is an empty one.
    pub(super) fn object(self) -> Map<String, Value> {
        let Some(object) = self.given() else {
            return Map::new();
        };
        match object.value {
            Some(Value::Object(entries)) => entries.clone(),
            _ => object.refuse("an object").unwrap_or_default(),
        }
    }

    /// Returns the places in an object by name, in their order; nothing has none.
    pub(super) fn named(self) -> Vec<(String, Self)> {
        let Some(object) = self.given() else {
            return Vec::new();
        };
        let Some(Value::Object(entries)) = object.value else {
            return object.refuse("an object").unwrap_or_default();
        };
        let places = entries.iter();
        places
            .map(|(name, value)| (name.clone(), object.below(name, Some(value))))
            .collect()
    }

    /// Reads each thing in an object.
    pub(super) fn each<T>(self, read: fn(&Self) -> T) -> BTreeMap<String, T> {
        let places = self.named().into_iter();
        places.map(|(name, place)| (name, read(&place))).collect()
    }

    /// Notes that something else is expected here.
    pub(super) fn refuse<T>(&self, expected: &'static str) -> Option<T> {
        let mut mistakes = self.mistakes.0.borrow_mut();
        if mistakes.len() < Mistakes::MOST {
            mistakes.push(ManifestError {
                path: self.path.clone(),
                expected,
                found: self.value.map(kind),
            });
        }
        None
    }
}

/// Says what a value is, without all of it.
fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(_) => "text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
