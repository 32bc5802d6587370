use super::{Rule, RuleKind, Subject, Takes, case::on_text};
use crate::error::Issue;

/// Removes each of these characters, wherever they are.
#[derive(Debug, Clone, Copy)]
pub struct Without<'a>(pub &'a str);

/// `without`: removes each of the given characters, wherever they are, as spaces and hyphens out of a card number.
pub const WITHOUT: &RuleKind = &RuleKind {
    name: "without",
    on: Subject::Text,
    takes: Takes::Text,
    process: &|given, value| match given.text() {
        Some(removed) => on_text(value, &Without(removed)),
        None => Ok(()),
    },
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Without<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        value.retain(|character| !self.0.contains(character));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Argument, testing::assert_same};

    #[test]
    fn characters_are_removed_wherever_they_are() {
        let mut text = " (030) 12-34 é".to_owned();
        assert_eq!(Without(" -()").process(&mut text), Ok(()));
        assert_eq!(text, "0301234é");
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[a é-]{0,8}") {
            assert_same(&Without("é -"), WITHOUT, &[Argument::text("é -")], text);
        }
    }
}
