use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::{Issue, brief};

/// A country by its code of two capital letters, as ISO 3166-1 alpha-2 assigns them.
#[derive(Debug, Clone, Copy)]
pub struct Country;

/// `country`: a country by its code of ISO 3166-1 alpha-2, as `DE`. Schemas say the form, which other letters have, too.
pub const COUNTRY: &RuleKind = &RuleKind {
    name: "country",
    on: Subject::Text,
    symbols: &["not_a_country"],
    process: &|_, value| on_text(value, &Country),
    schema: |_, schema| require_pattern("^[A-Z]{2}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Country {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_country(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_a_country(value))
        }
    }
}

/// The second letters of the codes, a line for each first letter from A to Z.
const SECOND_LETTERS: [&str; 26] = [
    "DEFGILMOQRSTUWXZ",
    "ABDEFGHIJLMNOQRSTVWYZ",
    "ACDFGHIKLMNORUVWXYZ",
    "EJKMOZ",
    "CEGHRST",
    "IJKMOR",
    "ABDEFGHILMNPQRSTUWY",
    "KMNRTU",
    "DELMNOQRST",
    "EMOP",
    "EGHIMNPRWYZ",
    "ABCIKRSTUVY",
    "ACDEFGHKLMNOPQRSTUVWXYZ",
    "ACEFGILOPRUZ",
    "M",
    "AEFGHKLMNRSTWY",
    "A",
    "EOSUW",
    "ABCDEGHIJKLMNORSTVXYZ",
    "CDFGHJKLMNORTVWZ",
    "AGMSYZ",
    "ACEGINU",
    "FS",
    "",
    "ET",
    "AMW",
];

fn is_country(text: &[u8]) -> bool {
    let [first, second] = text else { return false };
    SECOND_LETTERS
        .get(usize::from(first.wrapping_sub(b'A')))
        .is_some_and(|letters| letters.as_bytes().contains(second))
}

#[cold]
fn not_a_country(value: &str) -> Box<Issue> {
    let message = format!(
        "{} is not the code of a country in capital letters, as DE",
        brief(&value.into())
    );
    Box::new(Issue::text("not_a_country", message).with("value", value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check, texts};

    #[test]
    fn codes_are_those_that_are_assigned() {
        check(
            COUNTRY,
            &[],
            &texts(&["AD", "DE", "GB", "US", "ZW"]),
            &texts(&[
                "", "D", "DEU", "de", "UK", "EU", "XK", "ZZ", "D1", "É", "@A", "[A",
            ]),
        );
    }

    #[test]
    fn there_are_249_of_them() {
        assert_eq!(
            SECOND_LETTERS.iter().map(|letters| letters.len()).sum::<usize>(),
            249
        );
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[A-Z]{1,3}") {
            assert_same(&Country, COUNTRY, &[], text);
        }
    }
}
