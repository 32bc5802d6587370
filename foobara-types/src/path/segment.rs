use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer};
use serde_json::Value;

/// One step of a [`DataPath`](super::DataPath): an attribute's name, an element's index, or one that stands for many.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// An attribute, or the key of a map.
    Name(Cow<'static, str>),
    /// The zero-based position in an array.
    Index(usize),
    /// Any position in an array, written `#`.
    AnyIndex,
    /// Any key of a map, written `*`.
    AnyKey,
}

impl Segment {
    /// Reads one step: `#`, `*`, an index in decimal digits without leading zeros, or else a name.
    ///
    /// ```
    /// use foobara_types::Segment;
    ///
    /// assert_eq!(Segment::parse("0"), Segment::Index(0));
    /// assert_eq!(Segment::parse("00"), Segment::from("00"));
    /// assert_eq!(Segment::parse("#"), Segment::AnyIndex);
    /// ```
    pub fn parse(text: &str) -> Self {
        match text {
            "#" => Self::AnyIndex,
            "*" => Self::AnyKey,
            _ => index(text).map_or_else(|| text.to_owned().into(), Self::Index),
        }
    }

    /// Returns whether this step stands for many.
    pub const fn is_pattern(&self) -> bool {
        matches!(self, Self::AnyIndex | Self::AnyKey)
    }

    /// Returns whether `other` is what this step says: the same text, any index for `#`, any key for `*`.
    pub fn matches(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::AnyIndex, Self::Index(_)) | (Self::AnyKey, Self::Name(_)) => true,
            (Self::Name(name), Self::Index(position)) | (Self::Index(position), Self::Name(name)) => {
                index(name) == Some(*position)
            }
            _ => self == other,
        }
    }

    /// Returns the part of `value` one step below; `None` for a step that stands for many.
    pub(super) fn of<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        match (self, value) {
            (Self::Name(name), Value::Object(entries)) => entries.get(name.as_ref()),
            (Self::Index(index), Value::Array(elements)) => elements.get(*index),
            (Self::Index(index), Value::Object(entries)) => entries.get(&index.to_string()),
            _ => None,
        }
    }

    /// As [`of`](Self::of), to be changed.
    pub(super) fn of_mut<'a>(&self, value: &'a mut Value) -> Option<&'a mut Value> {
        match (self, value) {
            (Self::Name(name), Value::Object(entries)) => entries.get_mut(name.as_ref()),
            (Self::Index(index), Value::Array(elements)) => elements.get_mut(*index),
            (Self::Index(index), Value::Object(entries)) => entries.get_mut(&index.to_string()),
            _ => None,
        }
    }
}

/// Reads an index in the one way it is written.
fn index(text: &str) -> Option<usize> {
    let is_canonical =
        text == "0" || !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_canonical { text.parse().ok() } else { None }
}

impl fmt::Display for Segment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => formatter.write_str(name),
            Self::Index(index) => index.fmt(formatter),
            Self::AnyIndex => formatter.write_str("#"),
            Self::AnyKey => formatter.write_str("*"),
        }
    }
}

impl Serialize for Segment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => serializer.serialize_str(name),
            Self::Index(index) => serializer.serialize_u64(u64::try_from(*index).unwrap_or(u64::MAX)),
            Self::AnyIndex => serializer.serialize_str("#"),
            Self::AnyKey => serializer.serialize_str("*"),
        }
    }
}

impl From<&'static str> for Segment {
    fn from(name: &'static str) -> Self {
        Self::Name(Cow::Borrowed(name))
    }
}

impl From<String> for Segment {
    fn from(name: String) -> Self {
        Self::Name(Cow::Owned(name))
    }
}

impl From<Cow<'static, str>> for Segment {
    fn from(name: Cow<'static, str>) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "name",
            "0",
            "17",
            "007",
            "#",
            "*",
            "",
            "-1",
            "18446744073709551616",
        ] {
            assert_eq!(Segment::parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_step_that_stands_for_many_matches_each_of_them() {
        let (name, index) = (Segment::from("a"), Segment::from(3));
        assert!(Segment::AnyIndex.matches(&index) && !Segment::AnyIndex.matches(&name));
        assert!(Segment::AnyKey.matches(&name) && !Segment::AnyKey.matches(&index));
        assert!(index.matches(&Segment::from("3")) && !index.matches(&Segment::from("03")));
        assert!(!index.matches(&Segment::AnyIndex));
    }
}
