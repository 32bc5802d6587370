//! Ruby foobara's strict declaration form.

use serde_json::{Map, Value, json};

use super::{Attribute, AttributesType, Base, Content, Declaration, Tagging, UnionType, Within};
use crate::rule::RuleSpec;

impl Declaration {
    /// Returns the declaration in Ruby foobara's strict form: a bare name, or an object with `type` and what else
    /// there is to say.
    ///
    /// A type with a name of its own is shown by its reference; see [`AttributesType::to_strict`] for its parts.
    ///
    /// A type without a name that stands within itself is shown there by the name of its base.
    pub fn to_strict(&self) -> Value {
        self.to_strict_within(&mut Within::new())
    }

    fn to_strict_within(&self, within: &mut Within) -> Value {
        if let Some(source) = &self.source {
            return Value::clone(source);
        }
        let mut strict = Map::new();
        if let Some(description) = &self.description {
            strict.insert("description".to_owned(), description.as_ref().into());
        }
        if self.sensitive {
            strict.insert("sensitive".to_owned(), true.into());
        }
        if self.sensitive_exposed {
            strict.insert("sensitive_exposed".to_owned(), true.into());
        }
        if self.allow_nil {
            strict.insert("allow_nil".to_owned(), true.into());
        }
        for rule in self.shown_rules() {
            strict.insert(rule.kind.name.to_owned(), rule.to_value());
        }
        match &self.named {
            Some(named) => drop(strict.insert("type".to_owned(), named.name.as_ref().into())),
            None => self.base.add_strict(&mut strict, within),
        }
        if strict.len() == 1 && strict.contains_key("type") && !self.base.has_parts() {
            return self.type_name().into_owned().into();
        }
        Value::Object(strict)
    }

    /// Returns the rules that the name of the type does not stand for.
    fn shown_rules(&self) -> impl Iterator<Item = &RuleSpec> {
        let is_named = self.named.is_some();
        let of_type = self.type_rules.iter().filter(move |_| !is_named);
        let is_shown = |rule: &&RuleSpec| !rule.kind.name.is_empty();
        self.rules.iter().chain(of_type).filter(is_shown)
    }

    /// Returns whether values are kept out of results and manifests: secrets, unless they are marked as exposed.
    pub const fn is_withheld(&self) -> bool {
        self.sensitive && !self.sensitive_exposed
    }

    /// Returns whether values are secrets, or have some within.
    pub fn holds_secrets(&self) -> bool {
        self.sensitive || self.base.holds_secrets(0)
    }

    fn holds_secrets_below(&self, depth: usize) -> bool {
        self.sensitive || self.base.holds_secrets(depth + 1)
    }
}

impl AttributesType {
    /// Returns whether some of the attributes are secrets, or have some within.
    pub fn holds_secrets(&self) -> bool {
        self.holds_secrets_below(0)
    }

    fn holds_secrets_below(&self, depth: usize) -> bool {
        let mut parts = self.attributes.iter().map(|attribute| &attribute.declaration);
        parts.any(|part| part.holds_secrets_below(depth))
    }
}

impl Base {
    /// What lies deeper than the walk goes is taken for a secret.
    fn holds_secrets(&self, depth: usize) -> bool {
        match self {
            _ if depth > Self::DEEPEST => true,
            Self::Array(element) => element.holds_secrets_below(depth),
            Self::Tuple(tuple) => tuple
                .elements
                .iter()
                .any(|element| element.holds_secrets_below(depth)),
            Self::Map(map) => map.key.holds_secrets_below(depth) || map.value.holds_secrets_below(depth),
            Self::Union(union) => union.variants.iter().any(|variant| match &variant.content {
                Content::Nothing => false,
                Content::Value(declaration) => declaration.holds_secrets_below(depth),
                Content::Attributes(attributes) => attributes.holds_secrets_below(depth),
            }),
            Self::Attributes(attributes) => attributes.holds_secrets_below(depth),
            Self::Model(model) => model.attributes.holds_secrets_below(depth),
            _ => false,
        }
    }

    /// Whether there is more to say of it than its name.
    fn has_parts(&self) -> bool {
        matches!(self, Self::Attributes(_))
    }

