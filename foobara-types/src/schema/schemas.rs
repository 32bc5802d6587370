use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    altered::has_altered_elements,
    keywords::{admit_null, insert},
    unions::Unions,
};
use crate::{
    declaration::{Base, Declaration, MapType, Scalar, TupleType, Wire},
    rule::{RuleSpec, Stage},
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
    pub(super) prefix: &'static str,
    pub(super) suffix: &'static str,
    pub(super) direction: Direction,
    follows_records: bool,
    pub(super) definitions: BTreeMap<String, Value>,
    pub(super) unions: Unions,
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
            suffix: "",
            direction,
            follows_records: false,
            definitions: BTreeMap::new(),
            unions: Unions::new(),
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

    /// Returns schemas whose definitions have names that end in `suffix`, to tell them from those of another direction.
    #[must_use]
    pub fn suffixed(self, suffix: &'static str) -> Self {
        Self { suffix, ..self }
    }

    /// Returns the definitions so far, by name.
    pub const fn definitions(&self) -> &BTreeMap<String, Value> {
        &self.definitions
    }

    /// Returns the definitions that the schemas so far refer to, by name.
    pub fn into_definitions(self) -> BTreeMap<String, Value> {
        self.definitions
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
    pub(super) fn present(&mut self, declaration: &Declaration) -> Value {
        let mut schema = self.base(&declaration.base);
        if let Value::Object(keywords) = &mut schema {
            for rule in said_rules(declaration) {
                (rule.kind.schema)(&rule.arguments, keywords);
            }
            if let Some(description) = &declaration.description {
                keywords.insert("description".to_owned(), description.as_ref().into());
            }
            if declaration.is_withheld() {
                keywords.insert("writeOnly".to_owned(), true.into());
            }
        }
        schema
    }

    pub(super) fn base(&mut self, base: &Base) -> Value {
        match base {
            Base::Scalar(scalar) => self::scalar(scalar),
            Base::Integer { min, max } => integer(*min, *max),
            Base::Array(element) => json!({ "type": "array", "items": self.value(element) }),
            Base::Tuple(tuple) => self.tuple(tuple),
            Base::Map(map) => self.map(map),
            Base::Union(union) => self.union_or_reference(union),
            Base::Foreign(foreign) => (foreign.schema)(),
            Base::Attributes(attributes) => self.attributes(attributes),
            Base::Model(model) => self.model(model),
            Base::Key(model) | Base::Record(model) if self.follows_records && model.is_stored() => {
                self.model(model)
            }
            Base::Key(model) | Base::Record(model) => self.record(model),
        }
    }

    pub(super) fn reference(&self, name: &str) -> Value {
        json!({ "$ref": format!("{}{name}", self.prefix) })
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
        let keys = as_text(self.value(&map.key));
        if keys != json!({}) && keys != json!({ "type": "string" }) {
            insert(&mut schema, "propertyNames", keys);
        }
        schema
    }
}

/// Returns the rules that judge the value as it comes in: none after a transformer, and none that look at elements
/// that are altered.
fn said_rules(declaration: &Declaration) -> impl Iterator<Item = &RuleSpec> {
    let is_transformed = declaration.rules_of(Stage::Transform).next().is_some();
    let looks_inside = |rule: &RuleSpec| rule.kind.looks_inside && declaration.base.has_elements();
    declaration.rules_of(Stage::Validate).filter(move |rule| {
        !(is_transformed || looks_inside(rule) && has_altered_elements(&declaration.base))
    })
}

/// Describes the text that keys are written as.
fn as_text(keys: Value) -> Value {
    match keys.get("type").and_then(Value::as_str) {
        Some("integer") => json!({ "pattern": "^(0|-?[1-9][0-9]*)$" }),
        Some("number") => json!({ "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?(e-?[0-9]+)?$" }),
        Some("boolean") => json!({ "enum": ["true", "false"] }),
        _ => keys,
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

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;

    #[test]
    fn numbers_have_bounds() {
        check(
            &json!({ "type": "integer", "min": 1, "max": 10, "multiple_of": 3 }),
            &json!({ "type": "integer", "minimum": 1, "maximum": 10, "multipleOf": 3 }),
            &[json!(3), json!(9)],
            &[json!(0), json!(12), json!(4), json!(3.5), json!("3")],
        );
        check(
            &json!({ "type": "float", "exclusive_min": 0, "exclusive_max": 1 }),
            &json!({ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 }),
            &[json!(0.5)],
            &[json!(0), json!(1), json!("0.5")],
        );
        check(
            &json!({ "type": "float", "non_zero": true }),
            &json!({ "type": "number", "not": { "const": 0 } }),
            &[json!(-1.5)],
            &[json!(0), json!(0.0)],
        );
    }

    #[test]
    fn text_has_a_length_a_pattern_and_a_format() {
        check(
            &json!({ "type": "string", "min_length": 2, "max_length": 3, "matches": r"\A[a-z]+\z" }),
            &json!({ "type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[a-z]+$" }),
            &[json!("ab"), json!("abc")],
            &[json!("a"), json!("abcd"), json!("AB"), json!(12)],
        );
        check(
            &json!({ "type": "string", "email": true, "one_of": ["ada@b.com", "bob@b.com"] }),
            &json!({ "type": "string", "format": "email", "enum": ["ada@b.com", "bob@b.com"] }),
            &[json!("ada@b.com")],
            &[json!("eve@b.com"), json!("ada")],
        );
    }

    #[test]
    fn arrays_have_elements_and_a_size() {
        check(
            &json!({
                "type": "array",
                "element_type_declaration": "boolean",
                "min_size": 1,
                "max_size": 2,
                "unique_items": true,
                "contains": true,
            }),
            &json!({
                "type": "array",
                "items": { "type": "boolean" },
                "minItems": 1,
                "maxItems": 2,
                "uniqueItems": true,
                "contains": { "const": true },
            }),
            &[json!([true]), json!([false, true])],
            &[
                json!([]),
                json!([true, true]),
                json!([false]),
                json!([1]),
                json!(null),
            ],
        );
        check(
            &json!(["boolean", "string"]),
            &json!({
                "type": "array",
                "prefixItems": [{ "type": "boolean" }, { "type": "string" }],
                "items": false,
                "minItems": 2,
                "maxItems": 2,
            }),
            &[json!([true, "a"])],
            &[json!([true]), json!(["a", true]), json!([true, "a", 1])],
        );
    }

    #[test]
    fn maps_have_keys_and_values() {
        check(
            &json!({
                "type": "associative_array",
                "key_type_declaration": { "type": "string", "max_length": 2 },
                "value_type_declaration": "boolean",
                "min_size": 1,
            }),
            &json!({
                "type": "object",
                "additionalProperties": { "type": "boolean" },
                "propertyNames": { "type": "string", "maxLength": 2 },
                "minProperties": 1,
            }),
            &[json!({ "ab": true })],
            &[json!({}), json!({ "abc": true }), json!({ "a": 1 })],
        );
    }

    #[test]
    fn null_is_admitted_where_it_is_allowed_whatever_else_is_asked() {
        check(
            &json!({ "type": "duck", "one_of": ["a", 1], "allow_nil": true }),
            &json!({ "enum": ["a", 1, null] }),
            &[json!(null), json!("a"), json!(1)],
            &[json!("b")],
        );
    }

    #[test]
    fn validators_behind_a_transformer_are_not_published() {
        check(
            &json!({ "type": "string", "trim": true, "max_length": 2 }),
            &json!({ "type": "string" }),
            &[json!("ab"), json!(" ab ")],
            &[json!(1)],
        );
    }
}
