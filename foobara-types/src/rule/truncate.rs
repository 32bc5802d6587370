use super::{Argument, Rule, RuleKind, Subject, Takes, case::on_text};
use crate::error::Issue;

/// Cuts text after this many characters.
///
/// Characters are counted as `max_length` counts them, so that a letter and its combining mark are two.
#[derive(Debug, Clone, Copy)]
pub struct Truncate(pub usize);

/// `truncate`: cuts text after this many characters.
pub const TRUNCATE: &RuleKind = &RuleKind {
    name: "truncate",
    on: Subject::Text,
    takes: Takes::Length,
    process: &|given, value| match given.arguments.first().and_then(Argument::as_usize) {
        Some(length) => on_text(value, &Truncate(length)),
        None => Ok(()),
    },
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Truncate {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if value.len() > self.0 {
            let end = value.char_indices().nth(self.0).map(|(end, _)| end);
            value.truncate(end.unwrap_or(value.len()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec, builtin::STRING};

    #[track_caller]
    fn check(length: usize, text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(Truncate(length).process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn shorter_text_stays() {
        check(3, "", "");
        check(3, "abc", "abc");
        check(3, "ßİ👋", "ßİ👋");
        check(usize::MAX, "abc", "abc");
    }

    #[test]
    fn cuts_between_characters() {
        check(2, "abc", "ab");
        check(2, "👋👋👋", "👋👋");
        check(1, "e\u{301}", "e");
        check(2, "a\u{200b}b", "a\u{200b}");
        check(0, "abc", "");
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(400_000, &"é".repeat(500_000), &"é".repeat(400_000));
    }

    #[test]
    fn dynamic_values_are_cut_the_same() {
        let rule = RuleSpec::new(TRUNCATE, &[Argument::Int(1)]);
        let mut value = json!("éa");
        assert_eq!(rule.process(&Base::Scalar(STRING), &mut value), Ok(()));
        assert_eq!(value, json!("é"));
    }

    proptest! {
        #[test]
        fn is_the_first_characters(text in "\\PC*", length in 0_usize..20) {
            let mut value = text.clone();
            let _ = Truncate(length).process(&mut value);
            prop_assert_eq!(&value, &text.chars().take(length).collect::<String>());
            let once = value.clone();
            let _ = Truncate(length).process(&mut value);
            prop_assert_eq!(value, once);
        }
    }
}
