use std::fmt;

/// A place of a manifest that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestError {
    /// The place: the names on the way to it, joined by dots.
    pub path: String,
    /// What should be there, as "text".
    pub expected: &'static str,
    /// What is there instead; `None` when nothing is.
    pub found: Option<String>,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
        } = self;
        let place = if path.is_empty() { "the manifest" } else { path };
        match found {
            Some(found) => write!(formatter, "`{place}` is {found}; expected {expected}"),
            None => write!(formatter, "`{place}` is missing; expected {expected}"),
        }
    }
}

/// Every mistake of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestErrors(pub Vec<ManifestError>);

impl fmt::Display for ManifestErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the manifest cannot be read:")?;
        self.0
            .iter()
            .try_for_each(|error| write!(formatter, "\n  - {error}"))
    }
}

impl std::error::Error for ManifestErrors {}
