//! `#[entity(..)]` on a field.

use proc_macro2::Span;
use syn::{Attribute, Error, Ident, Result, Token, parse::ParseStream};

use super::{
    suggest,
    words::{self, Unknown},
};
use crate::mistakes::Mistakes;

/// What a field is to its entity.
#[derive(Debug, Default)]
pub(crate) struct EntityMarks {
    /// The primary key.
    pub(crate) key: Option<Span>,
    /// The optimistic version.
    pub(crate) version: Option<Span>,
    /// No two records have the same value.
    pub(crate) unique: Option<Span>,
    /// Records are often looked for by it.
    pub(crate) indexed: Option<Span>,
    /// What becomes of the record when the one is deleted that the field refers to.
    pub(crate) on_delete: Option<(Span, OnDelete)>,
    /// Stored as JSON.
    pub(crate) json: bool,
}

/// What becomes of a record when one is deleted that it refers to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OnDelete {
    Restrict,
    Cascade,
    Clear,
}

impl EntityMarks {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut marks = Self::default();
        let known = Unknown::OneOf(&["key", "version", "unique", "indexed", "on_delete", "json"]);
        words::read(attributes, "entity", known, mistakes, |word, input| {
            match word.to_string().as_str() {
                "key" => marks.key = Some(word.span()),
                "version" => marks.version = Some(word.span()),
                "unique" => marks.unique = Some(word.span()),
                "indexed" => marks.indexed = Some(word.span()),
                "on_delete" => marks.on_delete = Some((word.span(), OnDelete::parse(input)?)),
                "json" => marks.json = true,
                _ => return Ok(false),
            }
            Ok(true)
        });
        marks
    }

    /// Returns whether there is anything to say of the field.
    pub(crate) const fn is_empty(&self) -> bool {
        self.key.is_none()
            && self.version.is_none()
            && self.unique.is_none()
            && self.indexed.is_none()
            && self.on_delete.is_none()
            && !self.json
    }
}

impl OnDelete {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        const KNOWN: &[&str] = &["restrict", "cascade", "clear"];
        input.parse::<Token![=]>()?;
        let word: Ident = input.parse()?;
        match word.to_string().as_str() {
            "restrict" => Ok(Self::Restrict),
            "cascade" => Ok(Self::Cascade),
            "clear" => Ok(Self::Clear),
            unknown => Err(Error::new(word.span(), refusal(unknown, KNOWN))),
        }
    }
}

fn refusal(unknown: &str, known: &[&str]) -> String {
    suggest::nearest(unknown, known).map_or_else(
        || format!("`on_delete` is one of `{}`", known.join("`, `")),
        |nearest| format!("unknown word `{unknown}`; did you mean `{nearest}`?"),
    )
}
