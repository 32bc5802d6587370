//! JSON Schema 2020-12 out of declarations.
//!
//! The schema of inputs admits what strict decoding and the declared validators accept. Casters accept more. Models
//! with a name of their own become definitions, which the caller places where its document keeps them.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Map, Value, json};

use crate::{
    declaration::{
        Attribute, AttributesType, Base, Content, Declaration, MapType, ModelType, Scalar, Tagging,
        TupleType, UnionType, Variant, Wire,
    },
    rule::Stage,
};

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
        let mut schema = json!({ "type": "object", "properties": properties });
        if self.direction == Direction::Output || !declared.ignores_unexpected {
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
                .rules_of(Stage::Validate)
                .filter(|_| declaration.rules_of(Stage::Transform).next().is_none())
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
            Base::Scalar(scalar) => self::scalar(scalar),
            Base::Integer { min, max } => integer(*min, *max),
            Base::Array(element) => json!({ "type": "array", "items": self.value(element) }),
            Base::Tuple(tuple) => self.tuple(tuple),
            Base::Map(map) => self.map(map),
            Base::Union(union) => self.union(union),
            Base::Foreign(foreign) => (foreign.schema)(),
            Base::Attributes(attributes) => self.attributes(attributes),
            Base::Model(model) => self.model(model),
            Base::Key(model) | Base::Record(model) if self.follows_records => self.model(model),
            Base::Key(model) | Base::Record(model) => self.record(model),
        }
    }

    fn tuple(&mut self, tuple: &TupleType) -> Value {
        let elements: Vec<Value> = tuple.elements.iter().map(|element| self.value(element)).collect();
        match elements.len() {
            0 => json!({ "type": "array", "maxItems": 0 }),
            size => json!({
                "type": "array", "prefixItems": elements, "items": false, "minItems": size, "maxItems": size,
            }),
        }
    }

    fn map(&mut self, map: &MapType) -> Value {
        let mut schema = json!({ "type": "object", "additionalProperties": self.value(&map.value) });
        let keys = self.value(&map.key);
        if keys != json!({}) && keys != json!({ "type": "string" }) {
            insert(&mut schema, "propertyNames", keys);
        }
        schema
    }

    fn union(&mut self, union: &UnionType) -> Value {
        let forms: Vec<Value> = union
            .variants
            .iter()
            .map(|variant| self.variant(&union.tagging, variant))
            .collect();
        let mut schema = json!({ "oneOf": forms });
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

    /// What a model keeps to itself comes in and never goes out.
    fn shown<'m>(&self, model: &'m ModelType) -> Cow<'m, AttributesType> {
        if self.direction == Direction::Input || model.access.private.is_empty() {
            return Cow::Borrowed(&model.attributes);
        }
        let is_shown = |attribute: &&Attribute| !model.access.hides(&attribute.name);
        let shown: Vec<Attribute> = model
            .attributes
            .attributes
            .iter()
            .filter(is_shown)
            .cloned()
            .collect();
        Cow::Owned(AttributesType::new(shown))
    }

    fn model(&mut self, model: &ModelType) -> Value {
        let name = model.reference().replace("::", ".");
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let shown = self.shown(model).into_owned();
            let mut schema = self.attributes(&shown);
            if self.direction == Direction::Output {
                model
                    .access
                    .private
                    .iter()
                    .for_each(|name| leave_out(&mut schema, name));
            }
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

fn scalar(scalar: &Scalar) -> Value {
    let mut schema = Map::new();
    let kind = match scalar.wire {
        Wire::Any => None,
        Wire::Boolean => Some("boolean"),
        Wire::Number => Some("number"),
        Wire::Text => Some("string"),
    };
    schema.extend(kind.map(|kind| ("type".to_owned(), kind.into())));
    (scalar.schema)(&mut schema);
    Value::Object(schema)
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

/// An object with exactly these properties.
fn object_of<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let mut schema = json!({ "type": "object", "required": required, "additionalProperties": false });
    insert(
        &mut schema,
        "properties",
        properties
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>()
            .into(),
    );
    schema
}

/// Adds the tag of a variant to its attributes.
fn add_tag(schema: &mut Value, tag: &str, name: &str) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_insert(0, tag.to_owned(), json!({ "const": name }));
    }
    require(schema, Some(tag));
}

/// Schemas whose keywords would refuse null by themselves become one of two.
fn admit_null(schema: &mut Value) {
    let Value::Object(keywords) = schema else { return };
    if ["$ref", "oneOf", "anyOf", "allOf", "const"].iter().any(|keyword| keywords.contains_key(*keyword)) {
        *schema = json!({ "anyOf": [schema.take(), { "type": "null" }] });
        return;
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(kind) = keywords.get_mut("type")
        && kind.is_string()
    {
        *kind = json!([kind.take(), "null"]);
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

/// What a model keeps to itself does not come out.
fn leave_out(schema: &mut Value, name: &str) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_remove(name);
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|required| required != name);
    }
}

fn insert(schema: &mut Value, keyword: &str, value: Value) {
    if let Value::Object(keywords) = schema {
        keywords.insert(keyword.to_owned(), value);
    }
}
