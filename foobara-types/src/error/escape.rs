//! Text within JSON text.

use std::fmt::{self, Write};

/// Writes text with quotes around it, as JSON has it.
pub(super) fn quoted(text: &str, out: &mut impl Write) -> fmt::Result {
    out.write_str("\"")?;
    escaped(text, out)?;
    out.write_str("\"")
}

/// Writes text as JSON has it within quotes; what needs no escape is written in one piece.
#[inline]
pub(super) fn escaped(text: &str, out: &mut impl Write) -> fmt::Result {
    let plain = plain_length(text.as_bytes());
    if plain == text.len() {
        out.write_str(text)
    } else {
        in_pieces(text, plain, out)
    }
}

/// Writes text that has an escape after `plain` bytes.
#[cold]
fn in_pieces(text: &str, mut plain: usize, out: &mut impl Write) -> fmt::Result {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_at(plain);
        out.write_str(before)?;
        let mut characters = after.chars();
        let Some(special) = characters.next() else {
            return Ok(());
        };
        escape(special, out)?;
        rest = characters.as_str();
        plain = plain_length(rest.as_bytes());
    }
}

#[cold]
fn escape(character: char, out: &mut impl Write) -> fmt::Result {
    match character {
        '"' => out.write_str("\\\""),
        '\\' => out.write_str("\\\\"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\u{8}' => out.write_str("\\b"),
        '\u{c}' => out.write_str("\\f"),
        control => write!(out, "\\u{:04x}", u32::from(control)),
    }
}

/// Returns how many bytes come before the first one that needs an escape.
///
/// Eight are looked at together, the last eight with some of them for the second time; only what is shorter than that,
/// or has an escape, is looked at byte by byte.
pub(super) fn plain_length(text: &[u8]) -> usize {
    let (words, _) = text.as_chunks();
    let plain = words.iter().take_while(|word| is_plain(**word)).count();
    if plain == words.len() && text.last_chunk().is_some_and(|last| is_plain(*last)) {
        return text.len();
    }
    let needs_escape = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let rest = text.get(8 * plain..).unwrap_or_default();
    8 * plain + rest.iter().take_while(|byte| !needs_escape(byte)).count()
}

/// Returns whether none of eight bytes needs an escape.
///
/// Subtracting from all bytes at once borrows into the top bit of those that are smaller; so bytes below a space show,
/// and so does a zero, which is what is left of a byte where it is the one that is looked for.
const fn is_plain(bytes: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = ONES << 7;
    const fn smaller(word: u64, than: u64) -> u64 {
        word.wrapping_sub(ONES * than) & !word & TOPS
    }
    let word = u64::from_ne_bytes(bytes);
    let (quotes, slashes) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5c));
    smaller(word, 0x20) | smaller(quotes, 1) | smaller(slashes, 1) == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let mut written = String::new();
        quoted(text, &mut written).expect("a string takes all");
        assert_eq!(Some(written), serde_json::to_string(text).ok());
    }

    #[test]
    fn every_character_is_written_as_serde_does_wherever_it_stands() {
        for character in (0..0x250).filter_map(char::from_u32) {
            for before in 0..9 {
                check(&format!("{}{character}x", "a".repeat(before)));
            }
        }
    }

    proptest! {
        #[test]
        fn text_is_written_as_serde_does(text in any::<String>()) {
            check(&text);
        }
    }
}
