//! One schema for each form of a union.

use serde_json::{Value, json};

use super::{
    Schemas,
    keywords::{add_tag, insert, object_of},
};
use crate::declaration::{Content, Tagging, UnionType, Variant};

impl Schemas {
    /// A union that stands within itself is defined apart, and referred to.
    pub(super) fn union_or_reference(&mut self, union: &UnionType) -> Value {
        if let Some(name) = self.unions.refer(union) {
            return self.reference(&(name + self.suffix));
        }
        self.unions.open(union);
        let schema = self.union(union);
        let Some(name) = self.unions.close() else {
            return schema;
        };
        let name = name + self.suffix;
        let reference = self.reference(&name);
        self.definitions.insert(name, schema);
        reference
    }

    fn union(&mut self, union: &UnionType) -> Value {
        let forms: Vec<Value> = union
            .variants
            .iter()
            .map(|variant| self.variant(&union.tagging, variant))
            .collect();
        let mut schema = match union.tagging {
            Tagging::Keyed { .. } => json!({ "anyOf": forms }),
            _ => json!({ "oneOf": forms }),
        };
        if let Some(description) = &union.description {
            insert(&mut schema, "description", description.as_ref().into());
        }
        schema
    }

    fn variant(&mut self, tagging: &Tagging, variant: &Variant) -> Value {
        let name = variant.name.as_ref();
        let content = match &variant.content {
            Content::Nothing => None,
            Content::Value(declaration) => Some(self.value(declaration)),
            Content::Attributes(attributes) => Some(self.attributes(attributes)),
        };
        let mut schema = match (tagging, content) {
            (Tagging::Keyed { .. }, content) => content.unwrap_or(Value::Null),
            (Tagging::External, None) => json!({ "const": name }),
            (Tagging::External, Some(content)) => object_of([(name, content)]),
            (Tagging::Internal { tag }, _) => {
                let mut schema = match variant.content.attributes() {
                    Some(attributes) => self.attributes(attributes),
                    None => object_of([]),
                };
                add_tag(&mut schema, tag, name);
                schema
            }
            (Tagging::Adjacent { tag, .. }, None) => object_of([(tag.as_ref(), json!({ "const": name }))]),
            (Tagging::Adjacent { tag, content: place }, Some(content)) => object_of([
                (tag.as_ref(), json!({ "const": name })),
                (place.as_ref(), content),
            ]),
        };
        if let Some(description) = &variant.description {
            insert(&mut schema, "description", description.as_ref().into());
        }
        schema
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::check;

    #[test]
    fn records_are_told_from_their_keys_without_a_tag() {
        let attributes = |parts: serde_json::Value, required: &[&str]| json!({ "type": "attributes", "element_type_declarations": parts, "required": required });
        check(
            &json!({
                "type": "union",
                "key": "id",
                "variants": {
                    "key": { "type": "integer", "min": 1, "max": 9 },
                    "changed": attributes(json!({ "id": "boolean", "name": "string" }), &["id"]),
                    "new": attributes(json!({ "name": "string" }), &["name"]),
                },
            }),
            &json!({
                "anyOf": [
                    { "type": "integer", "minimum": 1, "maximum": 9 },
                    {
                        "type": "object",
                        "required": ["id"],
                        "additionalProperties": false,
                        "properties": { "id": { "type": "boolean" }, "name": { "type": "string" } },
                    },
                    {
                        "type": "object",
                        "required": ["name"],
                        "additionalProperties": false,
                        "properties": { "name": { "type": "string" } },
                    },
                ],
            }),
            &[
                json!(7),
                json!({ "id": true }),
                json!({ "id": true, "name": "a" }),
                json!({ "name": "a" }),
            ],
            &[
                json!(0),
                json!("7"),
                json!({}),
                json!({ "id": "7" }),
                json!({ "name": 1 }),
                json!([7]),
            ],
        );
    }

    #[test]
    fn unions_have_one_schema_for_each_form() {
        check(
            &json!({ "type": "union", "variants": { "on": null, "level": "boolean" }, "description": "A switch" }),
            &json!({
                "oneOf": [
                    { "const": "on" },
                    {
                        "type": "object",
                        "required": ["level"],
                        "additionalProperties": false,
                        "properties": { "level": { "type": "boolean" } },
                    },
                ],
                "description": "A switch",
            }),
            &[json!("on"), json!({ "level": true })],
            &[json!("off"), json!({ "level": 1 }), json!({ "on": true })],
        );
    }
}
