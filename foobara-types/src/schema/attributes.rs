//! Attributes, and the models made of them.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{
    Direction, Schemas,
    keywords::{admit_null, insert, require},
};
use crate::declaration::{Attribute, AttributesType, ModelType};

impl Schemas {
    /// Returns the schema of a set of attributes.
    pub fn attributes(&mut self, declared: &AttributesType) -> Value {
        let shown = |attribute: &&Attribute| {
            self.direction == Direction::Input || !attribute.declaration.is_withheld()
        };
        let attributes: Vec<&Attribute> = declared.attributes.iter().filter(shown).collect();
        let required: Vec<&str> = attributes
            .iter()
            .filter(|attribute| attribute.required)
            .map(|attribute| attribute.name.as_ref())
            .collect();
        let properties: Map<String, Value> = attributes
            .iter()
            .map(|attribute| (attribute.name.clone().into_owned(), self.attribute(attribute)))
            .collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !declared.ignores_unexpected {
            insert(&mut schema, "additionalProperties", false.into());
        }
        if !required.is_empty() {
            insert(&mut schema, "required", required.into());
        }
        schema
    }

    fn attribute(&mut self, attribute: &Attribute) -> Value {
        let mut schema = match self.direction {
            Direction::Input => self.value(&attribute.declaration),
            Direction::Output => self.present(&attribute.declaration),
        };
        if let Some(default) = &attribute.default {
            insert(&mut schema, "default", default.value());
            if self.direction == Direction::Input && !attribute.declaration.allow_nil {
                admit_null(&mut schema);
            }
        }
        schema
    }

    /// What a model keeps to itself comes in and never goes out.
    fn shown<'m>(&self, model: &'m ModelType) -> Cow<'m, AttributesType> {
        if self.direction == Direction::Input || model.access.private.is_empty() {
            return Cow::Borrowed(&model.attributes);
        }
        let is_shown = |attribute: &&Attribute| !model.access.hides(&attribute.name);
        let attributes = model.attributes.attributes.iter();
        Cow::Owned(AttributesType {
            attributes: attributes.filter(is_shown).cloned().collect::<Vec<_>>().into(),
            ..model.attributes.clone()
        })
    }

    pub(super) fn model(&mut self, model: &ModelType) -> Value {
        let name = name_of(&model.reference()) + self.suffix;
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let shown = self.shown(model).into_owned();
            let mut schema = self.attributes(&shown);
            if self.direction == Direction::Output {
                require(&mut schema, model.primary_key.as_deref());
            }
            if let Some(description) = &model.description {
                insert(&mut schema, "description", description.as_ref().into());
            }
            self.definitions.insert(name.clone(), schema);
        }
        self.reference(&name)
    }

    pub(super) fn record(&mut self, model: &ModelType) -> Value {
        let mut schema = model
            .key()
            .map_or_else(|| json!({}), |key| self.base(&key.declaration.base));
        insert(
            &mut schema,
            "title",
            format!("Primary key of {}", model.reference()).into(),
        );
        schema
    }
}

/// Returns the name of a definition: the full name with dots. What may not stand in a reference is written as `-` and
/// its bytes.
pub(super) fn name_of(reference: &str) -> String {
    let mut name = String::with_capacity(reference.len());
    for byte in reference.replace("::", ".").bytes() {
        match char::from(byte) {
            plain if plain.is_ascii_alphanumeric() || "._-".contains(plain) => name.push(plain),
            _ => name.extend(format!("-{byte:02X}").chars()),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::check;

    #[test]
    fn attributes_are_required_or_have_a_default() {
        check(
            &json!({
                "name": { "type": "string", "required": true, "description": "What it is called" },
                "level": { "type": "symbol", "one_of": ["low", "high"], "default": "low" },
                "note": { "type": "string", "allow_nil": true, "sensitive": true },
                "size": { "type": "symbol", "one_of": ["s", "l"], "allow_nil": true, "default": "s" },
            }),
            &json!({
                "type": "object",
                "properties": {
                    "name": { "type": "string", "description": "What it is called" },
                    "level": { "type": ["string", "null"], "enum": ["low", "high", null], "default": "low" },
                    "note": { "type": ["string", "null"], "writeOnly": true },
                    "size": { "type": ["string", "null"], "enum": ["s", "l", null], "default": "s" },
                },
                "additionalProperties": false,
                "required": ["name"],
            }),
            &[
                json!({ "name": "a" }),
                json!({ "name": "a", "level": null, "note": null }),
            ],
            &[
                json!({}),
                json!({ "name": null }),
                json!({ "name": "a", "level": "middle" }),
                json!({ "name": "a", "x": 1 }),
            ],
        );
    }

    #[test]
    fn attributes_that_are_ignored_are_admitted() {
        check(
            &json!({
                "type": "attributes",
                "element_type_declarations": { "x": "boolean" },
                "ignore_unexpected_attributes": true,
            }),
            &json!({ "type": "object", "properties": { "x": { "type": "boolean" } } }),
            &[json!({ "x": true, "y": 1 })],
            &[json!({ "x": 1 })],
        );
    }
}
