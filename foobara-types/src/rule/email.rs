use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// An e-mail address, by the nine checks of Ruby foobara; all that fail are reported.
#[derive(Debug, Clone, Copy)]
pub struct Email;

/// `email`: an e-mail address of at most 64 characters.
pub const EMAIL: &RuleKind = &RuleKind {
    name: "email",
    on: Subject::Text,
    symbols: &SYMBOLS,
    process: &|_, value| on_text(value, &Email),
    schema: |_, schema| {
        schema.insert("format".to_owned(), "email".into());
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Email {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_address(value.as_bytes()) {
            Ok(())
        } else {
            diagnose(value)
        }
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
    address.len() <= LONGEST && first != b'-' && last != b'-' && is_domain(domain)
}

fn is_local(part: &[u8]) -> bool {
    let is_good = |byte: &u8| !matches!(class(*byte), Class::Bad | Class::Sign);
    part.iter().all(is_good)
}

fn is_domain(part: &[u8]) -> bool {
    let is_good = |byte: &u8| matches!(class(*byte), Class::Plain | Class::Dot | Class::Hyphen);
    part.iter().all(is_good)
}

/// Something that can be wrong with an address.
struct Fault {
    symbol: &'static str,
    message: &'static str,
    is_in: fn(&str) -> bool,
}

/// The nine checks. Each stands for a regular expression of Ruby foobara, where `.` is no line break, and `^` and `$`
/// are the ends of a line.
const FAULTS: [Fault; 9] = [
    Fault {
        symbol: "must_have_an_at_sign",
        message: "must have an at sign",
        is_in: |address| !address.is_empty() && !address.contains('@'),
    },
    Fault {
        symbol: "cannot_have_multiple_at_signs",
        message: "cannot have multiple at signs",
        is_in: |address| lines(address).any(|line| line.matches('@').count() > 1),
    },
    Fault {
        symbol: "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row",
        message: "first part cannot start with or end with a dot or have two dots in a row",
        is_in: |address| address.contains(".@") || lines(address).any(has_stray_dots),
    },
    Fault {
        symbol: "domain_cannot_start_with_or_end_with_a_hyphen",
        message: "domain cannot start with or end with a hyphen",
        is_in: |address| address.contains("@-") || lines(address).any(|line| line.ends_with('-')),
    },
    Fault {
        symbol: "first_part_cannot_be_empty",
        message: "first part cannot be empty",
        is_in: |address| address.starts_with('@'),
    },
    Fault {
        symbol: "second_part_cannot_be_empty",
        message: "second part cannot be empty",
        is_in: |address| address.ends_with('@'),
    },
    Fault {
        symbol: "cannot_exceed64_characters",
        message: "cannot exceed 64 characters",
        is_in: |address| address.contains('\n') || address.chars().nth(LONGEST).is_some(),
    },
    Fault {
        symbol: "first_part_has_bad_characters",
        message: "first part has bad characters",
        is_in: |address| {
            let local = address.split_once('@').map_or("", |(local, _)| local);
            local.is_empty() || !is_local(local.as_bytes())
        },
    },
    Fault {
        symbol: "second_part_has_bad_characters",
        message: "second part has bad characters",
        is_in: |address| {
            let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
            domain.is_empty() || !is_domain(domain.as_bytes())
        },
    },
];

const SYMBOLS: [&str; FAULTS.len()] = {
    let mut symbols = [""; FAULTS.len()];
    let mut index = 0;
    while index < FAULTS.len() {
        symbols[index] = FAULTS[index].symbol;
        index += 1;
    }
    symbols
};

fn lines(address: &str) -> std::str::Split<'_, char> {
    address.split('\n')
}

fn has_stray_dots(line: &str) -> bool {
    let dots_before_sign = line.find("..").zip(line.rfind('@'));
    line.starts_with('.') || dots_before_sign.is_some_and(|(dots, sign)| dots < sign)
}

/// Reports every check that fails.
#[cold]
fn diagnose(address: &str) -> Result<(), Box<Issue>> {
    FAULTS
        .iter()
        .filter(|fault| (fault.is_in)(address))
        .map(|fault| Issue::text(fault.symbol, fault.message).with("value", address.to_owned()))
        .reduce(Issue::and)
        .map_or(Ok(()), |issue| Err(Box::new(issue)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputErrors;

    #[track_caller]
    fn check(address: &str, symbols: &[&str]) {
        let mut errors = InputErrors::new();
        if let Err(issue) = Email.process(&mut address.to_owned()) {
            errors.push(None, issue);
        }
        let found: Vec<&str> = errors.iter().map(|error| error.issue.symbol.as_ref()).collect();
        assert_eq!(found, symbols, "{address}");
    }

    #[test]
    fn accepts_addresses() {
        for address in [
            "ada@example.com",
            "a.b+c@x-y.example",
            "o'neil@example.com",
            "a`b@c",
            "a@b-.com",
        ] {
            check(address, &[]);
        }
        check(&format!("{}@b", "a".repeat(62)), &[]);
    }

    #[test]
    fn all_that_is_wrong_is_said() {
        let bad_first = "first_part_has_bad_characters";
        let bad_second = "second_part_has_bad_characters";
        let dots = "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row";
        let hyphen = "domain_cannot_start_with_or_end_with_a_hyphen";
        check("", &[bad_first, bad_second]);
        check("ada", &["must_have_an_at_sign", bad_first, bad_second]);
        check("a@b@c", &["cannot_have_multiple_at_signs"]);
        check("@b", &["first_part_cannot_be_empty", bad_first]);
        check("a@", &["second_part_cannot_be_empty", bad_second]);
        check(".a@b", &[dots]);
        check("a.@b", &[dots]);
        check("a..b@c", &[dots]);
        check("a@b..c", &[]);
        check("a b@c", &[bad_first]);
        check("a@b_c", &[bad_second]);
        check("a@-b", &[hyphen]);
        check("a@b-", &[hyphen]);
        check(&format!("{}@b", "a".repeat(63)), &["cannot_exceed64_characters"]);
        check("a@b\n", &["cannot_exceed64_characters", bad_second]);
    }

    #[test]
    fn messages_are_the_words_of_the_symbols() {
        for fault in &FAULTS {
            let words = fault.symbol.replace('_', " ").replace("exceed64", "exceed 64");
            assert_eq!(fault.message, words);
        }
    }

    proptest::proptest! {
        #[test]
        fn the_quick_answer_is_the_diagnosis(address in "[a-c.@_é\n -]{0,8}|[a.]{60,66}@[a-]{0,2}") {
            proptest::prop_assert_eq!(is_address(address.as_bytes()), diagnose(&address).is_ok());
        }
    }
}
