use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// Removes white space at both ends, and leaves one space of any within.
///
/// White space is what Unicode says it is: line breaks and no-break spaces are, zero-width characters are not.
#[derive(Debug, Clone, Copy)]
pub struct Squish;

/// `squish`: removes white space at both ends, and leaves one space of any within.
pub const SQUISH: &RuleKind = &RuleKind {
    name: "squish",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Squish),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Squish {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if !is_squished(value) {
            *value = squish(value);
        }
        Ok(())
    }
}

/// Returns whether the only white space is one space at a time between words.
fn is_squished(text: &str) -> bool {
    let mut follows_space = true;
    for character in text.chars() {
        let is_space = character.is_whitespace();
        if is_space && (follows_space || character != ' ') {
            return false;
        }
        follows_space = is_space;
    }
    !follows_space || text.is_empty()
}

fn squish(text: &str) -> String {
    let mut squished = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squished.is_empty() {
            squished.push(' ');
        }
        squished.push_str(word);
    }
    squished
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(Squish.process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn leaves_one_space_between_words() {
        check("  a \t\n b  ", "a b");
        check("a\u{a0}b\u{3000}c\u{2028}d", "a b c d");
        check("a\nb", "a b");
        check("Straße  👩\u{200d}👧  e\u{301}", "Straße 👩\u{200d}👧 e\u{301}");
    }

    #[test]
    fn nothing_is_left_of_white_space() {
        check("", "");
        check(" \u{85}\r\n ", "");
    }

    #[test]
    fn zero_width_characters_stay() {
        check(" a\u{200b}  \u{feff}b ", "a\u{200b} \u{feff}b");
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(&" \ta".repeat(300_000), &"a ".repeat(300_000)[..599_999]);
    }

    #[test]
    fn other_values_pass() {
        let mut value = json!([" a "]);
        assert_eq!(
            RuleSpec::new(SQUISH, &[]).process(&Base::integer(), &mut value),
            Ok(())
        );
        assert_eq!(value, json!([" a "]));
    }

    proptest! {
        #[test]
        fn is_the_words_joined(text in "[ \t\u{a0}\u{200b}aß]*|\\PC*") {
            let mut value = text.clone();
            let _ = Squish.process(&mut value);
            prop_assert_eq!(&value, &text.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert!(is_squished(&value));
        }
    }
}
