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

fn is_domain(part: &[u8]) -> bool {
    let is_good = |byte: &u8| matches!(class(*byte), Class::Plain | Class::Dot | Class::Hyphen);
    part.iter().all(is_good)
}

/// What can be wrong with an address: the symbol of each check, and its words.
const FAULTS: [(&str, &str); 9] = [
    ("must_have_an_at_sign", "must have an at sign"),
    ("cannot_have_multiple_at_signs", "cannot have multiple at signs"),
    (
        "first_part_cannot_start_with_or_end_with_a_dot_or_have_two_dots_in_a_row",
        "first part cannot start with or end with a dot or have two dots in a row",
    ),
    (
        "domain_cannot_start_with_or_end_with_a_hyphen",
        "domain cannot start with or end with a hyphen",
    ),
    ("first_part_cannot_be_empty", "first part cannot be empty"),
    ("second_part_cannot_be_empty", "second part cannot be empty"),
    ("cannot_exceed64_characters", "cannot exceed 64 characters"),
    ("first_part_has_bad_characters", "first part has bad characters"),
    ("second_part_has_bad_characters", "second part has bad characters"),
];

const SYMBOLS: [&str; FAULTS.len()] = {
    let mut symbols = [""; FAULTS.len()];
    let mut index = 0;
    while index < FAULTS.len() {
        symbols[index] = FAULTS[index].0;
        index += 1;
    }
    symbols
};

/// Reports every check that fails.
#[cold]
fn diagnose(address: &str) -> Result<(), Box<Issue>> {
    let is_in = Walk::over(address.as_bytes()).faults();
    let mut found = FAULTS.iter().zip(is_in).filter(|(_, is_in)| *is_in);
    let mut issue = || found.next().map(|(fault, _)| Box::new(issue(fault, address)));
    let Some(mut first) = issue() else {
        return Ok(());
    };
    while let Some(other) = issue() {
        first.add(*other);
    }
    Err(first)
}

fn issue(&(symbol, message): &(&'static str, &'static str), address: &str) -> Issue {
    Issue::text(symbol, message).with("value", address.to_owned())
}

/// What one pass over an address finds.
///
/// Each check stands for a regular expression of Ruby foobara, where `.` is no line break, and `^` and `$` are the ends
/// of a line: so dots, signs and hyphens count line by line.
struct Walk {
    previous: u8,
    characters: usize,
    signs: usize,
    signs_in_line: usize,
    dots_in_line: bool,
    starts_with_sign: bool,
    has_many_signs: bool,
    has_stray_dots: bool,
    has_stray_hyphen: bool,
    has_lines: bool,
    is_local_bad: bool,
    is_domain_bad: bool,
}

impl Walk {
    fn over(address: &[u8]) -> Self {
        let mut walk = Self {
            previous: b'\n',
            characters: 0,
            signs: 0,
            signs_in_line: 0,
            dots_in_line: false,
            starts_with_sign: address.first() == Some(&b'@'),
            has_many_signs: false,
            has_stray_dots: false,
            has_stray_hyphen: false,
            has_lines: false,
            is_local_bad: false,
            is_domain_bad: false,
        };
        address.iter().for_each(|&byte| walk.step(byte));
        walk.has_stray_hyphen |= walk.previous == b'-';
        walk
    }

    fn step(&mut self, byte: u8) {
        let is_first_of_character = byte & 0b1100_0000 != 0b1000_0000;
        self.characters += usize::from(is_first_of_character);
        match byte {
            b'@' => self.sign(),
            b'.' => {
                self.has_stray_dots |= self.previous == b'\n';
                self.dots_in_line |= self.previous == b'.';
            }
            b'-' => self.has_stray_hyphen |= self.previous == b'@',
            b'\n' => self.line(),
            _ => {}
        }
        let class = class(byte);
        self.is_local_bad |= self.signs == 0 && class == Class::Bad;
        self.is_domain_bad |= matches!(class, Class::Bad | Class::Special);
        self.previous = byte;
    }

    fn sign(&mut self) {
        self.signs += 1;
        self.signs_in_line += 1;
        self.has_many_signs |= self.signs_in_line > 1;
        self.has_stray_dots |= self.dots_in_line || self.previous == b'.';
        self.is_domain_bad = false;
    }

    const fn line(&mut self) {
        self.has_stray_hyphen |= self.previous == b'-';
        self.has_lines = true;
        self.signs_in_line = 0;
        self.dots_in_line = false;
    }

    /// Returns the outcomes of the checks, in the order of [`FAULTS`].
    const fn faults(&self) -> [bool; FAULTS.len()] {
        let (is_empty, has_no_sign) = (self.characters == 0, self.signs == 0);
        let ends_with_sign = self.previous == b'@';
        [
            has_no_sign && !is_empty,
            self.has_many_signs,
            self.has_stray_dots,
            self.has_stray_hyphen,
            self.starts_with_sign,
            ends_with_sign,
            self.has_lines || self.characters > LONGEST,
            has_no_sign || self.starts_with_sign || self.is_local_bad,
            has_no_sign || ends_with_sign || self.is_domain_bad,
        ]
    }
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
        for (symbol, message) in FAULTS {
            let words = symbol.replace('_', " ").replace("exceed64", "exceed 64");
            assert_eq!(message, words);
        }
    }

    /// The regular expressions of Ruby foobara, each with whether it must match.
    const EXPRESSIONS: [(&str, bool); 9] = [
        (r"(?m)\A[^@]+\z", false),
        (r"(?m)@.*@", false),
        (r"(?m)(^\.|\.@|\.\..*@)", false),
        (r"(?m)(@-|-$)", false),
        (r"(?m)\A@", false),
        (r"(?m)@\z", false),
        (r"(?m)\A.{0,64}\z", true),
        (r"(?m)\A[.A-Za-z\d_!#$%&'*+/=?^`{|}~-]+@", true),
        (r"(?m)@[.A-Za-z\d-]+\z", true),
    ];

    proptest::proptest! {
        #[test]
        fn the_quick_answer_is_the_diagnosis(address in "[a-c.@_é\n -]{0,8}|[a.]{60,66}@[a-]{0,2}") {
            proptest::prop_assert_eq!(is_address(address.as_bytes()), diagnose(&address).is_ok());
        }

        #[test]
        fn the_checks_are_the_regular_expressions(address in "[a-b.@_é\n`‘ -]{0,9}|[é.]{62,66}@[a-]{0,2}") {
            let expected = EXPRESSIONS.map(|(expression, must_match)| {
                let expression = regex::Regex::new(expression).expect("is one");
                expression.is_match(&address) != must_match
            });
            proptest::prop_assert_eq!(Walk::over(address.as_bytes()).faults(), expected);
        }
    }
}
