/// Returns whether two texts are the same, or Ruby's and our writing of the same regex.
///
/// Ruby writes `a/b` as `(?-mix:a\/b)`: with the flags it does not have, and its own delimiter escaped.
pub(crate) fn same_regex(expected: &str, came: &str) -> bool {
    match (without_flags(expected), without_flags(came)) {
        (None, None) => expected == came,
        (plain, plain_came) => {
            bare_slashes(plain.as_deref().unwrap_or(expected))
                == bare_slashes(plain_came.as_deref().unwrap_or(came))
        }
    }
}

/// Flags at the start of a pattern are Ruby's own, too: it writes `(?i)a` as `(?i-mx:a)`.
fn without_flags(text: &str) -> Option<String> {
    let body = |start: &str| text.strip_prefix(start)?.strip_suffix(')');
    body("(?-mix:")
        .map(str::to_owned)
        .or_else(|| body("(?i-mx:").map(|pattern| format!("(?i){pattern}")))
}

/// An escaped backslash before a slash is none that escapes the slash.
fn bare_slashes(regex: &str) -> String {
    let mut bare = String::with_capacity(regex.len());
    let mut characters = regex.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some('/')) => {}
            ('\\', Some(escaped)) => {
                bare.push('\\');
                bare.push(escaped);
                characters.next();
            }
            _ => bare.push(character),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_ruby_writes_do_not_count() {
        assert!(same_regex("(?-mix:^a+$)", "^a+$"));
        assert!(same_regex("(?-mix:^a+$)", "(?-mix:^a+$)"));
        assert!(same_regex("(?-mix:(?i)a(b))", "(?i)a(b)"));
        assert!(!same_regex("(?-mix:^a+$)", "^b+$"));
        assert!(same_regex("(?i-mx:a)", "(?i)a"));
        assert!(!same_regex("(?-mix:a", "a"));
    }

    #[test]
    fn a_slash_may_be_escaped_in_a_regex() {
        assert!(same_regex(r"(?-mix:a\/b|\\d)", r"a/b|\\d"));
        assert!(same_regex(r"(?-mix:a\/b)", r"a\/b"));
        assert!(!same_regex(r"(?-mix:a\\/b)", r"a\/b"));
        assert!(!same_regex(r"a\/b", "a/b"));
    }
}
