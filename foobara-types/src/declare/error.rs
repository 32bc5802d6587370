use std::{fmt, sync::Arc};

use crate::path::DataPath;

/// A mistake in the data of a declaration, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclarationError {
    /// The path in the data, with sugar removed.
    pub path: DataPath,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// What can be wrong with the data of a declaration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Mistake {
    /// It is no name, object or array.
    #[error("expected the name of a type, an object or an array; got {0}")]
    NoDeclaration(String),
    /// No type has this name.
    #[error("no type is called `{name}`{}", hint(.suggestion.as_deref()))]
    UnknownType {
        /// The name.
        name: String,
        /// The nearest name of a type.
        suggestion: Option<String>,
    },
    /// No rule has this name.
    #[error("no processor is called `{name}`{}", hint(.suggestion.as_deref()))]
    UnknownProcessor {
        /// The name.
        name: String,
        /// The nearest name of a rule.
        suggestion: Option<String>,
    },
    /// A rule does not work on values of the type.
    #[error("`{name}` works on {on}, not on `{of}`")]
    Inapplicable {
        /// The rule.
        name: &'static str,
        /// What it works on.
        on: &'static str,
        /// The type.
        of: String,
    },
    /// A part is not what it has to be.
    #[error("expected {expected}; got {got}")]
    Unexpected {
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        got: String,
    },
    /// A value is none of the type that it is declared for.
    #[error("{0}")]
    BadValue(String),
    /// A pattern is no regular expression.
    #[error("the pattern does not compile: {0}")]
    BadPattern(String),
    /// An argument is not one that the rule takes.
    #[error("{0}")]
    BadArgument(String),
    /// Something names an attribute that is not declared.
    #[error("no attribute is called `{name}`; there are: {}", listed(.declared))]
    UnknownAttribute {
        /// The name.
        name: String,
        /// The declared attributes.
        declared: Arc<[String]>,
    },
    /// A size that contradicts the number of elements of a tuple.
    #[error("a tuple of {elements} elements cannot have the size {size}")]
    TupleSize {
        /// The number of its elements.
        elements: usize,
        /// The size that was said.
        size: String,
    },
    /// Something that must be said is not.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// Declarations within declarations within declarations.
    #[error("declarations are nested too deeply; at most {0} levels are read")]
    TooDeep(usize),
}

fn hint(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// Names the first few.
fn listed(names: &[String]) -> String {
    const MOST: usize = 50;
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => format!("{} and {} more", first.join(", "), names.len() - MOST),
        _ => names.join(", "),
    }
}

/// The mistakes in the data of a declaration: not only the first, and not more than [`MOST`](Self::MOST).
#[derive(Debug, Clone, PartialEq)]
pub struct DeclarationErrors(pub Vec<DeclarationError>);

impl DeclarationErrors {
    /// The number of mistakes that are kept.
    pub const MOST: usize = 100;
}

impl fmt::Display for DeclarationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_root() {
            write!(formatter, "{}", self.mistake)
        } else {
            write!(formatter, "at {}: {}", self.path, self.mistake)
        }
    }
}

impl fmt::Display for DeclarationErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.0.len() == 1 { "mistake" } else { "mistakes" };
        write!(formatter, "the declaration has {} {noun}", self.0.len())?;
        self.0
            .iter()
            .try_for_each(|error| write!(formatter, "\n  - {error}"))
    }
}

impl std::error::Error for DeclarationErrors {}
