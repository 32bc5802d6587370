use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::Issue;

/// A name for addresses: words of lower-case letters and digits of ASCII, joined by single hyphens.
#[derive(Debug, Clone, Copy)]
pub struct Slug;

/// `slug`: words of lower-case letters and digits of ASCII, joined by single hyphens. Schemas say it exactly.
pub const SLUG: &RuleKind = &RuleKind {
    name: "slug",
    on: Subject::Text,
    symbols: &["not_a_slug"],
    process: &|_, value| on_text(value, &Slug),
    schema: |_, schema| require_pattern("^[a-z0-9]+(-[a-z0-9]+)*$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Slug {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_slug(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_a_slug(value))
        }
    }
}

fn is_slug(text: &[u8]) -> bool {
    let mut is_after_hyphen = true;
    for byte in text {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => is_after_hyphen = false,
            b'-' if !is_after_hyphen => is_after_hyphen = true,
            _ => return false,
        }
    }
    !is_after_hyphen
}

#[cold]
fn not_a_slug(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text(
            "not_a_slug",
            "Must be lower-case words of letters and digits, joined by single hyphens",
        )
        .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{admits, assert_same, check_exact, texts};

    #[test]
    fn words_are_joined_by_single_hyphens() {
        check_exact(
            SLUG,
            &[],
            &texts(&["a", "7", "hello-world", "a-b-c", "2024-in-review"]),
            &texts(&["", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "é", "a\n"]),
        );
    }

    proptest::proptest! {
        #[test]
        fn schemas_say_the_same(text in "[ab1_A-]{0,6}") {
            proptest::prop_assert_eq!(admits(SLUG, &[], &text.as_str().into()), is_slug(text.as_bytes()));
            assert_same(&Slug, SLUG, &[], text);
        }
    }
}
