use std::{error::Error, fmt};

use super::DataPath;

/// Why there is not the one value that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathError {
    /// There is nothing at the path.
    Missing(DataPath),
    /// What holds the part is there, and has no parts of this kind.
    NoParts(DataPath),
    /// The path stands for several values.
    Several {
        /// The path, which has `#` or `*`.
        path: DataPath,
        /// How many values it stands for; at least two.
        count: usize,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(formatter, "there is nothing at `{path}`"),
            Self::NoParts(path) => write!(formatter, "what is above `{path}` cannot have such a part"),
            Self::Several { path, count } => {
                write!(formatter, "`{path}` stands for {count} values, and one is needed")
            }
        }
    }
}

impl Error for PathError {}
