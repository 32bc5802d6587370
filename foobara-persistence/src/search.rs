//! What it is to search text, the same for every store that does.

use std::{collections::BTreeSet, sync::LazyLock};

use foobara_core::transaction::StorageError;
use regex::Regex;

use crate::field::Field;

/// How many characters a word has at most that is looked for. What stores know of longer words differs.
const LONGEST: usize = 500;

/// Letters and digits of all scripts; whatever else there is separates words.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{Nd}]+").expect("invariant: the expression is one"));

/// A store that does not search text was asked to: the source of a [`StorageError::Other`]. See
/// [`Capabilities::text_search`](crate::Capabilities::text_search).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{store} does not search text; use `Filter::contains`, or a store that does, as PostgreSQL")]
pub struct NoTextSearch {
    /// What people call the store.
    pub store: &'static str,
}

impl From<NoTextSearch> for StorageError {
    fn from(error: NoTextSearch) -> Self {
        Self::Other(Box::new(error))
    }
}

/// A type of attributes whose text is searched: `String`, or an `Option` or a `Box` of it.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` has no text to search",
    note = "`#[entity(searched)]` is for `String`, or an `Option` of it"
)]
pub trait SearchedText: Field {}

impl SearchedText for String {}

impl<T: SearchedText> SearchedText for Option<T> {}

impl<T: SearchedText> SearchedText for Box<T> {}

/// What a search is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// There is no word in it: every text has them all.
    Anything,
    /// One of the words is too long to be in any text.
    Nothing,
    /// The words, each once, in lower case.
    Words(BTreeSet<String>),
}

impl Sought {
    /// Reads what somebody is searching for.
    pub(crate) fn of(text: &str) -> Self {
        let words = words(text);
        if words.is_empty() {
            Self::Anything
        } else if words.iter().any(|word| word.chars().count() > LONGEST) {
            Self::Nothing
        } else {
            Self::Words(words)
        }
    }

    /// Returns whether a text has it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Nothing => false,
            Self::Words(sought) => sought.is_subset(&words(text)),
        }
    }
}

/// Returns the words of a text.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    WORD.find_iter(&text)
        .map(|word| word.as_str().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(text: &str) -> Vec<String> {
        match Sought::of(text) {
            Sought::Words(words) => words.into_iter().collect(),
            other => panic!("{text:?} is {other:?}"),
        }
    }

    #[test]
    fn words_are_letters_and_digits_in_lower_case() {
        assert_eq!(sought("Wet capybara, WET!"), ["capybara", "wet"]);
        assert_eq!(
            sought("don't e-mail 3.5\0x²"),
            ["3", "5", "don", "e", "mail", "t", "x"]
        );
        assert_eq!(
            sought("ÜNAL Straße ΣΊΣΥΦΟΣ 漢字"),
            ["straße", "ünal", "σίσυφος", "漢字"]
        );
    }

    #[test]
    fn without_a_word_anything_is_sought_and_with_one_too_long_nothing() {
        for text in ["", " \n", "&|!:*()'\"\0"] {
            assert_eq!(Sought::of(text), Sought::Anything, "{text:?}");
        }
        assert_eq!(Sought::of(&"a".repeat(501)), Sought::Nothing);
        assert_eq!(sought(&"é".repeat(500)), ["é".repeat(500)]);
    }
}
