//! `#[possible(..)]` on a variant.

use proc_macro2::Span;
use syn::{Attribute, LitBool};

use super::words::{self, Unknown};
use crate::mistakes::Mistakes;

/// What an error says of itself.
#[derive(Debug, Default)]
pub(crate) struct Possible {
    /// The input it is about.
    pub(crate) input: Option<String>,
    /// Its stable name, when not that of the variant.
    pub(crate) symbol: Option<String>,
    /// Whether it is fatal, when not as usual.
    pub(crate) fatal: Option<bool>,
    /// The word that says that the same may succeed a little later.
    pub(crate) retryable: Option<Span>,
}

impl Possible {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut possible = Self::default();
        let known = Unknown::OneOf(&["input", "symbol", "fatal", "retryable"]);
        words::read(attributes, "possible", known, mistakes, |word, input| {
            match word.to_string().as_str() {
                "input" => words::once(&mut possible.input, word, words::text(input)?)?,
                "symbol" => words::once(&mut possible.symbol, word, words::text(input)?)?,
                "fatal" => words::once(&mut possible.fatal, word, words::value::<LitBool>(input)?.value)?,
                "retryable" => words::once(&mut possible.retryable, word, word.span())?,
                _ => return Ok(false),
            }
            Ok(true)
        });
        possible
    }
}
