use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// Makes the first character upper case, and leaves the rest as it is.
///
/// Upper case is Unicode's and does not depend on a language; of some characters it is several, so that `ßa` becomes
/// `SSa`. Text that starts with anything but a lower-case letter stays as it is.
#[derive(Debug, Clone, Copy)]
pub struct Capitalize;

/// Makes the first character of each word upper case, and leaves the rest as it is.
///
/// Words are what white space separates: `well-known o'clock` becomes `Well-known O'clock`.
#[derive(Debug, Clone, Copy)]
pub struct Title;

/// `capitalize`: makes the first character upper case.
pub const CAPITALIZE: &RuleKind = &RuleKind {
    name: "capitalize",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Capitalize),
    ..RuleKind::TRANSFORMER
};

/// `title`: makes the first character of each word upper case.
pub const TITLE: &RuleKind = &RuleKind {
    name: "title",
    on: Subject::Text,
    process: &|_, value| on_text(value, &Title),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Capitalize {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if let Some(first) = value.chars().next().filter(|first| !is_upper(*first)) {
            value.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        Ok(())
    }
}

impl Rule<String> for Title {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        let mut firsts = value.split_whitespace().filter_map(|word| word.chars().next());
        if !firsts.all(is_upper) {
            *value = title(value);
        }
        Ok(())
    }
}

/// Returns whether upper case leaves a character as it is.
fn is_upper(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_lowercase();
    }
    character.to_uppercase().eq([character])
}

fn title(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut is_first = true;
    for character in text.chars() {
        if is_first {
            title.extend(character.to_uppercase());
        } else {
            title.push(character);
        }
        is_first = character.is_whitespace();
    }
    title
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(rule: &impl Rule<String>, text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(rule.process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn the_first_character_alone_changes() {
        check(&Capitalize, "hello World", "Hello World");
        check(&Capitalize, "mcDONALD", "McDONALD");
        check(&Capitalize, "élan", "Élan");
        check(&Capitalize, "e\u{301}lan", "E\u{301}lan");
    }

    #[test]
    fn upper_case_can_be_longer() {
        check(&Capitalize, "ßa", "SSa");
        check(&Capitalize, "ŉa", "ʼNa");
        check(&Title, "ﬁn ßa", "FIn SSa");
    }

    #[test]
    fn what_has_no_upper_case_stays() {
        for text in [
            "",
            " a",
            "İstanbul",
            "1st",
            "\"a\"",
            "👋 a",
            "\u{200b}a",
            "\u{301}a",
        ] {
            check(&Capitalize, text, text);
        }
    }

    #[test]
    fn each_word_is_capitalized_and_white_space_stays() {
        check(&Title, "hello  big\u{a0}wORLD\n", "Hello  Big\u{a0}WORLD\n");
        check(&Title, "well-known o'clock", "Well-known O'clock");
        check(&Title, "ärger über öl", "Ärger Über Öl");
        check(&Title, "", "");
        check(&Title, "👋 a\u{200b}b", "👋 A\u{200b}b");
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(&Title, &"ß a ".repeat(250_000), &"SS A ".repeat(250_000));
        check(
            &Capitalize,
            &"é".repeat(500_000),
            &format!("É{}", "é".repeat(499_999)),
        );
    }

    #[test]
    fn upper_case_of_every_character_is_upper_case() {
        for character in '\0'..=char::MAX {
            assert!(character.to_uppercase().all(is_upper), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(text in "[ \u{a0}aßŉéǆ]*|\\PC*") {
            let rules: [&dyn Rule<String>; 2] = [&Capitalize, &Title];
            for rule in rules {
                let mut once = text.clone();
                let _ = rule.process(&mut once);
                let mut twice = once.clone();
                let _ = rule.process(&mut twice);
                prop_assert_eq!(once, twice);
            }
        }

        #[test]
        fn a_title_is_its_words_capitalized(words in proptest::collection::vec("[a-zßéÉ'-]{1,5}", 0..5)) {
            let mut value = words.join(" ");
            let _ = Title.process(&mut value);
            let mut capitalized = words;
            for word in &mut capitalized {
                let _ = Capitalize.process(word);
            }
            prop_assert_eq!(value, capitalized.join(" "));
        }
    }
}
