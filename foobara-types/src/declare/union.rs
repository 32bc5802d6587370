//! Unions.

use serde_json::{Map, Value};

use super::parser::Parser;
use crate::declaration::{Base, Content, Tagging, UnionType, Variant};

impl Parser<'_> {
    /// Returns `None` within `Some` when nothing is said of the variants, and `None` after a mistake.
    pub(super) fn union(&mut self, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        let tag = self.word(strict, "tag");
        let content = self.word(strict, "content");
        let key = self.word(strict, "key");
        let tagging = match (tag, content, key) {
            (None, _, Some(key)) => Tagging::Keyed { key: key.into() },
            (None, _, None) => Tagging::External,
            (Some(tag), None, _) => Tagging::Internal { tag: tag.into() },
            (Some(tag), Some(content), _) => Tagging::Adjacent {
                tag: tag.into(),
                content: content.into(),
            },
        };
        let name = self.word(strict, "name").unwrap_or_else(|| "union".to_owned());
        let variants: Option<Vec<Variant>> = match strict.get_mut("variants") {
            None => return Some(None),
            Some(Value::Object(variants)) => self.below("variants", |parser| {
                let read = variants.iter_mut().map(|(name, data)| parser.variant(name, data));
                read.collect::<Vec<_>>().into_iter().collect()
            }),
            Some(other) => {
                let other = other.take();
                self.below("variants", |parser| {
                    parser.unexpected("an object of variants by tag", &other)
                });
                None
            }
        };
        Some(Some(Base::Union(
            UnionType {
                name: name.into(),
                description: None,
                tagging,
                variants: variants?.into(),
            }
            .into(),
        )))
    }

    fn variant(&mut self, name: &str, data: &mut Value) -> Option<Variant> {
        let content = if data.is_null() {
            Content::Nothing
        } else {
            Content::Value(
                self.below(name.to_owned(), |parser| parser.in_place(data))?
                    .into(),
            )
        };
        Some(Variant {
            name: name.to_owned().into(),
            aliases: &[],
            description: None,
            content,
        })
    }

    /// Reads text, where it is said.
    pub(super) fn word(&mut self, strict: &Map<String, Value>, name: &'static str) -> Option<String> {
        match strict.get(name)? {
            Value::String(text) => Some(text.clone()),
            other => {
                self.below(name, |parser| parser.unexpected("text", other));
                None
            }
        }
    }
}
