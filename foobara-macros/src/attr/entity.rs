//! `#[entity(..)]` on a field.

use proc_macro2::Span;
use syn::{Attribute, Error, Ident, Result, Token, parse::ParseStream};

use super::{
    suggest,
    words::{self, Unknown},
};
use crate::mistakes::Mistakes;

const WORDS: &[&str] = &[
    "key",
    "version",
    "unique",
    "indexed",
    "searched",
    "on_delete",
    "created_at",
    "updated_at",
    "soft_delete",
    "archive",
    "json",
    "nested",
];

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
    /// Its text is often searched.
    pub(crate) searched: Option<Span>,
    /// What becomes of the record when the one is deleted that the field refers to.
    pub(crate) on_delete: Option<(Span, OnDelete)>,
    /// The moment that is written into it.
    pub(crate) stamp: Option<(Span, Stamp)>,
    /// Stored as JSON.
    pub(crate) json: bool,
    /// What it refers to is created and changed with the record.
    pub(crate) nested: Option<Span>,
}

/// What becomes of a record when one is deleted that it refers to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OnDelete {
    Restrict,
    Cascade,
    Clear,
}

/// A moment that is written for a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stamp {
    Created,
    Updated,
    Deleted,
    Archived,
}

impl EntityMarks {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut marks = Self::default();
        let known = Unknown::OneOf(WORDS);
        words::read(attributes, "entity", known, mistakes, |word, input| {
            match word.to_string().as_str() {
                "key" => marks.key = Some(word.span()),
                "version" => marks.version = Some(word.span()),
                "unique" => marks.unique = Some(word.span()),
                "indexed" => marks.indexed = Some(word.span()),
                "searched" => marks.searched = Some(word.span()),
                "on_delete" => marks.on_delete = Some((word.span(), OnDelete::parse(input)?)),
                "json" => marks.json = true,
                "nested" => marks.nested = Some(word.span()),
                name => match Stamp::of(name) {
                    Some(stamp) => marks.stamp = Some((word.span(), stamp)),
                    None => return Ok(false),
                },
            }
            Ok(true)
        });
        marks
    }

    /// Returns whether it is said how the field is kept.
    pub(crate) const fn says_how_it_is_kept(&self) -> bool {
        let Self {
            key: _,
            version,
            unique,
            indexed,
            searched,
            on_delete,
            stamp,
            json,
            nested,
        } = self;
        version.is_some()
            || unique.is_some()
            || indexed.is_some()
            || searched.is_some()
            || on_delete.is_some()
            || stamp.is_some()
            || *json
            || nested.is_some()
    }

    /// Returns whether there is anything to say of the field.
    pub(crate) const fn is_empty(&self) -> bool {
        self.key.is_none() && !self.says_how_it_is_kept()
    }
}

impl Stamp {
    pub(crate) const ALL: [Self; 4] = [Self::Created, Self::Updated, Self::Deleted, Self::Archived];

    /// Returns the word that asks for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Created => "created_at",
            Self::Updated => "updated_at",
            Self::Deleted => "soft_delete",
            Self::Archived => "archive",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stamp| stamp.word() == word)
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
