use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// An e-mail address, by the nine checks of Ruby foobara.
#[derive(Debug, Clone, Copy)]
pub struct Email;

/// `email`: an e-mail address.
pub const EMAIL: &RuleKind = &RuleKind {
    name: "email",
    on: Subject::Text,
    symbols: &[
        "must_have_an_at_sign",
        "cannot_have_multiple_at_signs",
        "first_part_cannot_be_empty",
        "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row",
        "first_part_has_bad_characters",
        "cannot_exceed64_characters",
        "second_part_cannot_be_empty",
        "domain_cannot_start_with_or_end_with_a_hyphen",
        "second_part_has_bad_characters",
    ],
    process: &|_, value| on_text(value, &Email),
    schema: |_, schema| {
        schema.insert("format".to_owned(), "email".into());
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Email {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_address(value.as_bytes()) {
            return Ok(());
        }
        diagnose(value).map_err(|symbol| issue(symbol, value))
    }
}

const LONGEST: usize = 64;

/// What a byte may be in an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or a digit.
    Plain,
    /// What may stand before the sign only.
    Special,
    Dot,
    Hyphen,
    Sign,
    Bad,
}

const CLASSES: [Class; 256] = {
    let special = b"!#$%&'*+/=?^_`{|}~";
    let mut classes = [Class::Bad; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            classes[byte as usize] = Class::Plain;
        }
        byte += 1;
    }
    let mut index = 0;
    while index < special.len() {
        classes[special[index] as usize] = Class::Special;
        index += 1;
    }
    classes[b'.' as usize] = Class::Dot;
    classes[b'-' as usize] = Class::Hyphen;
    classes[b'@' as usize] = Class::Sign;
    classes
};

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Bad)
}

/// Answers for good addresses in one pass; [`diagnose`] says what is wrong with the others.
fn is_address(address: &[u8]) -> bool {
    let mut previous = Class::Dot;
    let mut bytes = address.iter();
    loop {
        let Some(&byte) = bytes.next() else { return false };
        let class = class(byte);
        match class {
            Class::Plain | Class::Special | Class::Hyphen => {}
            Class::Dot if previous != Class::Dot => {}
            Class::Sign if previous != Class::Dot => break,
            Class::Dot | Class::Sign | Class::Bad => return false,
        }
        previous = class;
    }
    let domain = bytes.as_slice();
    let (Some(&first), Some(&last)) = (domain.first(), domain.last()) else {
        return false;
    };
    address.len() - domain.len() <= LONGEST + 1
        && first != b'-'
        && last != b'-'
        && domain
            .iter()
            .all(|byte| matches!(class(*byte), Class::Plain | Class::Dot | Class::Hyphen))
}

/// Returns the symbol of the first of the nine checks that fails.
fn diagnose(address: &str) -> Result<(), &'static str> {
    let Some((local, domain)) = address.split_once('@') else {
        return Err("must_have_an_at_sign");
    };
    if domain.contains('@') {
        return Err("cannot_have_multiple_at_signs");
    }
    diagnose_local(local)?;
    diagnose_domain(domain)
}

fn diagnose_local(local: &str) -> Result<(), &'static str> {
    if local.is_empty() {
        return Err("first_part_cannot_be_empty");
    }
    if local.len() > LONGEST {
        return Err("cannot_exceed64_characters");
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row");
    }
    let is_good = |byte| !matches!(class(byte), Class::Bad | Class::Sign);
    if local.bytes().all(is_good) {
        Ok(())
    } else {
        Err("first_part_has_bad_characters")
    }
}

fn diagnose_domain(domain: &str) -> Result<(), &'static str> {
    if domain.is_empty() {
        return Err("second_part_cannot_be_empty");
    }
    if domain.starts_with('-') || domain.ends_with('-') {
        return Err("domain_cannot_start_with_or_end_with_a_hyphen");
    }
    let is_good = |byte| matches!(class(byte), Class::Plain | Class::Dot | Class::Hyphen);
    if domain.bytes().all(is_good) {
        Ok(())
    } else {
        Err("second_part_has_bad_characters")
    }
}

#[cold]
fn issue(symbol: &'static str, value: &str) -> Box<Issue> {
    Box::new(Issue::text(symbol, message(symbol)).with("value", value.to_owned()))
}

/// The words of the symbol.
fn message(symbol: &'static str) -> &'static str {
    match symbol {
        "must_have_an_at_sign" => "must have an at sign",
        "cannot_have_multiple_at_signs" => "cannot have multiple at signs",
        "first_part_cannot_be_empty" => "first part cannot be empty",
        "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row" => {
            "first part cannot start with or end with a dot or have two dots in a row"
        }
        "first_part_has_bad_characters" => "first part has bad characters",
        "cannot_exceed64_characters" => "cannot exceed 64 characters",
        "second_part_cannot_be_empty" => "second part cannot be empty",
        "domain_cannot_start_with_or_end_with_a_hyphen" => "domain cannot start with or end with a hyphen",
        "second_part_has_bad_characters" => "second part has bad characters",
        _ => symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_addresses() {
        for address in ["ada@example.com", "a.b+c@x-y.example", "o'neil@example.com"] {
            assert_eq!(diagnose(address), Ok(()), "{address}");
        }
    }

    #[test]
    fn each_fault_has_its_symbol() {
        let long = format!("{}@x", "a".repeat(65));
        for (address, symbol) in [
            ("ada", "must_have_an_at_sign"),
            ("a@b@c", "cannot_have_multiple_at_signs"),
            ("@b", "first_part_cannot_be_empty"),
            (
                ".a@b",
                "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row",
            ),
            (
                "a..b@c",
                "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row",
            ),
            ("a b@c", "first_part_has_bad_characters"),
            (long.as_str(), "cannot_exceed64_characters"),
            ("a@", "second_part_cannot_be_empty"),
            ("a@-b", "domain_cannot_start_with_or_end_with_a_hyphen"),
            ("a@b_c", "second_part_has_bad_characters"),
        ] {
            assert_eq!(diagnose(address), Err(symbol), "{address}");
            let words = symbol.replace('_', " ").replace("exceed64", "exceed 64");
            assert_eq!(message(symbol), words);
        }
    }

    proptest::proptest! {
        #[test]
        fn the_quick_answer_is_the_diagnosis(address in "[a-c.@_é -]{0,8}|[a.]{60,66}@[a-]{0,2}") {
            proptest::prop_assert_eq!(is_address(address.as_bytes()), diagnose(&address).is_ok());
        }
    }
}
