use std::sync::Arc;

use foobara_types::{
    AttributesType, Base, Declaration, cast,
    declaration::{Content, Tagging, UnionType},
};
use proptest::{collection, prelude::*};
use serde_json::{Map, Value, json};

use super::{
    forms::forms,
    kept::{is_often, kept},
    valid,
};

/// A value in another form than the strict one.
#[derive(Debug, Clone, PartialEq)]
pub struct Castable {
    /// The value: numbers as text, `"yes"`, dates with slashes, objects as pairs.
    pub value: Value,
    /// What it is cast to, with the defaults of attributes that are not given.
    pub strict: Value,
}

/// Returns values that are not in the strict form of a declaration and are cast to it, with what they are cast to;
/// `None` where there is but one form.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy};
/// use foobara_types::{InputErrors, TypeRegistry, cast};
/// use serde_json::json;
///
/// let declaration = TypeRegistry::standard().declare(&json!({ "age": { "type": "integer", "required": true } }))?;
/// let castable = strategy::castable(&declaration).expect("numbers may be text");
/// proptest!(|(castable in castable)| {
///     prop_assert!(!cast::accepts(&declaration, &castable.value));
///     let (mut value, mut errors) = (castable.value, InputErrors::new());
///     cast::cast_value(&declaration, &mut value, None, &mut errors);
///     prop_assert_eq!(value, castable.strict);
/// });
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
pub fn castable(declaration: &Declaration) -> Option<BoxedStrategy<Castable>> {
    /// Each place takes a form by one of these, in turn.
    const CHOICES: usize = 8;
    let declaration = Arc::new(declaration.clone());
    let judged = Arc::clone(&declaration);
    let values = valid::valid(&declaration);
    let all = (values, collection::vec(0..6_usize, CHOICES)).prop_map(move |(strict, choices)| {
        let mut loosener = Loosener { choices, taken: 0 };
        Castable {
            value: loosener.value(&declaration, strict.clone()),
            strict: with_defaults(&declaration, strict),
        }
    });
    let all = all.boxed();
    let is_loose = move |castable: &Castable| !cast::accepts(&judged, &castable.value);
    is_often(&all, &is_loose).then(|| kept("in another form", all, is_loose))
}

/// A walk over a value in its strict form that puts other forms in the place of some of its parts.
struct Loosener {
    choices: Vec<usize>,
    taken: usize,
}

impl Loosener {
    /// Takes the next choice: the strict form, or one out of others.
    fn choose(&mut self, strict: Value, mut others: Vec<Value>) -> Value {
        let choice = self
            .choices
            .get(self.taken % self.choices.len().max(1))
            .copied()
            .unwrap_or(0);
        self.taken += 1;
        if choice == 0 || others.is_empty() {
            return strict;
        }
        others.swap_remove((choice - 1) % others.len())
    }

    fn value(&mut self, declaration: &Declaration, strict: Value) -> Value {
        if strict.is_null() {
            return strict;
        }
        match &declaration.base {
            Base::Scalar(scalar) => {
                let others = forms(scalar.name, &strict);
                self.choose(strict, others)
            }
            Base::Integer { .. } => {
                let others = forms("integer", &strict);
                self.choose(strict, others)
            }
            Base::Key(model) | Base::Record(model) => match model.key() {
                Some(key) => self.value(&Declaration::new(key.declaration.base.clone()), strict),
                None => strict,
            },
            base => self.structure(base, strict),
        }
    }

    fn structure(&mut self, base: &Base, strict: Value) -> Value {
        match (base, strict) {
            (Base::Array(element), Value::Array(elements)) => elements
                .into_iter()
                .map(|part| self.value(element, part))
                .collect(),
            (Base::Tuple(tuple), Value::Array(elements)) => {
                let parts = tuple.elements.iter().zip(elements);
                parts.map(|(element, part)| self.value(element, part)).collect()
            }
            (Base::Map(map), Value::Object(entries)) => {
                let entries: Map<String, Value> = entries
                    .into_iter()
                    .map(|(key, part)| (key, self.value(&map.value, part)))
                    .collect();
                self.object(entries)
            }
            (Base::Attributes(declared), Value::Object(entries)) => {
                let entries = self.attributes(declared, entries);
                self.object(entries)
            }
            (Base::Model(model), Value::Object(entries)) => {
                let entries = self.attributes(&model.attributes, entries);
                self.object(entries)
            }
            (Base::Union(union), Value::Object(entries)) => Value::Object(self.union(union, entries)),
            (_, strict) => strict,
        }
    }

    /// An object can come as an array of pairs.
    fn object(&mut self, entries: Map<String, Value>) -> Value {
        let pairs = entries.iter().map(|(name, value)| json!([name, value])).collect();
        self.choose(entries.into(), vec![pairs])
    }

