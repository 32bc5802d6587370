//! Where in a value something is.

use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer};

/// One step of a [`DataPath`]: an attribute's name or an element's index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// An attribute, or the key of a map.
    Name(Cow<'static, str>),
    /// The zero-based position in an array.
    Index(usize),
}

impl fmt::Display for Segment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => formatter.write_str(name),
            Self::Index(index) => write!(formatter, "{index}"),
        }
    }
}

impl Serialize for Segment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => serializer.serialize_str(name),
            Self::Index(index) => serializer.serialize_u64(u64::try_from(*index).unwrap_or(u64::MAX)),
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

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A path from the root of a value to one of its parts, as `lines.0.name`.
///
/// ```
/// use foobara_types::DataPath;
///
/// let path = DataPath::root().join("lines").join(0).join("name");
/// assert_eq!(path.to_string(), "lines.0.name");
/// assert!(DataPath::root().is_root());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct DataPath(Vec<Segment>);

impl DataPath {
    /// Returns the path of the whole value.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Returns this path extended by one step.
    #[must_use]
    pub fn join(mut self, segment: impl Into<Segment>) -> Self {
        self.0.push(segment.into());
        self
    }

    /// Returns whether this is the path of the whole value.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the steps from the root.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl FromIterator<Segment> for DataPath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl fmt::Display for DataPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            write!(formatter, "{segment}")?;
        }
        Ok(())
    }
}

/// Where a walk over a value is: a list on the stack, made into a [`DataPath`] only when an error needs one.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    up: Option<&'a Self>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Static(&'static str),
    Name(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    /// Returns the place of a declared attribute below `up`; nothing is allocated for its name.
    pub const fn attribute(up: Option<&'a Self>, name: &'static str) -> Self {
        Self {
            up,
            step: Step::Static(name),
        }
    }

    /// Returns the place of the value with a key that came with the data.
    pub const fn name(up: Option<&'a Self>, name: &'a str) -> Self {
        Self {
            up,
            step: Step::Name(name),
        }
    }

    /// Returns the place of an element.
    pub const fn index(up: Option<&'a Self>, index: usize) -> Self {
        Self {
            up,
            step: Step::Index(index),
        }
    }

    /// Returns the path from the root to `at`; the root itself for `None`.
    pub fn path(at: Option<&Self>) -> DataPath {
        let mut segments = Vec::new();
        let mut place = at;
        while let Some(here) = place {
            segments.push(here.step.segment());
            place = here.up;
        }
        segments.reverse();
        DataPath(segments)
    }
}

impl Step<'_> {
    fn segment(self) -> Segment {
        match self {
            Self::Static(name) => name.into(),
            Self::Name(name) => name.to_owned().into(),
            Self::Index(index) => index.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_becomes_the_path_from_the_root() {
        let lines = At::attribute(None, "lines");
        let first = At::index(Some(&lines), 0);
        let key = At::name(Some(&first), "colour");
        assert_eq!(
            At::path(Some(&key)),
            DataPath::root().join("lines").join(0).join("colour".to_owned())
        );
        assert_eq!(At::path(None), DataPath::root());
    }
}
