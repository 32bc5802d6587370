use std::{
    cell::Cell,
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use regex::{Regex, RegexBuilder};

use super::{Rule, RuleKind, Subject, Takes, case::on_text, keywords::require_pattern};
use crate::{declaration::Declaration, error::Issue};

/// Text that a regular expression matches somewhere.
#[derive(Debug, Clone, Copy)]
pub struct Matches<'a>(pub &'a str);

/// `matches`: text that a regular expression matches somewhere; anchor it with `\A` and `\z`.
pub const MATCHES: &RuleKind = &RuleKind {
    name: "matches",
    on: Subject::Text,
    takes: Takes::Pattern,
    symbols: &["does_not_match"],
    process: &|given, value| match given.text() {
        Some(pattern) => on_text(value, &Matches(pattern)),
        None => Ok(()),
    },
    schema: |arguments, schema| {
        let pattern = arguments.first().and_then(super::Argument::as_str).and_then(ecma);
        if let Some(pattern) = pattern {
            require_pattern(&pattern, schema);
        }
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Matches<'_> {
    #[inline]
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        match compiled(self.0) {
            Some(regex) if regex.is_match(value) => Ok(()),
            _ => Err(does_not_match(value, self.0)),
        }
    }
}

/// Says a pattern in the dialect of JSON Schema, ECMA-262; `None` for what only ours can say.
fn ecma(pattern: &str) -> Option<String> {
    let (start, inner) = pattern
        .strip_prefix("\\A")
        .map_or(("", pattern), |inner| ("^", inner));
    let (inner, end) = inner
        .strip_suffix("\\z")
        .map_or((inner, ""), |inner| (inner, "$"));
    let is_ours = [
        "^", "$", "\\A", "\\z", "\\x{", "(?i", "(?m", "(?s", "(?x", "(?u", "(?U", "(?R", "(?P", "&&", "--",
        "~~",
    ];
    (!is_ours.iter().any(|word| inner.contains(word))).then(|| format!("{start}{inner}{end}"))
}

/// The largest compiled form, so that a pattern cannot take the memory of the process.
const SIZE_LIMIT: usize = 1 << 20;

/// Says what is wrong with the patterns of a declaration.
///
/// # Errors
///
/// When one is no regular expression, or compiles to more than a mebibyte.
pub fn check_patterns(declaration: &Declaration) -> Result<(), String> {
    let patterns = declaration
        .all_rules()
        .filter(|rule| rule.kind.name == MATCHES.name);
    for pattern in patterns.filter_map(|rule| rule.arguments.first()?.as_str()) {
        compile_pattern(pattern).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Compiles a pattern to what it means in Ruby: `^` and `$` match at each line, and `\d`, `\w`, `\s` are of ASCII.
pub(crate) fn compile_pattern(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&of_ascii(pattern))
        .multi_line(true)
        .size_limit(SIZE_LIMIT)
        .build()
}

/// Writes the short forms of classes out.
fn of_ascii(pattern: &str) -> String {
    let (mut written, mut depth) = (String::with_capacity(pattern.len()), 0_usize);
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped) => written.push_str(&class(escaped, depth > 0)),
                None => written.push(character),
            },
            _ => {
                match character {
                    '[' => depth += 1,
                    ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                written.push(character);
            }
        }
    }
    written
}

/// Returns what an escaped character stands for, within brackets or outside.
fn class(escaped: char, is_within: bool) -> String {
    let members = match escaped.to_ascii_lowercase() {
        'd' => "0-9",
        'w' => "A-Za-z0-9_",
        's' => " \\t\\n\\x0B\\f\\r",
        _ => return format!("\\{escaped}"),
    };
    match (escaped.is_ascii_uppercase(), is_within) {
        (false, true) => members.to_owned(),
        (false, false) => format!("[{members}]"),
        (true, _) => format!("[^{members}]"),
    }
}

/// A pattern and what it was compiled to, for as long as the process lives: patterns come from declarations, so that
/// there are few of them.
type Compiled = (&'static str, Option<&'static Regex>);

/// How many patterns a thread has at hand.
const AT_HAND: usize = 16;

thread_local! {
    static RECENT: [Cell<Compiled>; AT_HAND] = const { [const { Cell::new(("", None)) }; AT_HAND] };
}

/// Compiles each pattern once. The place of its text says where a thread keeps it at hand.
#[inline]
fn compiled(pattern: &str) -> Option<&'static Regex> {
    let place = (pattern.as_ptr().addr() >> 3) % AT_HAND;
    RECENT.with(|recent| {
        let recent = recent.get(place)?;
        match recent.get() {
            (text, Some(regex)) if text == pattern => Some(regex),
            _ => recall(recent, pattern),
        }
    })
}

#[cold]
fn recall(recent: &Cell<Compiled>, pattern: &str) -> Option<&'static Regex> {
    let known = known(pattern);
    recent.set(known);
    known.1
}

fn known(pattern: &str) -> Compiled {
    static KNOWN: LazyLock<RwLock<HashMap<&'static str, Option<&'static Regex>>>> =
        LazyLock::new(RwLock::default);
    let found = |known: &HashMap<_, _>| known.get_key_value(pattern).map(|(text, regex)| (*text, *regex));
    if let Some(known) = found(&KNOWN.read().unwrap_or_else(PoisonError::into_inner)) {
        return known;
    }
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    found(&known).unwrap_or_else(|| {
        let text: &'static str = Box::leak(pattern.into());
        let regex = compile_pattern(pattern)
            .ok()
            .map(|regex| &*Box::leak(Box::new(regex)));
        known.insert(text, regex);
        (text, regex)
    })
}

#[cold]
fn does_not_match(value: &str, pattern: &str) -> Box<Issue> {
    let issue = Issue::new("does_not_match", |facts, formatter| {
        let (value, pattern) = (facts.shown("value"), facts.text("regex"));
        write!(formatter, "{value} does not match {pattern}")
    });
    Box::new(
        issue
            .with("value", value.to_owned())
            .with("regex", pattern.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_ruby() {
        let matches = |pattern: &str, text: &str| compile_pattern(pattern).map(|regex| regex.is_match(text));
        assert_eq!(matches("^b$", "a\nb\nc"), Ok(true));
        assert_eq!(matches(r"\Ab\z", "a\nb\nc"), Ok(false));
        assert_eq!(matches(r"\A\d\z", "٣"), Ok(false));
        assert_eq!(matches(r"\A[\w-]+\z", "a-é"), Ok(false));
        assert_eq!(matches(r"\A[\D]\z", "é"), Ok(true));
        assert_eq!(matches(r"\A\\d\z", r"\d"), Ok(true));
    }

    #[test]
    fn schemas_have_the_anchors_of_their_own_dialect() {
        assert_eq!(ecma(r"\A[a-z]+\z").as_deref(), Some("^[a-z]+$"));
        assert_eq!(ecma("a|b").as_deref(), Some("a|b"));
        assert_eq!(ecma("(?i)a"), None);
        assert_eq!(ecma(r"\Aa\z|b"), None);
    }
}