    fn add_strict(&self, strict: &mut Map<String, Value>, within: &mut Within) {
        strict.insert("type".to_owned(), self.name().into());
        match self {
            Self::Attributes(attributes) => {
                strict.extend(within.enter(&**attributes, |within| attributes.to_strict_entries(within)));
            }
            Self::Array(element) => add_element(strict, "element_type_declaration", element, within),
            Self::Tuple(tuple) => {
                let elements = tuple
                    .elements
                    .iter()
                    .map(|element| element.to_strict_within(within));
                strict.insert("element_type_declarations".to_owned(), elements.collect());
                strict.insert("size".to_owned(), tuple.elements.len().into());
            }
            Self::Map(map) => {
                if !map.takes_any_key() {
                    add_element(strict, "key_type_declaration", &map.key, within);
                }
                add_element(strict, "value_type_declaration", &map.value, within);
            }
            Self::Union(union) => {
                strict.extend(within.enter(&**union, |within| union.to_strict_entries(within)));
            }
            _ => {}
        }
    }
}

/// Says what elements are, unless they are anything.
fn add_element(strict: &mut Map<String, Value>, key: &str, element: &Declaration, within: &mut Within) {
    let element = element.to_strict_within(within);
    if element != "duck" && element != json!({ "allow_nil": true, "type": "duck" }) {
        strict.insert(key.to_owned(), element);
    }
}

impl UnionType {
    fn to_strict_entries(&self, within: &mut Within) -> Map<String, Value> {
        let mut strict = Map::new();
        match &self.tagging {
            Tagging::External => {}
            Tagging::Internal { tag } => drop(strict.insert("tag".to_owned(), tag.as_ref().into())),
            Tagging::Adjacent { tag, content } => {
                strict.insert("tag".to_owned(), tag.as_ref().into());
                strict.insert("content".to_owned(), content.as_ref().into());
            }
            Tagging::Keyed { key } => drop(strict.insert("key".to_owned(), key.as_ref().into())),
        }
        let variants = self.variants.iter().map(|variant| {
            let content = match &variant.content {
                Content::Nothing => Value::Null,
                Content::Value(declaration) => declaration.to_strict_within(within),
                Content::Attributes(attributes) => Value::Object(attributes.to_strict_entries(within)),
            };
            (variant.name.clone().into_owned(), content)
        });
        let variants = variants.collect();
        strict.insert("variants".to_owned(), Value::Object(variants));
        strict
    }
}

impl AttributesType {
    /// Returns the strict form: `type`, `element_type_declarations`, and `required` (sorted) and `defaults` where
    /// there are any.
    pub fn to_strict(&self) -> Value {
        Value::Object(self.to_strict_entries(&mut Within::new()))
    }

    fn to_strict_entries(&self, within: &mut Within) -> Map<String, Value> {
        let elements: Map<String, Value> = self
            .attributes
            .iter()
            .map(|attribute| {
                (
                    attribute.name.clone().into_owned(),
                    attribute.declaration.to_strict_within(within),
                )
            })
            .collect();
        let mut strict = Map::new();
        strict.insert("type".to_owned(), "attributes".into());
        strict.insert("element_type_declarations".to_owned(), elements.into());
        let required = self.required_names();
        if !required.is_empty() {
            strict.insert("required".to_owned(), required.into());
        }
        let defaults = self.defaults();
        if !defaults.is_empty() {
            strict.insert("defaults".to_owned(), defaults.into());
        }
        if self.ignores_unexpected {
            strict.insert("ignore_unexpected_attributes".to_owned(), true.into());
        }
        strict
    }

    /// Returns the names of the attributes that must be given, sorted.
    pub fn required_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .attributes
            .iter()
            .filter(|attribute| attribute.required)
            .map(|attribute| attribute.name.as_ref())
            .collect();
        names.sort_unstable();
        names
    }

    fn defaults(&self) -> Map<String, Value> {
        let default = |attribute: &Attribute| {
            attribute
                .default
                .as_ref()
                .map(|default| (attribute.name.clone().into_owned(), default.value()))
        };
        self.attributes.iter().filter_map(default).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::{Sensitive, declaration::Declaration};

    type Nested<T> = Vec<Vec<Vec<BTreeMap<String, Vec<Vec<Vec<BTreeMap<String, Vec<Vec<T>>>>>>>>>>;

    #[test]
    fn secrets_are_suspected_where_the_walk_does_not_reach() {
        assert!(Declaration::of::<Vec<Sensitive<String>>>().holds_secrets());
        assert!(!Declaration::of::<Vec<Vec<String>>>().holds_secrets());
        assert!(Declaration::of::<Nested<Sensitive<String>>>().holds_secrets());
        assert!(Declaration::of::<Nested<String>>().holds_secrets());
    }
}
