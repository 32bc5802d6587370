use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// Makes text a slug: lower-case words out of `a` to `z` and digits, joined by hyphens.
///
/// Other scripts and symbols are written in Latin letters as well as can be: `Straße 👋` becomes `strasse-wave`.
/// Nothing is left of text without letters and digits.
#[derive(Debug, Clone, Copy)]
pub struct Slugify;

/// `slugify`: makes text a slug, lower-case words joined by hyphens.
pub const SLUGIFY: &RuleKind = &RuleKind {
    name: "slugify",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Slugify),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Slugify {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if !is_slug(value) {
            *value = slug::slugify(&*value);
        }
        Ok(())
    }
}

fn is_slug(text: &str) -> bool {
    let mut follows_hyphen = true;
    for byte in text.bytes() {
        let is_hyphen = byte == b'-';
        let is_good = byte.is_ascii_lowercase() || byte.is_ascii_digit() || is_hyphen && !follows_hyphen;
        if !is_good {
            return false;
        }
        follows_hyphen = is_hyphen;
    }
    !follows_hyphen || text.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(Slugify.process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn words_are_joined_by_hyphens() {
        check("Hello,  World!", "hello-world");
        check("--a__b--", "a-b");
        check("already-a-slug-1", "already-a-slug-1");
    }

    #[test]
    fn other_scripts_are_written_in_latin_letters() {
        check("Straße İzmir", "strasse-izmir");
        check("Ægir e\u{301}te\u{301}", "aegir-ete");
        check("北京", "bei-jing");
        check("👋", "wave");
        check("a\u{200b}b", "a-b");
    }

    #[test]
    fn nothing_is_left_of_text_without_words() {
        check("", "");
        check(" -!- ", "");
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(&"a ".repeat(500_000), &"a-".repeat(500_000)[..999_999]);
    }

    proptest! {
        #[test]
        fn the_result_is_a_slug(text in "[ aB1_ß-]*|\\PC*") {
            let mut value = text.clone();
            let _ = Slugify.process(&mut value);
            prop_assert!(is_slug(&value), "{}", value);
        }

        #[test]
        fn slugs_stay(text in "[ab1-]*") {
            prop_assert_eq!(is_slug(&text), slug::slugify(&text) == text);
        }
    }
}
