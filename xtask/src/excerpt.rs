//! Text that is too long for a line.

/// Returns the text as one line of at most 160 characters.
pub(crate) fn excerpt(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("a\tb\r\nc"), "a b  c");
        assert_eq!(excerpt(&"é".repeat(160)), "é".repeat(160));
        assert_eq!(excerpt(&"é".repeat(161)), format!("{}…", "é".repeat(160)));
    }
}
