//! Those of serde's own attributes that mean something here; the others are refused by name.

use proc_macro2::Span;
use syn::{Attribute, ExprPath, LitStr, Token};

use super::{
    case::Case,
    input::Preset,
    words::{self, Unknown},
};
use crate::mistakes::Mistakes;

/// `#[serde(..)]` on a type.
#[derive(Debug, Default)]
pub(crate) struct SerdeContainer {
    /// The case of the names.
    pub(crate) rename_all: Option<Case>,
}

impl SerdeContainer {
    /// Reads the attribute. Unknown attributes are refused anyway, so that saying so is fine.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut container = Self::default();
        words::read(
            attributes,
            "serde",
            Unknown::Unsupported,
            mistakes,
            |word, input| {
                match word.to_string().as_str() {
                    "rename_all" => {
                        let case = Case::parse(&words::value::<LitStr>(input)?)?;
                        words::once(&mut container.rename_all, word, case)?;
                    }
                    "deny_unknown_fields" => {}
                    _ => return Ok(false),
                }
                Ok(true)
            },
        );
        container
    }
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
}

impl SerdeField {
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
