use smallvec::SmallVec;

use super::{DataPath, Segment};

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
        let mut segments = SmallVec::new();
        let mut place = at;
        while let Some(here) = place {
            segments.push(here.step.segment());
            place = here.up;
        }
        segments.reverse();
        DataPath::of(segments)
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
