//! Those of serde's own attributes that mean something here; the others are refused by name.

use proc_macro2::Span;
use syn::{Attribute, Error, ExprPath, Ident, LitStr, Result, Token, parse::ParseStream};

use super::{
    case::Case,
    input::Preset,
    words::{self, Unknown},
};
use crate::mistakes::Mistakes;

/// `#[serde(..)]` on a type.
#[derive(Debug, Default)]
pub(crate) struct SerdeContainer {
    /// The case of the names: of the fields of a struct, of the variants of an enum.
    pub(crate) rename_all: Option<Case>,
    /// The case of the fields of variants.
    pub(crate) rename_all_fields: Option<Case>,
    /// The attribute that holds the tag of an enum.
    pub(crate) tag: Option<LitStr>,
    /// The attribute that holds what belongs to the tag.
    pub(crate) content: Option<LitStr>,
}

impl SerdeContainer {
    /// Reads the attribute of a struct. Unknown attributes are refused anyway, so that saying so is fine.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        Self::parse_as(attributes, mistakes, Self::take)
    }

    /// Reads the attribute of an enum.
    pub(crate) fn parse_enum(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        Self::parse_as(attributes, mistakes, Self::take_of_enum)
    }

    fn parse_as(
        attributes: &[Attribute],
        mistakes: &mut Mistakes,
        take: fn(&mut Self, &Ident, ParseStream<'_>) -> Result<bool>,
    ) -> Self {
        let mut container = Self::default();
        words::read(
            attributes,
            "serde",
            Unknown::Unsupported,
            mistakes,
            |word, input| take(&mut container, word, input),
        );
        container
    }

    fn take(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<bool> {
        match word.to_string().as_str() {
            "rename_all" => words::once(&mut self.rename_all, word, case(input)?)?,
            "deny_unknown_fields" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_of_enum(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<bool> {
        match word.to_string().as_str() {
            "rename_all_fields" => words::once(&mut self.rename_all_fields, word, case(input)?)?,
            "tag" => words::once(&mut self.tag, word, words::value(input)?)?,
            "content" => words::once(&mut self.content, word, words::value(input)?)?,
            "untagged" => {
                return Err(Error::new(
                    word.span(),
                    "`#[serde(untagged)]` is not supported: without a tag nobody can say which variant a value was \
                     meant to be, nor what is wrong with it; use `tag = \"..\"`, or no attribute at all",
                ));
            }
            _ => return self.take(word, input),
        }
        Ok(true)
    }
}

fn case(input: ParseStream<'_>) -> Result<Case> {
    Case::parse(&words::value(input)?)
}

/// `#[serde(..)]` on a field.
#[derive(Debug, Default)]
pub(crate) struct SerdeField {
    /// Its name on the wire.
    pub(crate) rename: Option<String>,
    /// Other names it is read by.
    pub(crate) aliases: Vec<String>,
    /// What it is when it is not given.
    pub(crate) preset: Option<Preset>,
    /// Whether it is no attribute.
    pub(crate) skip: Option<Span>,
    /// Whether its attributes stand in its place.
    pub(crate) flatten: Option<Span>,
}

impl SerdeField {
    /// Returns whether there is a word in it besides `flatten`.
    pub(crate) fn says_more_than_flatten(&self) -> bool {
        self.rename.is_some() || !self.aliases.is_empty() || self.preset.is_some() || self.skip.is_some()
    }

    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut field = Self::default();
        words::read(
            attributes,
            "serde",
            Unknown::Unsupported,
            mistakes,
            |word, input| {
                match word.to_string().as_str() {
                    "rename" => words::once(&mut field.rename, word, words::text(input)?)?,
                    "alias" => field.aliases.push(words::text(input)?),
                    "default" if input.peek(Token![=]) => {
                        let path = words::value::<LitStr>(input)?.parse::<ExprPath>()?;
                        words::once(&mut field.preset, word, Preset::Function(path))?;
                    }
                    "default" => words::once(&mut field.preset, word, Preset::Default(word.span()))?,
                    "skip" => words::once(&mut field.skip, word, word.span())?,
                    "flatten" => words::once(&mut field.flatten, word, word.span())?,
                    _ => return Ok(false),
                }
                Ok(true)
            },
        );
        field
    }
}

/// `#[serde(..)]` on a variant.
#[derive(Debug, Default)]
pub(crate) struct SerdeVariant {
    /// Its name on the wire.
    pub(crate) rename: Option<String>,
    /// Other names it is read by.
    pub(crate) aliases: Vec<String>,
}

impl SerdeVariant {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut variant = Self::default();
        words::read(
            attributes,
            "serde",
            Unknown::Unsupported,
            mistakes,
            |word, input| {
                match word.to_string().as_str() {
                    "rename" => words::once(&mut variant.rename, word, words::text(input)?)?,
                    "alias" => variant.aliases.push(words::text(input)?),
                    _ => return Ok(false),
                }
                Ok(true)
            },
        );
        variant
    }
}
