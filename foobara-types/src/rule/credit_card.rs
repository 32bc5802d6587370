use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::Issue;

/// A payment card number: 12 to 19 digits, the last of which is right by the algorithm of Luhn.
#[derive(Debug, Clone, Copy)]
pub struct CreditCard;

/// `credit_card`: a payment card number of 12 to 19 digits, the last of which is right by the algorithm of Luhn. Schemas
/// say the form, which wrong numbers have, too.
pub const CREDIT_CARD: &RuleKind = &RuleKind {
    name: "credit_card",
    on: Subject::Text,
    symbols: &["not_a_credit_card"],
    process: &|_, value| on_text(value, &CreditCard),
    schema: |_, schema| require_pattern("^[0-9]{12,19}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for CreditCard {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_card(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_a_credit_card(value))
        }
    }
}

fn is_card(text: &[u8]) -> bool {
    (12..=19).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) && luhn(text).is_multiple_of(10)
}

/// Sums up digits, of which every second from the right counts double, less nine when that has two digits.
fn luhn(digits: &[u8]) -> u32 {
    const DOUBLED: [u8; 16] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9, 0, 0, 0, 0, 0, 0];
    let (odd, pairs) = digits.as_rchunks::<2>();
    let single = odd.iter().map(|digit| digit & 15).map(u32::from);
    let of_pairs = pairs.iter().map(|[doubled, single]| {
        let doubled = DOUBLED
            .get(usize::from(doubled & 15))
            .copied()
            .unwrap_or_default();
        u32::from(doubled + (single & 15))
    });
    single.sum::<u32>() + of_pairs.sum::<u32>()
}

#[cold]
fn not_a_credit_card(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text(
            "not_a_credit_card",
            "Must be a card number of 12 to 19 digits; one of them is wrong or missing",
        )
        .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check, texts};

    #[test]
    fn numbers_have_a_check_digit() {
        check(
            CREDIT_CARD,
            &[],
            &texts(&[
                "4111111111111111",
                "5555555555554444",
                "378282246310005",
                "30569309025904",
                "6011000990139424",
                "630490017740292441",
            ]),
            &texts(&[
                "",
                "4111111111111112",
                "41111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "a111111111111111",
                "00000000000",
                "00000000000000000000",
            ]),
        );
    }

    /// Returns digits with the one at the end that makes them a card number.
    fn completed(mut digits: Vec<u8>) -> Vec<u8> {
        digits.push(b'0');
        let sum = luhn(&digits);
        if let Some(last) = digits.last_mut() {
            *last += u8::try_from((10 - sum % 10) % 10).expect("is a digit");
        }
        digits
    }

    proptest::proptest! {
        #[test]
        fn any_wrong_digit_is_found(
            digits in proptest::collection::vec(b'0'..=b'9', 11..=18), at: proptest::sample::Index, by in 1_u8..10,
        ) {
            let card = completed(digits);
            proptest::prop_assert!(is_card(&card));
            let mut wrong = card.clone();
            let digit = wrong.get_mut(at.index(card.len())).expect("is within");
            *digit = b'0' + (*digit - b'0' + by) % 10;
            proptest::prop_assert!(!is_card(&wrong));
        }

        #[test]
        fn typed_and_dynamic_agree(text in "[0-9]{11,20}") {
            assert_same(&CreditCard, CREDIT_CARD, &[], text);
        }
    }
}
