use std::{
    collections::HashMap,
    sync::{LazyLock, RwLock},
};

use regex::{Regex, RegexBuilder};

use super::{Rule, RuleKind, case::on_text};
use crate::{declaration::Declaration, error::Issue};

/// Text that a regular expression matches somewhere.
#[derive(Debug, Clone, Copy)]
pub struct Matches<'a>(pub &'a str);

/// `matches`: text that a regular expression matches somewhere; anchor it with `\A` and `\z`.
pub const MATCHES: &RuleKind = &RuleKind {
    name: "matches",
    symbols: &["does_not_match"],
    takes_list: false,
    process: |arguments, value| match arguments.first().and_then(super::Argument::as_str) {
        Some(pattern) => on_text(value, &Matches(pattern)),
        None => Ok(()),
    },
    schema: |arguments, schema| {
        let pattern = arguments.first().and_then(super::Argument::as_str).and_then(ecma);
        schema.extend(pattern.map(|pattern| ("pattern".to_owned(), pattern.into())));
    },
};

impl Rule<String> for Matches<'_> {
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
        "\\A", "\\z", "\\x{", "(?i", "(?m", "(?s", "(?x", "(?u", "(?U", "(?R", "(?P", "&&", "--", "~~",
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
        compile(pattern).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build()
}

/// Compiles each pattern once. The patterns come from declarations, so that there are few of them.
fn compiled(pattern: &str) -> Option<Regex> {
    static COMPILED: LazyLock<RwLock<HashMap<String, Option<Regex>>>> = LazyLock::new(RwLock::default);
    if let Some(regex) = COMPILED.read().ok()?.get(pattern) {
        return regex.clone();
    }
    let regex = compile(pattern).ok();
    COMPILED.write().ok()?.insert(pattern.to_owned(), regex.clone());
    regex
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
    fn schemas_have_the_anchors_of_their_own_dialect() {
        assert_eq!(ecma(r"\A[a-z]+\z").as_deref(), Some("^[a-z]+$"));
        assert_eq!(ecma("a|b").as_deref(), Some("a|b"));
        assert_eq!(ecma("(?i)a"), None);
        assert_eq!(ecma(r"\Aa\z|b"), None);
    }
}