    fn attributes(&mut self, declared: &AttributesType, entries: Map<String, Value>) -> Map<String, Value> {
        entries
            .into_iter()
            .map(|(name, part)| match declared.get(&name) {
                Some(attribute) => (name, self.value(&attribute.declaration, part)),
                None => (name, part),
            })
            .collect()
    }

    fn union(&mut self, union: &UnionType, mut entries: Map<String, Value>) -> Map<String, Value> {
        let Some((variant, place)) = variant_of(union, &entries) else {
            return entries;
        };
        match (&variant.content, place) {
            (content, None) => match content.attributes() {
                Some(declared) => self.attributes(declared, entries),
                None => entries,
            },
            (Content::Value(declaration), Some(place)) => {
                if let Some(part) = entries.get_mut(&place) {
                    *part = self.value(declaration, part.take());
                }
                entries
            }
            (Content::Attributes(declared), Some(place)) => {
                if let Some(part) = entries.get_mut(&place) {
                    *part = self.structure(&Base::Attributes(declared.clone()), part.take());
                }
                entries
            }
            (Content::Nothing, _) => entries,
        }
    }
}

/// Returns the variant that a value is, and the attribute that its content is in; none when the content is beside the tag.
fn variant_of<'u>(
    union: &'u UnionType,
    entries: &Map<String, Value>,
) -> Option<(&'u foobara_types::declaration::Variant, Option<String>)> {
    match &union.tagging {
        Tagging::External => {
            let tag = entries.keys().next()?;
            Some((union.variant(tag)?, Some(tag.clone())))
        }
        Tagging::Internal { tag } => Some((union.variant(entries.get(tag.as_ref())?.as_str()?)?, None)),
        Tagging::Adjacent { tag, content } => {
            let variant = union.variant(entries.get(tag.as_ref())?.as_str()?)?;
            Some((variant, Some(content.clone().into_owned())))
        }
        Tagging::Keyed { key } => {
            let is_there = entries.contains_key(key.as_ref());
            let mut objects = union.variants.iter().skip(1);
            let variant = if is_there { objects.next() } else { objects.last() };
            Some((variant?, None))
        }
    }
}

/// Adds the defaults that are not given, and takes away what is ignored: casting does either.
fn with_defaults(declaration: &Declaration, value: Value) -> Value {
    if value.is_null() {
        return value;
    }
    match (&declaration.base, value) {
        (Base::Array(element), Value::Array(elements)) => elements
            .into_iter()
            .map(|part| with_defaults(element, part))
            .collect(),
        (Base::Tuple(tuple), Value::Array(elements)) => {
            let parts = tuple.elements.iter().zip(elements);
            parts
                .map(|(element, part)| with_defaults(element, part))
                .collect()
        }
        (Base::Map(map), Value::Object(entries)) => entries
            .into_iter()
            .map(|(key, part)| (key, with_defaults(&map.value, part)))
            .collect::<Map<_, _>>()
            .into(),
        (Base::Attributes(declared), Value::Object(entries)) => of_attributes(declared, entries).into(),
        (Base::Model(model), Value::Object(entries)) => of_attributes(&model.attributes, entries).into(),
        (Base::Union(union), Value::Object(entries)) => of_union(union, entries).into(),
        (_, value) => value,
    }
}

fn of_attributes(declared: &AttributesType, mut entries: Map<String, Value>) -> Map<String, Value> {
    for attribute in declared.attributes.iter() {
        let Some(default) = &attribute.default else {
            continue;
        };
        let is_given = entries
            .get(attribute.name.as_ref())
            .is_some_and(|value| !value.is_null() || attribute.declaration.allow_nil);
        if !is_given {
            entries.insert(attribute.name.clone().into_owned(), default.value());
        }
    }
    if declared.ignores_unexpected {
        entries.retain(|name, _| declared.get(name).is_some());
    }
    entries
        .into_iter()
        .map(|(name, part)| match declared.get(&name) {
            Some(attribute) => (name, with_defaults(&attribute.declaration, part)),
            None => (name, part),
        })
        .collect()
}

fn of_union(union: &UnionType, mut entries: Map<String, Value>) -> Map<String, Value> {
    match variant_of(union, &entries) {
        Some((variant, None)) => match (variant.content.attributes(), &union.tagging) {
            (Some(declared), Tagging::Internal { tag }) => {
                let held = entries
                    .shift_remove(tag.as_ref())
                    .map(|held| (tag.clone().into_owned(), held));
                held.into_iter().chain(of_attributes(declared, entries)).collect()
            }
            (Some(declared), Tagging::Keyed { .. }) => of_attributes(declared, entries),
            _ => entries,
        },
        Some((variant, Some(place))) => {
            if let Some(part) = entries.get_mut(&place) {
                *part = match &variant.content {
                    Content::Nothing => part.take(),
                    Content::Value(declaration) => with_defaults(declaration, part.take()),
                    Content::Attributes(declared) => {
                        with_defaults(&Declaration::new(Base::Attributes(declared.clone())), part.take())
                    }
                };
            }
            entries
        }
        None => entries,
    }
}
