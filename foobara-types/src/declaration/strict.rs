//! Ruby foobara's strict declaration form.

use serde_json::{Map, Value};

use super::{Attribute, AttributesType, Base, Declaration};

impl Declaration {
    /// Returns the declaration in Ruby foobara's strict form: a bare name, or an object with `type` and what else
    /// there is to say.
    ///
    /// A type with a name of its own is shown by its reference; see [`AttributesType::to_strict`] for its parts.
    pub fn to_strict(&self) -> Value {
        let mut strict = Map::new();
        if let Some(description) = &self.description {
            strict.insert("description".to_owned(), description.as_ref().into());
        }
        if self.sensitive {
            strict.insert("sensitive".to_owned(), true.into());
        }
        if self.allow_nil {
            strict.insert("allow_nil".to_owned(), true.into());
        }
        for rule in self.all_rules() {
            strict.insert(rule.kind.name.to_owned(), rule.to_value());
        }
        self.base.add_strict(&mut strict);
        if strict.len() == 1 {
            return self.base.name().into_owned().into();
        }
        Value::Object(strict)
    }

    /// Returns whether values are secrets, or have some within.
    pub fn holds_secrets(&self) -> bool {
        self.sensitive || self.base.holds_secrets(0)
    }
}

impl AttributesType {
    /// Returns whether some of the attributes are secrets, or have some within.
    pub fn holds_secrets(&self) -> bool {
        self.holds_secrets_below(0)
    }

    fn holds_secrets_below(&self, depth: usize) -> bool {
        let mut parts = self.attributes.iter().map(|attribute| &attribute.declaration);
        parts.any(|part| part.sensitive || part.base.holds_secrets(depth + 1))
    }
}

impl Base {
    /// What lies deeper than the walk goes is taken for a secret.
    fn holds_secrets(&self, depth: usize) -> bool {
        match self {
            _ if depth > Self::DEEPEST => true,
            Self::Array(element) | Self::Map(element) => {
                element.sensitive || element.base.holds_secrets(depth + 1)
            }
            Self::Attributes(attributes) => attributes.holds_secrets_below(depth),
            Self::Model(model) => model.attributes.holds_secrets_below(depth),
            _ => false,
        }
    }

    fn add_strict(&self, strict: &mut Map<String, Value>) {
        if let Self::Attributes(attributes) = self {
            strict.extend(attributes.to_strict_entries());
            return;
        }
        strict.insert("type".to_owned(), self.name().into());
        let (key, element) = match self {
            Self::Array(element) => ("element_type_declaration", element),
            Self::Map(element) => ("value_type_declaration", element),
            _ => return,
        };
        if !matches!(element.base, Self::Duck) {
            strict.insert(key.to_owned(), element.to_strict());
        }
    }
}

impl AttributesType {
    /// Returns the strict form: `type`, `element_type_declarations`, and `required` (sorted) and `defaults` where
    /// there are any.
    pub fn to_strict(&self) -> Value {
        Value::Object(self.to_strict_entries())
    }

    fn to_strict_entries(&self) -> Map<String, Value> {
        let elements: Map<String, Value> = self
            .attributes
            .iter()
            .map(|attribute| {
                (
                    attribute.name.clone().into_owned(),
                    attribute.declaration.to_strict(),
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
