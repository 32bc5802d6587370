use std::{convert::Infallible, fmt, str::FromStr};

use serde::Serialize;
use smallvec::SmallVec;

use super::Segment;

/// A path from the root of a value to one of its parts, as `lines.0.name`; up to four steps are not allocated.
///
/// A path with `#` or `*` is a pattern: it stands for every path with an index or a key in that place.
///
/// ```
/// use foobara_types::DataPath;
///
/// let path = DataPath::root().join("lines").join(0).join("name");
/// assert_eq!(path.to_string(), "lines.0.name");
/// assert_eq!(path, DataPath::from("lines.0.name"));
/// assert!(DataPath::from("lines.#").matches(&DataPath::from("lines.7")));
/// assert!(DataPath::root().is_root());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct DataPath(SmallVec<[Segment; 4]>);

impl DataPath {
    /// Returns the path of the whole value.
    pub const fn root() -> Self {
        Self(SmallVec::new_const())
    }

    /// Returns this path extended by one step.
    #[must_use]
    pub fn join(mut self, segment: impl Into<Segment>) -> Self {
        self.0.push(segment.into());
        self
    }

    /// Returns this path extended by every step of `other`.
    #[must_use]
    pub fn append(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns this path within a part: `segment` comes first.
    #[must_use]
    pub fn prepend(mut self, segment: impl Into<Segment>) -> Self {
        self.0.insert(0, segment.into());
        self
    }

    /// Returns the path of what holds the part; `None` for the whole value.
    pub fn parent(&self) -> Option<Self> {
        let (_, up) = self.0.split_last()?;
        Some(up.iter().cloned().collect())
    }

    /// Returns the step from the parent; `None` for the whole value.
    pub fn last(&self) -> Option<&Segment> {
        self.0.last()
    }

    /// Returns whether this is the path of the whole value.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the steps from the root.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Returns whether the path stands for many, having `#` or `*`.
    pub fn is_pattern(&self) -> bool {
        self.0.iter().any(Segment::is_pattern)
    }

    /// Returns whether `other` is this path, or one that this pattern stands for.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && other.starts_with(self)
    }

    /// Returns whether this is the path of `up`, or of a part of what is there; `up` may be a pattern.
    pub fn starts_with(&self, up: &Self) -> bool {
        self.0.len() >= up.0.len() && up.0.iter().zip(&self.0).all(|(up, own)| up.matches(own))
    }

    /// Returns the path with `#` for each index, as possible errors have it.
    #[must_use]
    pub fn without_indices(&self) -> Self {
        let general = |segment: &Segment| match segment {
            Segment::Index(_) => Segment::AnyIndex,
            other => other.clone(),
        };
        self.0.iter().map(general).collect()
    }

    pub(super) const fn of(segments: SmallVec<[Segment; 4]>) -> Self {
        Self(segments)
    }
}

impl FromIterator<Segment> for DataPath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

/// Reads what [`Display`](fmt::Display) writes. A dot always parts two steps, and digits are an index.
impl From<&str> for DataPath {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            return Self::root();
        }
        text.split('.').map(Segment::parse).collect()
    }
}

impl From<String> for DataPath {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&Self> for DataPath {
    fn from(path: &Self) -> Self {
        path.clone()
    }
}

impl FromStr for DataPath {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl fmt::Display for DataPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            segment.fmt(formatter)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_path_is_taken_apart_and_put_together() {
        let path = DataPath::from("lines.0.name");
        assert_eq!(path.parent(), Some("lines.0".into()));
        assert_eq!(path.last(), Some(&Segment::from("name")));
        assert_eq!(path.clone().prepend("order"), "order.lines.0.name".into());
        assert_eq!(path.without_indices(), "lines.#.name".into());
        assert_eq!((DataPath::root().parent(), DataPath::root().last()), (None, None));
    }

    #[test]
    fn a_path_is_below_itself_and_what_holds_it() {
        let path = DataPath::from("lines.0.name");
        for up in ["", "lines", "lines.0", "lines.#", "lines.0.name", "*.#.*"] {
            assert!(path.starts_with(&up.into()), "{up}");
        }
        for other in ["line", "lines.1", "lines.*", "lines.0.name.x"] {
            assert!(!path.starts_with(&other.into()), "{other}");
        }
    }

    fn path() -> impl Strategy<Value = DataPath> {
        let segment = prop_oneof![
            "[a-z_]{1,4}".prop_map(Segment::from),
            (0..12_usize).prop_map(Segment::from),
            Just(Segment::AnyIndex),
            Just(Segment::AnyKey),
        ];
        proptest::collection::vec(segment, 0..7).prop_map(|segments| segments.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(path in path()) {
            prop_assert_eq!(DataPath::from(path.to_string().as_str()), path);
        }

        #[test]
        fn any_text_is_a_path_that_is_written_so(text in "[a.#*0-9 é]{0,12}") {
            prop_assert_eq!(DataPath::from(text.as_str()).to_string(), text);
        }

        #[test]
        fn joining_and_appending_agree(path in path(), other in path()) {
            let joined = other.segments().iter().cloned().fold(path.clone(), DataPath::join);
            prop_assert_eq!(&path.clone().append(other.clone()), &joined);
            prop_assert!(joined.starts_with(&path));
            let prepended = path.segments().iter().rev().cloned().fold(other, DataPath::prepend);
            prop_assert_eq!(prepended, joined);
        }
    }
}
