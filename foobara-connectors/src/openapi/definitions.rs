use std::collections::BTreeMap;

use foobara_types::schema::Schemas;
use serde_json::Value;

/// Where schemas are that others refer to.
pub(super) const PREFIX: &str = "#/components/schemas/";

/// Builds a schema and adds the definitions it refers to.
///
/// A model may look otherwise where it goes in, where it comes out, and with whole records in it. Its second look is
/// defined under a name with a suffix.
pub(super) fn defined(
    schemas: impl Fn() -> Schemas,
    suffix: &'static str,
    definitions: &mut BTreeMap<String, Value>,
    build: impl Fn(&mut Schemas) -> Value,
) -> Value {
    let mut plain = schemas();
    let schema = build(&mut plain);
    let is_new =
        |(name, schema): (&String, &Value)| definitions.get(name).is_none_or(|known| known == schema);
    if plain.definitions().iter().all(is_new) {
        definitions.extend(plain.into_definitions());
        return schema;
    }
    let mut suffixed = schemas().suffixed(suffix);
    let schema = build(&mut suffixed);
    definitions.extend(suffixed.into_definitions());
    schema
}

#[cfg(test)]
mod tests {
    use foobara_types::{
        Access, Attribute, AttributesType, Base, Declaration, Kept, ModelType, Sensitive, schema::Direction,
    };
    use serde_json::json;

    use super::*;

    fn attribute(name: &'static str, declaration: Declaration) -> Attribute {
        Attribute {
            name: name.into(),
            declaration,
            required: false,
            default: None,
        }
    }

    fn model(name: &'static str, attributes: Vec<Attribute>) -> Declaration {
        let model = ModelType {
            name: name.into(),
            scope: &["Zoo"],
            description: None,
            attributes: AttributesType::new(attributes),
            primary_key: None,
            access: Access::OPEN,
            kept: Kept::PLAIN,
        };
        Declaration::new(Base::Model(model.into()))
    }

    fn object(properties: &Value) -> Value {
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    #[test]
    fn a_model_that_looks_otherwise_as_a_result_has_a_second_definition() {
        let pin = attribute("pin", Declaration::of::<Sensitive<String>>());
        let lock = model("Lock", vec![pin]);
        let door = model("Door", vec![attribute("lock", lock)]);
        let size = model("Size", vec![attribute("width", Declaration::of::<bool>())]);
        let mut definitions = BTreeMap::new();
        let mut schema = |direction, suffix, declaration: &Declaration| {
            let schemas = || Schemas::new(PREFIX, direction);
            defined(schemas, suffix, &mut definitions, |schemas| {
                schemas.value(declaration)
            })
        };
        for (direction, suffix, declaration, name) in [
            (Direction::Input, ".Input", &door, "Zoo.Door"),
            (Direction::Output, ".Output", &door, "Zoo.Door.Output"),
            (Direction::Input, ".Input", &size, "Zoo.Size"),
            (Direction::Output, ".Output", &size, "Zoo.Size"),
        ] {
            let reference = json!({ "$ref": format!("{PREFIX}{name}") });
            assert_eq!(schema(direction, suffix, declaration), reference);
        }
        let width = json!({ "width": { "type": "boolean" } });
        let pin = json!({ "pin": { "type": "string", "writeOnly": true } });
        let lock = |name: &str| json!({ "lock": { "$ref": format!("{PREFIX}{name}") } });
        assert_eq!(
            json!(definitions),
            json!({
                "Zoo.Door": object(&lock("Zoo.Lock")),
                "Zoo.Door.Output": object(&lock("Zoo.Lock.Output")),
                "Zoo.Lock": object(&pin),
                "Zoo.Lock.Output": object(&json!({})),
                "Zoo.Size": object(&width),
            })
        );
    }
}
