//! `#[entity(..)]` on a field.

use proc_macro2::Span;
use syn::Attribute;

use super::words::{self, Unknown};
use crate::mistakes::Mistakes;

/// What a field is to its entity.
#[derive(Debug, Default)]
pub(crate) struct EntityMarks {
    /// The primary key.
    pub(crate) key: Option<Span>,
    /// The optimistic version.
    pub(crate) version: Option<Span>,
    /// Stored as JSON.
    pub(crate) json: bool,
}

impl EntityMarks {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut marks = Self::default();
        let known = Unknown::OneOf(&["key", "version", "json"]);
        words::read(attributes, "entity", known, mistakes, |word, _| {
            match word.to_string().as_str() {
                "key" => marks.key = Some(word.span()),
                "version" => marks.version = Some(word.span()),
                "json" => marks.json = true,
                _ => return Ok(false),
            }
            Ok(true)
        });
        marks
    }
}
