use foobara_types::{Base, Declaration, declaration::Wire};

/// How the value of an input is written on a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A flag without a value.
    Switch,
    /// One word.
    Word,
    /// Any number of words.
    Words,
    /// Any number of elements, each JSON text; or JSON text of all.
    JsonWords,
    /// Any number of `KEY=VALUE`.
    Pairs,
    /// Any number of `KEY=VALUE` whose values are JSON text.
    JsonPairs,
    /// JSON text.
    Json,
}

impl Shape {
    /// Returns how values of `declaration` are written.
    pub(crate) fn of(declaration: &Declaration) -> Self {
        match &declaration.base {
            Base::Scalar(scalar) => match scalar.wire {
                Wire::Boolean => Self::Switch,
                Wire::Number | Wire::Text => Self::Word,
                Wire::Any => Self::Json,
            },
            Base::Integer { .. } | Base::Key(_) | Base::Record(_) => Self::Word,
            Base::Array(element) if is_word(element) => Self::Words,
            Base::Array(_) => Self::JsonWords,
            Base::Map(map) if is_word(&map.value) => Self::Pairs,
            Base::Map(_) => Self::JsonPairs,
            _ => Self::Json,
        }
    }

    /// Returns whether several words make the value.
    pub(crate) const fn takes_several(self) -> bool {
        matches!(
            self,
            Self::Words | Self::JsonWords | Self::Pairs | Self::JsonPairs
        )
    }
}

fn is_word(declaration: &Declaration) -> bool {
    matches!(Shape::of(declaration), Shape::Word | Shape::Switch)
}
