use super::{
    Rule, RuleKind, Subject,
    case::on_text,
    iban_formats::{Format, Kind, format},
    keywords::require_pattern,
};
use crate::error::Issue;

/// An international bank account number without spaces: capital letters and digits in the form of its country, with the
/// right check digits.
#[derive(Debug, Clone, Copy)]
pub struct Iban;

/// `iban`: an international bank account number without spaces, as `DE89370400440532013000`. Schemas say the form of
/// all countries together, which wrong numbers have, too.
pub const IBAN: &RuleKind = &RuleKind {
    name: "iban",
    on: Subject::Text,
    symbols: &["not_an_iban"],
    process: &|_, value| on_text(value, &Iban),
    schema: |_, schema| require_pattern("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Iban {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_iban(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_an_iban(value))
        }
    }
}

fn is_iban(text: &[u8]) -> bool {
    let [first, second, tens, ones, account @ ..] = text else {
        return false;
    };
    let Some(format) = format(*first, *second).filter(|format| format.length == account.len()) else {
        return false;
    };
    let head = [*first, *second, *tens, *ones];
    [tens, ones].into_iter().all(u8::is_ascii_digit)
        && !matches!((tens, ones), (b'0', b'0' | b'1'))
        && number_of(account, format)
            .and_then(|number| read(number, &head, either))
            .is_some_and(|number| number % MODULUS == 1)
}

const MODULUS: u64 = 97;

/// Reads the account as a number of which the remainder counts; `None` when it does not have the form.
fn number_of(mut account: &[u8], format: &Format) -> Option<u64> {
    let mut number = 0;
    for run in format.runs() {
        let (part, rest) = account.split_at_checked(run.length.into())?;
        number = match run.kind {
            Kind::Digits => read(number, part, digit),
            Kind::Letters => read(number, part, letter),
            Kind::Either => read(number, part, either),
        }?;
        account = rest;
    }
    Some(number)
}

/// Writes characters behind a number, which goes on with its remainder before it grows too large.
fn read(number: u64, part: &[u8], class: impl Fn(u8) -> Option<Written>) -> Option<u64> {
    const AT_ONCE: usize = 4;
    const LARGE: u64 = 1 << 36;
    let (fours, rest) = part.as_chunks::<AT_ONCE>();
    let behind = |number: u64, part: &[u8]| {
        let number = if number < LARGE { number } else { number % MODULUS };
        let written = part
            .iter()
            .try_fold(Written::NOTHING, |written, byte| Some(written.and(class(*byte)?)))?;
        Some(number * written.scale + written.value)
    };
    let number = fours
        .iter()
        .try_fold(number, |number, four| behind(number, four))?;
    behind(number, rest)
}

/// What is written behind a number: the number is multiplied by the scale, and the value added.
///
/// It is put together apart from the number, so that one does not wait for the other.
#[derive(Clone, Copy)]
struct Written {
    scale: u64,
    value: u64,
}

impl Written {
    const NOTHING: Self = Self { scale: 1, value: 0 };

    const fn and(self, other: Self) -> Self {
        Self {
            scale: self.scale * other.scale,
            value: self.value * other.scale + other.value,
        }
    }
}

fn digit(byte: u8) -> Option<Written> {
    byte.is_ascii_digit().then(|| Written {
        scale: 10,
        value: u64::from(byte - b'0'),
    })
}

/// A letter is written as two digits, from 10 for A.
fn letter(byte: u8) -> Option<Written> {
    byte.is_ascii_uppercase().then(|| Written {
        scale: 100,
        value: u64::from(byte - b'A' + 10),
    })
}

fn either(byte: u8) -> Option<Written> {
    digit(byte).or_else(|| letter(byte))
}

#[cold]
fn not_an_iban(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text(
            "not_an_iban",
            "Must be an IBAN without spaces; its country, its length or one of its characters is wrong",
        )
        .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use iban::Iban as Known;
    use proptest::{prelude::*, sample::Index};

    use super::*;
    use crate::rule::{
        iban_formats::REGISTRY,
        testing::{assert_same, check, texts},
    };

    #[test]
    fn numbers_have_the_form_of_their_country_and_check_digits() {
        check(
            IBAN,
            &[],
            &texts(&[
                "DE89370400440532013000",
                "GB29NWBK60161331926819",
                "NO9386011117947",
                "MT84MALT011000012345MTLCAST001S",
                "FR1420041010050500013M02606",
            ]),
            &texts(&[
                "",
                "DE89",
                "DE88370400440532013000",
                "DE8937040044053201300",
                "DE893704004405320130000",
                "de89370400440532013000",
                "DE89 3704 0044 0532 0130 00",
                "GB29nwbk60161331926819",
                "XX89370400440532013000",
                "US89370400440532013000",
                "DE8937040044053201300é",
            ]),
        );
    }

    /// An account in the form of a country, behind its check digits.
    fn account(runs: &str) -> impl Strategy<Value = String> + use<> {
        let classes = [("n", "[0-9]"), ("a", "[A-Z]"), ("c", "[A-Z0-9]")];
        let pattern = runs.split_inclusive(char::is_alphabetic).map(|run| {
            let (count, kind) = run.split_at(run.len() - 1);
            let class = classes
                .iter()
                .find(|(name, _)| *name == kind)
                .map(|(_, class)| *class);
            format!("{}{{{count}}}", class.expect("is a class"))
        });
        proptest::string::string_regex(&pattern.collect::<String>()).expect("is a pattern")
    }

    fn number() -> impl Strategy<Value = String> {
        proptest::sample::select(REGISTRY).prop_flat_map(|(country, runs)| {
            account(runs).prop_map(move |account| completed(country, &account))
        })
    }

    /// Puts in the check digits.
    fn completed(country: &str, account: &str) -> String {
        let number = read(0, format!("{account}{country}00").as_bytes(), either).expect("is a number");
        let rest = number % MODULUS;
        format!("{country}{:02}{account}", 98 - rest)
    }

    proptest! {
        #[test]
        fn any_wrong_digit_is_found(number in number(), at: Index, by in 1_u8..10) {
            prop_assert!(is_iban(number.as_bytes()), "{}", number);
            let mut wrong = number.clone().into_bytes();
            let places: Vec<usize> = (0..wrong.len()).filter(|at| number.as_bytes()[*at].is_ascii_digit()).collect();
            let digit = &mut wrong[*at.get(&places)];
            *digit = b'0' + (*digit - b'0' + by) % 10;
            prop_assert!(!is_iban(&wrong), "{}", number);
        }

        #[test]
        fn it_is_what_others_know(number in number(), at: Index, to in "[A-Z0-9]") {
            let mut changed = number.clone();
            let at = at.index(number.len());
            changed.replace_range(at..=at, &to);
            for number in [number, changed] {
                prop_assert_eq!(is_iban(number.as_bytes()), number.parse::<Known>().is_ok(), "{}", number);
                assert_same(&Iban, IBAN, &[], number);
            }
        }
    }
}
