use std::collections::{BTreeMap, BTreeSet};

use foobara_types::declare::desugar;
use serde_json::{Map, Value};

use super::{DeclaredType, Entry, Manifest, cursor::Cursor};

/// What values look like: the name of a type, and what else is asked of them.
///
/// Unlike a [`Declaration`](foobara_types::Declaration) it can be read without knowing the types and rules that it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The full name of the type.
    pub type_name: String,
    /// What the value is for; one line.
    pub description: Option<String>,
    /// Whether null is a value.
    pub allow_nil: bool,
    /// Whether values are secrets.
    pub sensitive: bool,
    /// Whether values are secrets and shown all the same.
    pub sensitive_exposed: bool,
    /// What their parts look like.
    pub parts: Parts,
    /// The rules that they are under, by name, each with what it is given.
    pub rules: BTreeMap<String, Value>,
}

/// What the parts of values look like.
#[derive(Debug, Clone, PartialEq)]
pub enum Parts {
    /// They have none, or nothing is said of them.
    Anything,
    /// Elements of one type.
    Array(Box<Declared>),
    /// Elements of a type each.
    Tuple(Vec<Declared>),
    /// Values under keys; a type that is not said is any.
    Map(Option<Box<Declared>>, Option<Box<Declared>>),
    /// Attributes.
    Attributes(Attributes),
    /// One of several forms.
    Union(Variants),
}

/// A fixed set of attributes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attributes {
    /// The attributes, in the order they were written.
    pub elements: Vec<(String, Declared)>,
    /// The names of those that must be given.
    pub required: BTreeSet<String>,
    /// What attributes are when they are not given.
    pub defaults: Map<String, Value>,
    /// Whether others are left out instead of refused.
    pub ignores_unexpected: bool,
}

/// Several forms, told apart by a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Variants {
    /// The attribute that names the form; none when the form is the only key of an object.
    pub tag: Option<String>,
    /// The attribute that holds the rest, when it is not beside the tag.
    pub content: Option<String>,
    /// The forms by name, each with what it holds.
    pub variants: Vec<(String, Option<Declared>)>,
}

impl Declared {
    pub(super) fn read(place: &Cursor<'_>) -> Self {
        let strict = place.value().and_then(desugar).map(Value::Object);
        let Some(strict) = strict else {
            place.refuse::<()>("the declaration of a type");
            return Self::anything();
        };
        Self::read_strict(&place.holding(&strict))
    }

    /// Anything at all.
    fn anything() -> Self {
        Self {
            type_name: "duck".to_owned(),
            description: None,
            allow_nil: false,
            sensitive: false,
            sensitive_exposed: false,
            parts: Parts::Anything,
            rules: BTreeMap::new(),
        }
    }

    fn read_strict(strict: &Cursor<'_>) -> Self {
        let type_name = strict.at("type").text();
        Self {
            description: strict.at("description").optional_text(),
            allow_nil: strict.at("allow_nil").flag(),
            sensitive: strict.at("sensitive").flag(),
            sensitive_exposed: strict.at("sensitive_exposed").flag(),
            parts: Parts::read(&type_name, strict),
            rules: rules(strict),
            type_name,
        }
    }

    /// Returns whether values are kept out of what is shown.
    pub const fn is_withheld(&self) -> bool {
        self.sensitive && !self.sensitive_exposed
    }

    /// Returns the type that it names.
    pub fn declared_type<'a>(&self, manifest: &'a Manifest) -> Option<Entry<'a, DeclaredType>> {
        manifest.type_named(&self.type_name)
    }
}

impl Parts {
    fn read(type_name: &str, strict: &Cursor<'_>) -> Self {
        let part = |name: &str| {
            strict
                .at(name)
                .given()
                .map(|part| Box::new(Declared::read(&part)))
        };
        match type_name {
            "array" => part("element_type_declaration").map_or(Self::Anything, Self::Array),
            "associative_array" => match (part("key_type_declaration"), part("value_type_declaration")) {
                (None, None) => Self::Anything,
                (key, value) => Self::Map(key, value),
            },
            "tuple" => strict
                .at("element_type_declarations")
                .given()
                .map_or(Self::Anything, |elements| {
                    Self::Tuple(elements.elements().iter().map(Declared::read).collect())
                }),
            "attributes" => strict
                .at("element_type_declarations")
                .given()
                .map_or(Self::Anything, |_| {
                    Self::Attributes(Attributes::read_strict(strict))
                }),
            "union" => strict
                .at("variants")
                .given()
                .map_or(Self::Anything, |_| Self::Union(Variants::read_strict(strict))),
            _ => Self::Anything,
        }
    }
}

impl Attributes {
    pub(super) fn read_strict(strict: &Cursor<'_>) -> Self {
        let elements = strict.at("element_type_declarations").named();
        Self {
            elements: elements
                .into_iter()
                .map(|(name, element)| (name, Declared::read(&element)))
                .collect(),
            required: strict.at("required").texts().into_iter().collect(),
            defaults: strict.at("defaults").object(),
            ignores_unexpected: strict.at("ignore_unexpected_attributes").flag(),
        }
    }

    /// Returns the attribute called `name`.
    pub fn get(&self, name: &str) -> Option<&Declared> {
        let attribute = self.elements.iter().find(|(known, _)| known == name);
        attribute.map(|(_, declared)| declared)
    }
}

impl Variants {
    fn read_strict(strict: &Cursor<'_>) -> Self {
        let variants = strict.at("variants").named().into_iter();
        Self {
            tag: strict.at("tag").optional_text(),
            content: strict.at("content").optional_text(),
            variants: variants
                .map(|(name, content)| (name, content.given().map(|content| Declared::read(&content))))
                .collect(),
        }
    }

    /// Returns what the form called `name` holds; `None` when there is no such form.
    pub fn get(&self, name: &str) -> Option<Option<&Declared>> {
        let variant = self.variants.iter().find(|(known, _)| known == name);
        variant.map(|(_, content)| content.as_ref())
    }
}

/// Whatever is said that is nothing else.
fn rules(strict: &Cursor<'_>) -> BTreeMap<String, Value> {
    const OTHERS: [&str; 16] = [
        "type",
        "description",
        "allow_nil",
        "sensitive",
        "sensitive_exposed",
        "element_type_declaration",
        "element_type_declarations",
        "key_type_declaration",
        "value_type_declaration",
        "required",
        "defaults",
        "ignore_unexpected_attributes",
        "variants",
        "tag",
        "content",
        "name",
    ];
    let said = strict.clone().object().into_iter();
    said.filter(|(name, _)| !OTHERS.contains(&name.as_str()))
        .collect()
}
