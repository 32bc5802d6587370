//! What can be said of a regular expression without a regular expression engine.

use syn::{Error, LitStr, Result};

/// Refuses `^` and `$`, which match at every line, as in Ruby, and look as if they held the whole text.
pub(crate) fn check(literal: &LitStr) -> Result<()> {
    let message = match line_anchor(&literal.value()) {
        None => return Ok(()),
        Some('^') => r"`^` matches at the start of every line; write `\A` for the start of the text",
        Some(_) => r"`$` matches at the end of every line; write `\z` for the end of the text",
    };
    Err(Error::new(literal.span(), message))
}

/// Returns the first anchor of lines, which is neither escaped nor within brackets.
fn line_anchor(pattern: &str) -> Option<char> {
    let mut characters = pattern.chars().peekable();
    let mut depth = 0_usize;
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '[' => {
                depth += 1;
                characters.next_if_eq(&'^');
                characters.next_if_eq(&']');
            }
            ']' => depth = depth.saturating_sub(1),
            '^' | '$' if depth == 0 => return Some(character),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_of_lines_are_found_and_nothing_else() {
        assert_eq!(line_anchor("^a"), Some('^'));
        assert_eq!(line_anchor("a$"), Some('$'));
        assert_eq!(line_anchor("(a|^b)"), Some('^'));
        assert_eq!(line_anchor(r"[]^]$"), Some('$'));
        assert_eq!(line_anchor(r"\A[^a]\$[$^]\z"), None);
        assert_eq!(line_anchor(r"[^]^$]"), None);
        assert_eq!(line_anchor(r"[a[^b]$]\\\^"), None);
        assert_eq!(line_anchor(r"\"), None);
    }
}
