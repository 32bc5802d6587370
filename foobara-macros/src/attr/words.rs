//! The one form all attributes have: `#[name(word, word = value, word(value, value))]`.

use proc_macro2::TokenTree;
use syn::{
    Attribute, Error, Ident, LitBool, LitStr, Result, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use super::suggest;
use crate::mistakes::Mistakes;

/// What a word that is not known means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unknown<'a> {
    /// A mistake; these are the known words.
    OneOf(&'a [&'a str]),
    /// Something that serde has and we do not.
    Unsupported,
}

/// Reads each word of the attributes called `name`. `take` reads what follows a word and returns whether it knows it.
pub(crate) fn read(
    attributes: &[Attribute],
    name: &str,
    unknown: Unknown<'_>,
    mistakes: &mut Mistakes,
    mut take: impl FnMut(&Ident, ParseStream<'_>) -> Result<bool>,
) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name))
    {
        let Some(list) = mistakes.take(attribute.meta.require_list()) else {
            continue;
        };
        let all = |input: ParseStream<'_>| {
            read_stream(input, name, unknown, mistakes, &mut take);
            Ok(())
        };
        let outcome = list.parse_args_with(all);
        mistakes.take(outcome);
    }
}

/// Reads each word of the inside of an attribute.
pub(crate) fn read_stream(
    input: ParseStream<'_>,
    name: &str,
    unknown: Unknown<'_>,
    mistakes: &mut Mistakes,
    mut take: impl FnMut(&Ident, ParseStream<'_>) -> Result<bool>,
) {
    while !input.is_empty() {
        if let Err(error) = read_word(input, name, unknown, &mut take) {
            mistakes.push(error);
            skip_word(input);
        }
    }
}

fn read_word(
    input: ParseStream<'_>,
    name: &str,
    unknown: Unknown<'_>,
    take: &mut impl FnMut(&Ident, ParseStream<'_>) -> Result<bool>,
) -> Result<()> {
    let word = input.call(Ident::parse_any)?;
    if !take(&word, input)? {
        return Err(Error::new(
            word.span(),
            unknown.message(name, &word.unraw().to_string()),
        ));
    }
    if input.is_empty() {
        Ok(())
    } else {
        input.parse::<Token![,]>().map(drop)
    }
}

/// Goes on behind the next comma, so that one mistake does not hide those after it.
fn skip_word(input: ParseStream<'_>) {
    while !input.is_empty() {
        let is_comma = input.peek(Token![,]);
        if input.parse::<TokenTree>().is_err() || is_comma {
            return;
        }
    }
}

impl Unknown<'_> {
    fn message(self, name: &str, word: &str) -> String {
        let Self::OneOf(known) = self else {
            return format!("`#[{name}({word})]` is not supported by this derive");
        };
        let hint = suggest::nearest(word, known).map_or_else(
            || format!("\nknown words:{}", lines_of(known)),
            |nearest| format!("; did you mean `{nearest}`?"),
        );
        format!("unknown word `{word}` in `#[{name}(..)]`{hint}")
    }
}

/// Lists words in lines that fit a terminal.
fn lines_of(words: &[&str]) -> String {
    const WIDTH: usize = 90;
    let mut lines = vec![String::new()];
    for (index, word) in words.iter().enumerate() {
        let comma = if index + 1 < words.len() { "," } else { "" };
        let written = format!(" `{word}`{comma}");
        match lines.last_mut() {
            Some(line) if line.len() + written.len() <= WIDTH => line.push_str(&written),
            _ => lines.push(written),
        }
    }
    lines.join("\n            ")
}

/// Reads `= value`.
pub(crate) fn value<T: Parse>(input: ParseStream<'_>) -> Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// Reads `= "text"`.
pub(crate) fn text(input: ParseStream<'_>) -> Result<String> {
    value::<LitStr>(input).map(|literal| literal.value())
}

/// Reads `= true`, `= false`, or nothing, which is true.
pub(crate) fn flag(input: ParseStream<'_>) -> Result<bool> {
    if input.peek(Token![=]) {
        value::<LitBool>(input).map(|literal| literal.value)
    } else {
        Ok(true)
    }
}

/// Reads `(value, value)`.
pub(crate) fn list<T: Parse>(input: ParseStream<'_>) -> Result<Vec<T>> {
    let inside;
    parenthesized!(inside in input);
    Punctuated::<T, Token![,]>::parse_terminated(&inside).map(|values| values.into_iter().collect())
}

/// Keeps the value of a word that may come once.
pub(crate) fn once<T>(slot: &mut Option<T>, word: &Ident, value: T) -> Result<()> {
    if slot.is_some() {
        return Err(Error::new(word.span(), format!("`{word}` is given twice")));
    }
    *slot = Some(value);
    Ok(())
}
