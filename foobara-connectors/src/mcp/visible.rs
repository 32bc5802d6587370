//! Text without characters that do something or cannot be seen.
//!
//! Text content ends up on terminals and in front of models. Control characters can rewrite the one, invisible
//! characters can talk to the other behind the reader's back. They are shown as JSON escapes, which within JSON text
//! stand for the same characters.

use std::{borrow::Cow, fmt::Write};

/// Returns `text` with control and invisible characters as `\u` escapes.
pub(super) fn visible(text: String) -> String {
    match escaped(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

fn escaped(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let Some((start, _)) = text.char_indices().find(|(_, letter)| is_hidden(*letter)) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(start);
    let mut escaped = clean.to_owned();
    for letter in rest.chars() {
        if is_hidden(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

fn is_hidden(letter: char) -> bool {
    match letter {
        ' '..='~' => false,
        // Soft hyphen, Mongolian and Hangul fillers, zero width, directions, variation selectors, tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0e}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => letter.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_stays() {
        for text in ["plain", "Käse ÿ 日本 🦫", ""] {
            assert_eq!(visible(text.to_owned()), text);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(
            visible("a\u{1b}[2Jb\nc\u{7f}\u{9b}".to_owned()),
            "a\\u001b[2Jb\\u000ac\\u007f\\u009b"
        );
        assert_eq!(
            visible("a\u{202e}b\u{e0041}".to_owned()),
            "a\\u202eb\\udb40\\udc41"
        );
    }

    #[test]
    fn escaped_json_is_the_same_json() {
        let json = serde_json::json!({ "name": "a\u{200b}\u{e0041}\u{7f}" });
        let parsed: serde_json::Value = serde_json::from_str(&visible(json.to_string())).expect("still JSON");
        assert_eq!(parsed, json);
    }
}
