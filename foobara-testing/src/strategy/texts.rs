//! Text: by length, by pattern, by what it starts with, ends with and contains.

use std::ops::RangeInclusive;

use foobara_types::{Argument, Declaration};
use proptest::{collection, prelude::*, sample::select, string::string_regex};
use serde_json::Value;

use super::{rules, sizes::sizes};

/// Any text: mostly short and plain, sometimes of any letters, sometimes what looks like something else.
pub(super) fn any_text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => letters('z', 0..=6),
        2 => of_characters(any::<char>(), 0..=8),
        1 => odd_texts(),
    ]
    .boxed()
}

/// Text of small letters, up to `last`. Quicker than a pattern, which is compiled for each text.
pub(super) fn letters(last: char, length: RangeInclusive<usize>) -> BoxedStrategy<String> {
    of_characters(proptest::char::range('a', last), length)
}

/// Text within the rules of a declaration, for those of them that say what text looks like.
pub(super) fn text(declaration: &Declaration) -> BoxedStrategy<String> {
    rules::format(declaration)
        .or_else(|| pattern(declaration))
        .unwrap_or_else(|| plain(declaration))
}

/// Text that is nothing in particular, a little too short, or a little too long.
pub(super) fn around(declaration: &Declaration) -> BoxedStrategy<String> {
    let (low, high) = sizes(declaration, 8).into_inner();
    prop_oneof![
        of_length(low.saturating_sub(2)..=low),
        of_length(high..=high.saturating_add(3)),
        any_text(),
    ]
    .boxed()
}

fn odd_texts() -> impl Strategy<Value = String> {
    let texts = [
        "",
        " ",
        "5",
        "-12",
        "1.5",
        "-0.5",
        "007",
        "1e3",
        "true",
        "Null",
        " trimmed ",
        "Ünïcödé",
        "e\u{301}",
        "a\nb",
        "\u{0}",
        "\u{202e}x",
        "🦫🦫",
    ];
    select(texts.map(str::to_owned).to_vec())
}

fn pattern(declaration: &Declaration) -> Option<BoxedStrategy<String>> {
    let rule = declaration.all_rules().find(|rule| rule.kind.name == "matches")?;
    let pattern = rule.arguments.first().and_then(words)?;
    string_regex(&portable(&pattern)).ok().map(Strategy::boxed)
}

/// Writes a pattern in the form that texts are made by: without anchors at its ends, and with classes of ASCII.
fn portable(pattern: &str) -> String {
    let pattern = pattern
        .strip_prefix("\\A")
        .or_else(|| pattern.strip_prefix('^'))
        .unwrap_or(pattern);
    let pattern = pattern
        .strip_suffix("\\z")
        .or_else(|| pattern.strip_suffix('$'))
        .unwrap_or(pattern);
    let mut written = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match (
            character,
            if character == '\\' {
                characters.next()
            } else {
                None
            },
        ) {
            ('\\', Some('d')) => written.push_str("[0-9]"),
            ('\\', Some('w')) => written.push_str("[A-Za-z0-9_]"),
            ('\\', Some('s')) => written.push_str("[ \\t]"),
            (first, second) => written.extend([Some(first), second].into_iter().flatten()),
        }
    }
    written
}

fn plain(declaration: &Declaration) -> BoxedStrategy<String> {
    const MOST: usize = 8;
    let part = |name: &str| {
        let rule = declaration.all_rules().find(|rule| rule.kind.name == name);
        rule.and_then(|rule| words(rule.arguments.first()?))
            .unwrap_or_default()
    };
    let (start, middle, end) = (part("starts_with"), part("contains"), part("ends_with"));
    let fixed = [&start, &middle, &end]
        .map(|part| part.chars().count())
        .into_iter()
        .sum::<usize>();
    let (low, high) = sizes(declaration, MOST.max(fixed)).into_inner();
    if fixed == 0 && low == 0 && high == MOST {
        return any_text();
    }
    of_length(low.saturating_sub(fixed)..=high.saturating_sub(fixed))
        .prop_map(move |body| format!("{start}{body}{middle}{end}"))
        .boxed()
}

fn of_length(length: RangeInclusive<usize>) -> BoxedStrategy<String> {
    let character = prop_oneof![8 => proptest::char::range('a', 'z'), 1 => Just(' '), 1 => any::<char>()];
    of_characters(character, length)
}

fn of_characters(
    character: impl Strategy<Value = char> + 'static,
    length: RangeInclusive<usize>,
) -> BoxedStrategy<String> {
    collection::vec(character, length)
        .prop_map(|characters| characters.into_iter().collect())
        .boxed()
}

/// Returns an argument that is text.
pub(super) fn words(argument: &Argument) -> Option<String> {
    match argument.to_value() {
        Value::String(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_written_without_anchors_and_with_classes_of_ascii() {
        assert_eq!(portable(r"\A\d+[\w-]\\d\z"), r"[0-9]+[[A-Za-z0-9_]-]\\d");
        assert_eq!(portable("^a|b$"), "a|b");
    }
}
