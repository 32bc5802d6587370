use super::{Rule, RuleKind, case::on_text};
use crate::error::{Issue, object};

/// An e-mail address, by the nine checks of Ruby foobara.
#[derive(Debug, Clone, Copy)]
pub struct Email;

/// `email`: an e-mail address.
pub const EMAIL: &RuleKind = &RuleKind {
    name: "email",
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
    takes_list: false,
    process: |_, value| on_text(value, &Email),
    schema: |_, schema| {
        schema.insert("format".to_owned(), "email".into());
    },
};

impl Rule<String> for Email {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        check(value).map_err(|symbol| issue(symbol, value))
    }
}

/// Returns the symbol of the first check that fails.
fn check(address: &str) -> Result<(), &'static str> {
    let address = address.as_bytes();
    let Some(at) = address.iter().position(|byte| *byte == b'@') else {
        return Err("must_have_an_at_sign");
    };
    let (local, domain) = address.split_at(at);
    check_local(local)?;
    check_domain(domain.get(1..).unwrap_or_default())
}

/// The characters of the part before the sign, besides letters and digits.
const SPECIAL: &[u8] = b".!#$%&'*+/=?^_`{|}~-";

/// For each byte, whether it may stand before the sign.
const LOCAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < SPECIAL.len() {
        table[SPECIAL[index] as usize] = true;
        index += 1;
    }
    table
};

fn check_local(local: &[u8]) -> Result<(), &'static str> {
    const LONGEST: usize = 64;
    const DOTS: &str = "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row";
    if local.is_empty() {
        return Err("first_part_cannot_be_empty");
    }
    if local.len() > LONGEST {
        return Err("cannot_exceed64_characters");
    }
    let mut is_dot = true;
    for &byte in local {
        let was_dot = std::mem::replace(&mut is_dot, byte == b'.');
        if was_dot && is_dot {
            return Err(DOTS);
        }
        if !LOCAL.get(usize::from(byte)).is_some_and(|may| *may) {
            return Err("first_part_has_bad_characters");
        }
    }
    if is_dot { Err(DOTS) } else { Ok(()) }
}

fn check_domain(domain: &[u8]) -> Result<(), &'static str> {
    let (Some(first), Some(last)) = (domain.first(), domain.last()) else {
        return Err("second_part_cannot_be_empty");
    };
    if domain.contains(&b'@') {
        return Err("cannot_have_multiple_at_signs");
    }
    if *first == b'-' || *last == b'-' {
        return Err("domain_cannot_start_with_or_end_with_a_hyphen");
    }
    let is_known = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'-';
    if domain.iter().all(is_known) {
        Ok(())
    } else {
        Err("second_part_has_bad_characters")
    }
}

#[cold]
fn issue(symbol: &'static str, value: &str) -> Box<Issue> {
    let message = symbol.replace('_', " ").replace("exceed64", "exceed 64");
    Box::new(Issue::new(symbol, message, object([("value", value.into())])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_addresses() {
        for address in ["ada@example.com", "a.b+c@x-y.example", "o'neil@example.com"] {
            assert_eq!(check(address), Ok(()), "{address}");
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
            assert_eq!(check(address), Err(symbol), "{address}");
        }
    }
}
