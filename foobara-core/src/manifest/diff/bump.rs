use std::{fmt, str::FromStr};

use serde::Serialize;

/// Which part of a version has to be counted up, as semantic versioning has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// None: nothing changed.
    #[default]
    None,
    /// The last: nobody who calls the commands can tell, but for texts.
    Patch,
    /// The second: there is more than before.
    Minor,
    /// The first: something that worked may work no longer.
    Major,
}

impl Bump {
    /// Returns what was counted up between two versions; `None` when one of them is no version or the later one is
    /// lower. Before 1.0.0 the second part stands for the first, and the last for the second.
    ///
    /// ```
    /// use foobara_core::manifest::diff::Bump;
    ///
    /// assert_eq!(Bump::between("1.2.3", "1.3.0"), Some(Bump::Minor));
    /// assert_eq!(Bump::between("0.2.3", "0.3.0"), Some(Bump::Major));
    /// assert_eq!(Bump::between("1.2.3", "1.2.3"), Some(Bump::None));
    /// assert_eq!(Bump::between("1.2.3", "one"), None);
    /// ```
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let (old, new) = (parts(old)?, parts(new)?);
        if new < old {
            return None;
        }
        let ([old_major, old_minor, _], [major, minor, _]) = (old, new);
        let (second, last) = if major > 0 {
            (Self::Minor, Self::Patch)
        } else {
            (Self::Major, Self::Minor)
        };
        Some(match () {
            () if old == new => Self::None,
            () if old_major != major => Self::Major,
            () if old_minor != minor => second,
            () => last,
        })
    }

    /// Returns the word for it: `none`, `patch`, `minor` or `major`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The three numbers of a version; what stands behind `-` or `+` is left out.
fn parts(version: &str) -> Option<[u64; 3]> {
    let numbers = version.split(['-', '+']).next()?;
    let mut numbers = numbers.split('.').map(|number| number.parse().ok());
    let parts = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(parts)
}

impl fmt::Display for Bump {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Bump {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        [Self::None, Self::Patch, Self::Minor, Self::Major]
            .into_iter()
            .find(|bump| bump.as_str() == word)
            .ok_or_else(|| format!("`{word}` is none of `none`, `patch`, `minor` and `major`"))
    }
}
