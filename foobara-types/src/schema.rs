//! JSON Schema 2020-12 out of declarations.
//!
//! The schema of inputs admits what strict decoding and the declared validators accept. Casters accept more. Models
//! with a name of their own become definitions, which the caller places where its document keeps them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::declaration::{Attribute, AttributesType, Base, Declaration, ModelType};

/// Builds schemas and collects the definitions that they refer to.
///
/// ```
/// use foobara_types::{Declaration, schema::{Direction, Schemas}};
///
/// let mut schemas = Schemas::new("#/$defs/", Direction::Input);
/// assert_eq!(schemas.value(&Declaration::of::<Vec<bool>>()), serde_json::json!({
///     "type": "array",
///     "items": { "type": "boolean" },
/// }));
/// ```
#[derive(Debug)]
pub struct Schemas {
    prefix: &'static str,
    direction: Direction,
    follows_records: bool,
    definitions: BTreeMap<String, Value>,
}

/// Which way values go: secrets go in and never come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Values that are given to a command.
    Input,
    /// Values that a command returns.
    Output,
}

impl Schemas {
    /// Starts a set of schemas whose definitions are found below `prefix`, as `#/$defs/`.
    pub const fn new(prefix: &'static str, direction: Direction) -> Self {
        Self {
            prefix,
            direction,
            follows_records: false,
            definitions: BTreeMap::new(),
        }
    }

    /// Returns schemas of values in which records stand in the place of their keys.
    #[must_use]
    pub fn aggregate(self) -> Self {
        Self {
            follows_records: true,
            ..self
        }
    }

    /// Returns the definitions that the schemas so far refer to, by name.
    pub fn into_definitions(self) -> BTreeMap<String, Value> {
        self.definitions
    }

    /// Returns the schema of a set of attributes.
    pub fn attributes(&mut self, declared: &AttributesType) -> Value {
        let shown =
            |attribute: &&Attribute| self.direction == Direction::Input || !attribute.declaration.sensitive;
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
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
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
            if self.direction == Direction::Input {
                admit_null(&mut schema);
            }
        }
        schema
    }

    /// Returns the schema of a value.
    pub fn value(&mut self, declaration: &Declaration) -> Value {
        let mut schema = self.present(declaration);
        if declaration.allow_nil {
            admit_null(&mut schema);
        }
        schema
    }

    /// Returns the schema of a value that is not null: results leave out attributes that are.
    fn present(&mut self, declaration: &Declaration) -> Value {
        let mut schema = self.base(&declaration.base);
        if let Value::Object(keywords) = &mut schema {
            // What follows a transformer judges another value than the one that comes in.
            for rule in declaration
                .all_rules()
                .take_while(|rule| !rule.kind.symbols.is_empty())
            {
                (rule.kind.schema)(&rule.arguments, keywords);
            }
            if let Some(description) = &declaration.description {
                keywords.insert("description".to_owned(), description.as_ref().into());
            }
            if declaration.sensitive {
                keywords.insert("writeOnly".to_owned(), true.into());
            }
        }
        schema
    }

    fn base(&mut self, base: &Base) -> Value {
        match base {
            Base::Duck => json!({}),
            Base::Boolean => json!({ "type": "boolean" }),
            Base::Integer { min, max } => integer(*min, *max),
            Base::Float => json!({ "type": "number" }),
            Base::String | Base::Symbol => json!({ "type": "string" }),
            Base::Array(element) => json!({ "type": "array", "items": self.value(element) }),
            Base::Map(element) => json!({ "type": "object", "additionalProperties": self.value(element) }),
            Base::Attributes(attributes) => self.attributes(attributes),
            Base::Model(model) => self.model(model),
            Base::Key(model) | Base::Record(model) if self.follows_records => self.model(model),
            Base::Key(model) | Base::Record(model) => self.record(model),
        }
    }

    fn model(&mut self, model: &ModelType) -> Value {
        let name = model.reference().replace("::", ".");
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let mut schema = self.attributes(&model.attributes);
            if self.direction == Direction::Output {
                require(&mut schema, model.primary_key.as_deref());
            }
            if let Some(description) = &model.description {
                insert(&mut schema, "description", description.as_ref().into());
            }
            self.definitions.insert(name.clone(), schema);
        }
        json!({ "$ref": format!("{}{name}", self.prefix) })
    }

    fn record(&mut self, model: &ModelType) -> Value {
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

/// The bounds of the Rust type are said where they are narrower than 64 bits of JSON integers.
fn integer(min: i128, max: i128) -> Value {
    let bound = |bound: i128| {
        i64::try_from(bound)
            .map(Value::from)
            .or_else(|_| u64::try_from(bound).map(Value::from))
    };
    let mut schema = json!({ "type": "integer" });
    if let Ok(min) = bound(min) {
        insert(&mut schema, "minimum", min);
    }
    if let Ok(max) = bound(max) {
        insert(&mut schema, "maximum", max);
    }
    schema
}

fn admit_null(schema: &mut Value) {
    if let Some(kind) = schema.get_mut("type") {
        if let Value::String(name) = kind {
            *kind = json!([name, "null"]);
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
    } else if schema.get("$ref").is_some() {
        *schema = json!({ "anyOf": [schema.take(), { "type": "null" }] });
    }
}

/// A record that comes out has its key, though one that goes in may not.
fn require(schema: &mut Value, key: Option<&str>) {
    let Some(key) = key else { return };
    match schema.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) if required.iter().any(|name| name == key) => {}
        Some(required) => required.insert(0, key.into()),
        None => insert(schema, "required", json!([key])),
    }
}

fn insert(schema: &mut Value, keyword: &str, value: Value) {
    if let Value::Object(keywords) = schema {
        keywords.insert(keyword.to_owned(), value);
    }
}
