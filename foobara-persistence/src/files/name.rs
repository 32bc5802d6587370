//! What files are called: names that every file system takes, that are the same in either case, and that are different
//! for different keys.

use std::fmt::Write;

use crate::{datum::Datum, digest::sha256};

/// File systems take names of 255 bytes; endings come on top of this.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Returns the name of the file of a record, without its ending.
pub(super) fn of_key(key: &Datum) -> String {
    match key {
        Datum::Int(number) => number.to_string(),
        Datum::Text(text) => of_text(text),
        other => of_text(&other.clone().into_value().to_string()),
    }
}

/// Returns the name of the file or folder for a text: lower-case letters, digits, `-` and `_` as they are, and of any
/// other byte its number after `%`. Names that would be empty or too long begin with another `%`.
pub(super) fn of_text(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for (index, byte) in text.bytes().enumerate() {
        let is_plain = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if is_plain && !(index == 0 && is_device(text)) {
            name.push(char::from(byte));
        } else {
            push_escaped(&mut name, byte);
        }
    }
    match name.len() {
        0 => "%".to_owned(),
        1..=LONGEST => name,
        _ => format!("%%{}", sha256(text)),
    }
}

/// Returns whether a name is one that [`of_key`] or [`of_text`] could have returned: it leads nowhere else.
pub(super) fn is_one(name: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'F' | b'-' | b'_' | b'%');
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_plain)
}

fn is_device(text: &str) -> bool {
    let numbered = || text.strip_suffix(|last: char| last.is_ascii_digit());
    DEVICES.contains(&text) || numbered().is_some_and(|stem| NUMBERED_DEVICES.contains(&stem))
}

fn push_escaped(name: &mut String, byte: u8) {
    write!(name, "%{byte:02X}").expect("a `String` takes any text");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_show_plain_keys_and_hide_the_rest() {
        let cases = [
            ("barbara-2_b", "barbara-2_b"),
            ("Barbara", "%42arbara"),
            ("", "%"),
            (".", "%2E"),
            ("../a", "%2E%2E%2Fa"),
            ("\0", "%00"),
            ("é", "%C3%A9"),
            ("con", "%63on"),
            ("com1", "%63om1"),
            ("comb", "comb"),
        ];
        for (key, name) in cases {
            assert_eq!(of_key(&key.into()), name);
        }
        assert_eq!(of_key(&Datum::Int(-5)), "-5");
    }

    #[test]
    fn a_long_key_is_named_by_its_digest() {
        let name = of_text(&"a".repeat(201));
        assert_eq!((name.len(), name.get(..2)), (66, Some("%%")));
        assert_eq!(of_text(&"a".repeat(200)), "a".repeat(200));
    }

    proptest! {
        #[test]
        fn different_texts_have_different_names_in_either_case(one in ".{0,80}", other in ".{0,80}") {
            let (first, second) = (of_text(&one), of_text(&other));
            prop_assert!(is_one(&first) && is_one(&second));
            prop_assert_eq!(one == other, first.eq_ignore_ascii_case(&second));
        }
    }
}
