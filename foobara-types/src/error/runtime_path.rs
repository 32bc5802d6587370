use std::{borrow::Cow, fmt};

use serde::Serialize;
use smallvec::SmallVec;

/// The sub-commands on the way to an error, outermost first; each the called command's symbol. One is not allocated.
///
/// ```
/// use foobara_types::error::RuntimePath;
///
/// let path = RuntimePath::new().below("zoo::feed").below("zoo::open");
/// assert_eq!(path.to_string(), "zoo::open>zoo::feed>");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RuntimePath(SmallVec<[Cow<'static, str>; 1]>);

impl RuntimePath {
    /// Returns the path of errors that are a command's own.
    pub const fn new() -> Self {
        Self(SmallVec::new_const())
    }

    /// Returns this path as the caller of `command` sees it: `command` comes first.
    #[must_use]
    pub fn below(mut self, command: impl Into<Cow<'static, str>>) -> Self {
        self.enter(command.into());
        self
    }

    /// Puts the symbol of the called command first.
    pub fn enter(&mut self, command: Cow<'static, str>) {
        self.0.insert(0, command);
    }

    /// Returns whether the error is the command's own.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the symbols of the commands, outermost first.
    pub fn commands(&self) -> &[Cow<'static, str>] {
        &self.0
    }
}

impl<T: Into<Cow<'static, str>>> FromIterator<T> for RuntimePath {
    fn from_iter<I: IntoIterator<Item = T>>(commands: I) -> Self {
        Self(commands.into_iter().map(Into::into).collect())
    }
}

/// Each command with `>` after it, as keys begin.
impl fmt::Display for RuntimePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|command| {
            formatter.write_str(command)?;
            formatter.write_str(">")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_comes_before_what_it_called() {
        let own = RuntimePath::new();
        assert_eq!((own.is_empty(), own.to_string()), (true, String::new()));
        let path = own.below("zoo::feed").below("zoo::open");
        assert_eq!(
            (path.is_empty(), path.to_string()),
            (false, "zoo::open>zoo::feed>".to_owned())
        );
        assert_eq!(path, ["zoo::open", "zoo::feed"].into_iter().collect());
    }
}
