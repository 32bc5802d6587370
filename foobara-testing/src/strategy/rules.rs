//! Text in the special forms that rules ask for, by the names of the rules.

use foobara_types::Declaration;
use proptest::{prelude::*, sample::select, string::string_regex};

use super::texts::words;

/// Returns texts in the form that a rule of the declaration asks for; `None` where no rule does, or none that is known.
pub(super) fn format(declaration: &Declaration) -> Option<BoxedStrategy<String>> {
    declaration.all_rules().find_map(|rule| {
        let argument = rule.arguments.first().and_then(words);
        of_rule(rule.kind.name, argument.as_deref())
    })
}

fn of_rule(name: &str, argument: Option<&str>) -> Option<BoxedStrategy<String>> {
    match name {
        "country" => Some(one_of(&["DE", "AR", "GB", "US", "ZW"])),
        "credit_card" => Some(cards()),
        "currency" => Some(one_of(&["EUR", "CHF", "JPY", "USD"])),
        "email" => Some(pattern(
            "[a-z][a-z0-9+_]{0,8}(\\.[a-z]{1,5})?@[a-z]{1,8}(-[a-z]{1,3})?\\.(com|example)",
        )),
        "iban" => Some(ibans()),
        "phone" => Some(pattern("\\+[1-9][0-9]{6,14}")),
        "phone_number" => Some(one_of(&[
            "+14155552671",
            "+442079460958",
            "+493012345678",
            "+33142685300",
        ])),
        "postal_code" => Some(postal_codes(argument.unwrap_or_default())),
        "slug" => Some(pattern("[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,3}")),
        "ssn" => Some(pattern(
            "(00[1-9]|[1-5][0-9]{2}|7[0-9]{2})-(0[1-9]|[1-9][0-9])-[1-9][0-9]{3}",
        )),
        "url" => Some(pattern(
            "https?://[a-z]{1,8}\\.(com|example)(/[a-z0-9]{0,5}){0,3}(\\?[a-z]=[a-z0-9]{0,3})?",
        )),
        "username" => Some(pattern("[A-Za-z][A-Za-z0-9_.-]{2,12}")),
        _ => None,
    }
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(str::to_owned).boxed()
}

fn pattern(pattern: &str) -> BoxedStrategy<String> {
    string_regex(pattern)
        .expect("invariant: the patterns of this table are regular expressions")
        .boxed()
}

/// The forms of a few countries; for others, everything that many countries have.
fn postal_codes(country: &str) -> BoxedStrategy<String> {
    match country.to_ascii_uppercase().as_str() {
        "DE" | "FR" | "IT" | "ES" => pattern("[0-9]{5}"),
        "US" => pattern("[0-9]{5}(-[0-9]{4})?"),
        "GB" => pattern("[A-Z]{2}[0-9] [0-9][A-Z]{2}"),
        "CA" => pattern("[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"),
        "NL" => pattern("[1-9][0-9]{3} ?[A-Z]{2}"),
        "JP" => pattern("[0-9]{3}-?[0-9]{4}"),
        _ => pattern("[0-9]{3,7}|[0-9]{3} [0-9]{2,3}|[0-9]{2}-[0-9]{3}|[0-9]{5}-[0-9]{3}"),
    }
}

/// Numbers with the check digit by the algorithm of Luhn at their end.
fn cards() -> BoxedStrategy<String> {
    pattern("[0-9]{11,18}")
        .prop_map(|digits| {
            let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
            let digits_back = digits
                .chars()
                .rev()
                .filter_map(|digit| digit.to_digit(10))
                .enumerate();
            let sum: u32 = digits_back
                .map(|(index, digit)| if index % 2 == 0 { doubled(digit) } else { digit })
                .sum();
            format!("{digits}{}", (10 - sum % 10) % 10)
        })
        .boxed()
}

/// German numbers, with their check digits: 98 less what remains of the account, `DE` and 00 by 97.
fn ibans() -> BoxedStrategy<String> {
    pattern("[0-9]{18}")
        .prop_map(|account| {
            let digits = format!("{account}131400");
            let rest = digits
                .chars()
                .filter_map(|digit| digit.to_digit(10))
                .fold(0, |rest, digit| (rest * 10 + digit) % 97);
            format!("DE{:02}{account}", 98 - rest)
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_right() {
        let luhn = |card: &str| {
            let digits = card
                .chars()
                .rev()
                .filter_map(|digit| digit.to_digit(10))
                .enumerate();
            let counted = digits.map(|(index, digit)| match digit * (1 + u32::from(index % 2 == 1)) {
                doubled if doubled > 9 => doubled - 9,
                single => single,
            });
            counted.sum::<u32>() % 10
        };
        proptest!(|(card in cards(), iban in ibans())| {
            prop_assert_eq!(luhn(&card), 0, "{}", card);
            let (head, account) = iban.split_at(4);
            let number = format!("{account}1314{}", head.trim_start_matches("DE"));
            let rest = number.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97);
            prop_assert_eq!(rest, 1, "{}", iban);
        });
    }
}
