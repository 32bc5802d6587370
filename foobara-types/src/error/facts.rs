use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use smallvec::SmallVec;

use super::{Fact, brief::Brief};

/// What is known about an error, in order, each under a name: its context. Up to two facts are kept in place.
///
/// ```
/// use foobara_types::error::Facts;
///
/// let facts = Facts::new().with("value", 9).with("max", 5);
/// assert_eq!(facts.to_value(), serde_json::json!({ "value": 9, "max": 5 }));
/// assert_eq!(format!("{} is larger than {}", facts.shown("value"), facts.shown("max")), "9 is larger than 5");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts(SmallVec<[(Cow<'static, str>, Fact); 2]>);

impl Facts {
    /// Returns no facts.
    pub const fn new() -> Self {
        Self(SmallVec::new_const())
    }

    /// Returns these facts and one more; it takes the place of one with the same name.
    #[inline]
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, fact: impl Into<Fact>) -> Self {
        self.insert(name.into(), fact.into());
        self
    }

    /// Adds a fact; it takes the place of one with the same name.
    #[inline]
    pub fn insert(&mut self, name: Cow<'static, str>, fact: Fact) {
        match self.get_mut(&name) {
            Some(known) => *known = fact,
            None => self.0.push((name, fact)),
        }
    }

    /// Returns the fact of that name.
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.iter()
            .find_map(|(known, fact)| (known == name).then_some(fact))
    }

    /// Returns the facts and their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.iter().map(|(name, fact)| (name.as_ref(), fact))
    }

    /// Returns whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the facts as an object.
    pub fn to_value(&self) -> Value {
        let entries = self.iter().map(|(name, fact)| (name.to_owned(), fact.to_value()));
        Value::Object(entries.collect())
    }

    /// Returns the fact of that name for a sentence: as JSON, cut after 60 characters; `null` when there is none.
    pub fn shown(&self, name: &str) -> impl fmt::Display {
        Brief(self.get(name).unwrap_or(&Fact::Null))
    }

    /// Returns the text of that name for a sentence, as it is; nothing when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Fact::as_str).unwrap_or_default()
    }

    /// Returns the elements of the array of that name for a sentence: `a, b`.
    pub fn list(&self, name: &str) -> impl fmt::Display {
        let elements = match self.get(name) {
            Some(Fact::Value(value)) => value.as_array().map(Vec::as_slice),
            _ => None,
        };
        List(elements.unwrap_or_default())
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Fact> {
        self.0
            .iter_mut()
            .find_map(|(known, fact)| (known == name).then_some(fact))
    }
}

struct List<'a>(&'a [Value]);

impl fmt::Display for List<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, element) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            element.fmt(formatter)?;
        }
        Ok(())
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl From<Map<String, Value>> for Facts {
    fn from(entries: Map<String, Value>) -> Self {
        let facts = entries
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        Self(facts.collect())
    }
}

/// The facts of an object; anything else is one fact, `value`.
impl From<Value> for Facts {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(entries) => entries.into(),
            other => Self::new().with("value", other),
        }
    }
}

impl<Name: Into<Cow<'static, str>>, Known: Into<Fact>> FromIterator<(Name, Known)> for Facts {
    fn from_iter<I: IntoIterator<Item = (Name, Known)>>(facts: I) -> Self {
        facts
            .into_iter()
            .fold(Self::new(), |facts, (name, fact)| facts.with(name, fact))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_are_an_object_in_their_order() {
        let facts = Facts::from(json!({ "b": 1, "a": [1, "x"], "c": null }));
        assert_eq!(
            serde_json::to_string(&facts).ok().as_deref(),
            Some(r#"{"b":1,"a":[1,"x"],"c":null}"#)
        );
        assert_eq!(facts.list("a").to_string(), r#"1, "x""#);
        assert_eq!(facts.with("b", "new").to_value()["b"], "new");
    }

    #[test]
    fn what_is_no_object_is_one_fact() {
        assert_eq!(Facts::from(json!(3)), Facts::new().with("value", 3));
        assert_eq!(Facts::new().shown("none").to_string(), "null");
    }

    #[test]
    fn of_facts_with_one_name_the_last_is_kept() {
        let facts: Facts = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
        assert_eq!(facts, Facts::new().with("a", 3).with("b", 2));
    }

    #[test]
    fn text_is_shown_within_quotes_or_as_it_is() {
        let facts = Facts::new().with("name", "a\"b").with("size", 3);
        assert_eq!(
            (facts.shown("name").to_string(), facts.text("name")),
            (r#""a\"b""#.to_owned(), "a\"b")
        );
        assert_eq!((facts.text("size"), facts.text("none")), ("", ""));
    }

    #[test]
    fn no_facts_are_there_until_the_first() {
        assert!(Facts::new().is_empty());
        assert!(!Facts::new().with("value", 3).is_empty());
    }
}
