//! The cases of serde's `rename_all`, with serde's own idea of where words begin.

use syn::{Error, LitStr, Result};

/// How the words of a name are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const CASES: [(&str, Case); 8] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    /// Returns the case that serde calls so.
    pub(crate) fn parse(literal: &LitStr) -> Result<Self> {
        let name = literal.value();
        let case = CASES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, case)| *case);
        case.ok_or_else(|| {
            let known = CASES.map(|(known, _)| format!("\"{known}\"")).join(", ");
            Error::new(literal.span(), format!("unknown case; known cases: {known}"))
        })
    }

    /// Renames a field, which is written in snake case.
    pub(crate) fn of_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Upper => self.join(&[name]),
            _ => self.join(&name.split('_').collect::<Vec<_>>()),
        }
    }

    /// Renames a variant, which is written in Pascal case: each capital begins a word.
    pub(crate) fn of_variant(self, name: &str) -> String {
        let starts = name
            .char_indices()
            .filter(|(index, letter)| *index > 0 && letter.is_uppercase());
        let bounds: Vec<usize> = [0]
            .into_iter()
            .chain(starts.map(|(index, _)| index))
            .chain([name.len()])
            .collect();
        let words: Vec<&str> = bounds.windows(2).map(|bound| &name[bound[0]..bound[1]]).collect();
        self.join(&words)
    }

    fn join(self, words: &[&str]) -> String {
        let lower = || words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let upper = || words.iter().map(|word| word.to_uppercase()).collect::<Vec<_>>();
        match self {
            Self::Lower => lower().concat(),
            Self::Upper => upper().concat(),
            Self::Pascal => words.iter().map(|word| capitalized(word)).collect(),
            Self::Camel => {
                let (first, rest) = words.split_first().unwrap_or((&"", &[]));
                first.to_lowercase() + &rest.iter().map(|word| capitalized(word)).collect::<String>()
            }
            Self::Snake => lower().join("_"),
            Self::ScreamingSnake => upper().join("_"),
            Self::Kebab => lower().join("-"),
            Self::ScreamingKebab => upper().join("-"),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renames_as_serde_does() {
        let names = |case: Case| (case.of_field("very_tasty"), case.of_variant("VeryTasty"));
        let both = |name: &str| (name.to_owned(), name.to_owned());
        assert_eq!(
            names(Case::Lower),
            ("very_tasty".to_owned(), "verytasty".to_owned())
        );
        assert_eq!(
            names(Case::Upper),
            ("VERY_TASTY".to_owned(), "VERYTASTY".to_owned())
        );
        assert_eq!(names(Case::Pascal), both("VeryTasty"));
        assert_eq!(names(Case::Camel), both("veryTasty"));
        assert_eq!(names(Case::Snake), both("very_tasty"));
        assert_eq!(names(Case::ScreamingSnake), both("VERY_TASTY"));
        assert_eq!(names(Case::Kebab), both("very-tasty"));
        assert_eq!(names(Case::ScreamingKebab), both("VERY-TASTY"));
    }
}
