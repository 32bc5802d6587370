//! What a terminal would act upon or not show is written as escapes, in the way of JSON.

use std::fmt::Write;

/// Escapes control characters and characters that are not seen; line feeds and tabs, too, when `keeps_lines` is not set.
pub(super) fn escape(text: &str, keeps_lines: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' if keeps_lines => escaped.push(character),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            hidden if is_hidden(hidden) => push_escape(&mut escaped, hidden),
            shown => escaped.push(shown),
        }
    }
    escaped
}

/// Escapes what JSON text leaves as it is; the text means the same.
pub(super) fn escape_json(text: &str) -> String {
    escape(text, true)
}

fn push_escape(escaped: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a string cannot fail.
        let _ = write!(escaped, "\\u{unit:04x}");
    }
}

/// Controls, marks that turn the direction of text, and characters without width.
const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_is_not_seen() {
        assert_eq!(
            escape("a\u{1b}[31m\u{202e}b\u{200b}\u{e0041}", true),
            "a\\u001b[31m\\u202eb\\u200b\\udb40\\udc41"
        );
        assert_eq!(escape("one\ntwo\tthree\r", false), "one\\ntwo\\tthree\\r");
        assert_eq!(escape("one\ntwo\r", true), "one\ntwo\\r");
        assert_eq!(escape("Grüße, 世界 🦫", true), "Grüße, 世界 🦫");
    }

    #[test]
    fn escaped_json_means_the_same() {
        let value = serde_json::json!({ "a\u{202e}": "b\u{7f}\u{e0041}\n" });
        let text = escape_json(&serde_json::to_string_pretty(&value).expect("serialises"));
        assert!(text.is_ascii());
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).expect("is JSON"),
            value
        );
    }
}
