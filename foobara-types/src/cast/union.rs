//! Unions: the tag says which form the rest has.

use serde_json::{Map, Value};

use super::caster::Caster;
use crate::{
    declaration::{Content, Declaration, Tagging, UnionType, Variant},
    error::Issue,
    path::At,
};

impl Caster<'_> {
    /// Looks whether a value has a tag that is known, and what belongs to it.
    pub(super) fn open_union(
        &mut self,
        declaration: &Declaration,
        union: &UnionType,
        value: &mut Value,
        at: Option<&At<'_>>,
    ) -> bool {
        match (&union.tagging, value) {
            (Tagging::External, Value::String(tag)) => {
                let is_bare = |variant: &Variant| matches!(variant.content, Content::Nothing);
                union.variant(tag).is_some_and(is_bare) || self.unknown_tag(union, tag, at)
            }
            (Tagging::External, Value::Object(entries)) if entries.len() == 1 => {
                let tag = entries.keys().next().cloned().unwrap_or_default();
                union.variant(&tag).is_some() || self.unknown_tag(union, &tag, at)
            }
            (Tagging::Internal { tag } | Tagging::Adjacent { tag, .. }, Value::Object(entries)) => {
                self.has_tag(union, tag, entries, at) && self.has_content(union, entries, at)
            }
            (Tagging::Keyed { .. }, _) => true,
            (_, value) => self.cannot_cast(declaration, value, at),
        }
    }

    fn has_tag(
        &mut self,
        union: &UnionType,
        name: &str,
        entries: &Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        let here = At::name(at, name);
        match entries.get(name) {
            None => {
                self.refuse(Some(&here), Issue::missing_required_attribute(name));
                false
            }
            Some(Value::String(tag)) if union.variant(tag).is_some() => true,
            Some(Value::String(tag)) => self.unknown_tag(union, tag, Some(&here)),
            Some(other) => {
                self.refuse(
                    Some(&here),
                    Issue::value_not_valid(other.clone(), union.tags().map(Value::from).collect()),
                );
                false
            }
        }
    }

    fn has_content(
        &mut self,
        union: &UnionType,
        entries: &mut Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        match (
            &union.tagging,
            tagged(union, entries).map(|variant| &variant.content),
        ) {
            (Tagging::Internal { tag }, Some(content)) => {
                self.without(tag, entries, |caster, entries| match content.attributes() {
                    Some(declared) => caster.open(declared, entries, at),
                    None => caster.only(&[tag], entries, at),
                })
            }
            (Tagging::Adjacent { tag, .. }, Some(Content::Nothing)) => {
                self.without(tag, entries, |caster, entries| caster.only(&[tag], entries, at))
            }
            (Tagging::Adjacent { tag, content }, _) => {
                let has_content = entries.contains_key(content.as_ref());
                if !has_content {
                    let here = At::name(at, content);
                    self.refuse(Some(&here), Issue::missing_required_attribute(content));
                }
                has_content && {
                    let rest = |name: &String| name != tag.as_ref() && name != content.as_ref();
                    let unexpected: Vec<String> = entries.keys().filter(|name| rest(name)).cloned().collect();
                    self.none_of(&unexpected, &[tag, content], at)
                }
            }
            _ => true,
        }
    }

    /// Works on the attributes without the tag, and puts it back in its place.
    fn without<R>(
        &mut self,
        tag: &str,
        entries: &mut Map<String, Value>,
        work: impl FnOnce(&mut Self, &mut Map<String, Value>) -> R,
    ) -> R {
        let held = entries.shift_remove(tag);
        let result = work(self, entries);
        if let Some(held) = held {
            entries.shift_insert(0, tag.to_owned(), held);
        }
        result
    }

    fn only(&mut self, allowed: &[&str], entries: &Map<String, Value>, at: Option<&At<'_>>) -> bool {
        let unexpected: Vec<String> = entries.keys().cloned().collect();
        self.none_of(&unexpected, allowed, at)
    }

    fn none_of(&mut self, unexpected: &[String], allowed: &[&str], at: Option<&At<'_>>) -> bool {
        if !unexpected.is_empty() {
            self.refuse(
                at,
                Issue::unexpected_attributes(unexpected, allowed.iter().copied()),
            );
        }
        unexpected.is_empty()
    }

    fn unknown_tag(&mut self, union: &UnionType, tag: &str, at: Option<&At<'_>>) -> bool {
        let valid = union.tags().map(Value::from).collect();
        self.refuse(at, Issue::value_not_valid(tag.into(), valid));
        false
    }

    /// Processes what belongs to the tag.
    pub(super) fn content(&mut self, union: &UnionType, value: &mut Value, at: Option<&At<'_>>) {
        if let Tagging::Keyed { key } = &union.tagging {
            if let Some(variant) = union.variants.get(union.keyed(key, value)) {
                self.held(variant, value, at);
            }
            return;
        }
        let Value::Object(entries) = value else { return };
        match &union.tagging {
            Tagging::Keyed { .. } => {}
            Tagging::External => {
                if let Some((tag, content)) = entries.iter_mut().next()
                    && let Some(variant) = union.variant(tag)
                {
                    self.held(variant, content, Some(&At::name(at, tag)));
                }
            }
            Tagging::Internal { tag } => {
                let Some(variant) = tagged(union, entries) else {
                    return;
                };
                if let Some(declared) = variant.content.attributes() {
                    self.without(tag, entries, |caster, entries| {
                        caster.elements_of(declared, entries, at)
                    });
                }
            }
            Tagging::Adjacent { content, .. } => {
                let Some(variant) = tagged(union, entries) else {
                    return;
                };
                if let Some(held) = entries.get_mut(content.as_ref()) {
                    self.held(variant, held, Some(&At::name(at, content)));
                }
            }
        }
    }

    fn held(&mut self, variant: &Variant, value: &mut Value, at: Option<&At<'_>>) {
        match &variant.content {
            Content::Nothing => {
                if !value.is_null() {
                    self.refuse(at, Issue::value_not_valid(value.clone(), vec![Value::Null]));
                }
            }
            Content::Value(declaration) => self.value(declaration, value, at),
            Content::Attributes(declared) => {
                let declaration = Declaration::new(crate::Base::Attributes(declared.clone()));
                self.value(&declaration, value, at);
            }
        }
    }
}

/// Returns the variant that the tag among the attributes names.
fn tagged<'u>(union: &'u UnionType, entries: &Map<String, Value>) -> Option<&'u Variant> {
    let (Tagging::Internal { tag } | Tagging::Adjacent { tag, .. }) = &union.tagging else {
        return None;
    };
    union.variant(entries.get(tag.as_ref())?.as_str()?)
}
