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
    let Some((local, domain)) = address.split_once('@') else { return Err("must_have_an_at_sign") };
    if domain.contains('@') {
        return Err("cannot_have_multiple_at_signs");
    }
    check_local(local)?;
    check_domain(domain)
}

fn check_local(local: &str) -> Result<(), &'static str> {
    const LONGEST: usize = 64;
    let (Some(first), Some(last)) = (local.bytes().next(), local.bytes().last()) else {
        return Err("first_part_cannot_be_empty");
    };
    if local.len() > LONGEST {
        return Err("cannot_exceed64_characters");
    }
    let mut previous = b' ';
    for byte in local.bytes() {
        if byte == b'.' && previous == b'.' {
            return Err("first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row");
        }
        if !byte.is_ascii_alphanumeric() && !b".!#$%&'*+/=?^_`{|}~-".contains(&byte) {
            return Err("first_part_has_bad_characters");
        }
        previous = byte;
    }
    if first == b'.' || last == b'.' {
        return Err("first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row");
    }
    Ok(())
}

fn check_domain(domain: &str) -> Result<(), &'static str> {
    if domain.is_empty() {
        return Err("second_part_cannot_be_empty");
    }
    if domain.starts_with('-') || domain.ends_with('-') {
        return Err("domain_cannot_start_with_or_end_with_a_hyphen");
    }
    if domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-') {
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
            (".a@b", "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row"),
            ("a..b@c", "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row"),
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
