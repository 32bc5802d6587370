use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::Issue;

/// A name to sign in with: 3 to 32 letters, digits, underscores, full stops and hyphens of ASCII, a letter first.
#[derive(Debug, Clone, Copy)]
pub struct Username;

/// `username`: 3 to 32 letters, digits, `_`, `.` and `-` of ASCII, a letter first. Schemas say it exactly.
pub const USERNAME: &RuleKind = &RuleKind {
    name: "username",
    on: Subject::Text,
    symbols: &["not_a_username"],
    process: &|_, value| on_text(value, &Username),
    schema: |_, schema| require_pattern("^[A-Za-z][A-Za-z0-9_.-]{2,31}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Username {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_username(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_a_username(value))
        }
    }
}

fn is_username(text: &[u8]) -> bool {
    let is_good = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (3..=32).contains(&text.len())
        && text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.iter().all(is_good)
}

#[cold]
fn not_a_username(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text(
            "not_a_username",
            "Must be 3 to 32 letters, digits, underscores, full stops or hyphens, starting with a letter",
        )
        .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{admits, assert_same, check_exact, texts};

    #[test]
    fn names_are_3_to_32_characters_with_a_letter_first() {
        let longest = "a".repeat(32);
        let too_long = "a".repeat(33);
        check_exact(
            USERNAME,
            &[],
            &texts(&["ada", "Ada.Lovelace", "a_1", "x--", &longest]),
            &texts(&["", "ab", "1ab", "_ab", "ad a", "adé", "ada\n", "ada@x", &too_long]),
        );
    }

    proptest::proptest! {
        #[test]
        fn schemas_say_the_same(text in "[a-cA1_.é -]{0,6}") {
            proptest::prop_assert_eq!(admits(USERNAME, &[], &text.as_str().into()), is_username(text.as_bytes()));
            assert_same(&Username, USERNAME, &[], text);
        }
    }
}
