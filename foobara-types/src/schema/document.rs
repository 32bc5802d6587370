use serde_json::{Value, json};

use super::{Direction, Schemas, attributes::name_of, keywords::insert};
use crate::declaration::{Base, Declaration};

/// Returns the schema of a declaration as a document: with its dialect and with the definitions it refers to.
///
/// A model has an address, which stays the same as long as its full name does: `urn:foobara:input:Acme.Zoo.Keeper` for
/// what goes in, `urn:foobara:output:Acme.Zoo.Keeper` for what comes out. The address stands at the root and nowhere
/// else, so that `#/$defs/..` leads to the same definitions from everywhere within.
///
/// ```
/// use foobara_types::{TypeRegistry, schema::{Direction, document}};
/// use serde_json::json;
///
/// let point = TypeRegistry::standard().declare(&json!({
///     "type": "model",
///     "name": "Point",
///     "attributes_declaration": { "x": "float" },
/// }))?;
/// assert_eq!(document(&point, Direction::Input), json!({
///     "$schema": "https://json-schema.org/draft/2020-12/schema",
///     "$id": "urn:foobara:input:Point",
///     "$ref": "#/$defs/Point",
///     "$defs": {
///         "Point": {
///             "type": "object",
///             "properties": { "x": { "type": "number" } },
///             "additionalProperties": false,
///         },
///     },
/// }));
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
pub fn document(declaration: &Declaration, direction: Direction) -> Value {
    let mut schemas = Schemas::new("#/$defs/", direction);
    let mut document = json!({ "$schema": DIALECT });
    if let Some(address) = address(declaration, direction) {
        insert(&mut document, "$id", address.into());
    }
    if let (Value::Object(document), Value::Object(schema)) = (&mut document, schemas.value(declaration)) {
        document.extend(schema);
    }
    let definitions = schemas.into_definitions();
    if !definitions.is_empty() {
        insert(&mut document, "$defs", json!(definitions));
    }
    document
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What says more than the model is another schema, and has no address.
fn address(declaration: &Declaration, direction: Direction) -> Option<String> {
    let Base::Model(model) = &declaration.base else {
        return None;
    };
    let is_plain =
        !declaration.allow_nil && !declaration.sensitive && declaration.all_rules().next().is_none();
    let way = match direction {
        Direction::Input => "input",
        Direction::Output => "output",
    };
    is_plain.then(|| format!("urn:foobara:{way}:{}", name_of(&model.reference())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Access, Attribute, AttributesType, Kept, ModelType, Ref, TypeRegistry, cast};

    /// A person with friends, and pets that have an owner.
    fn person() -> &'static ModelType {
        static PERSON: std::sync::LazyLock<ModelType> =
            std::sync::LazyLock::new(|| model("Person", &[("friends", list(person)), ("pets", list(pet))]));
        &PERSON
    }

    fn pet() -> &'static ModelType {
        static PET: std::sync::LazyLock<ModelType> =
            std::sync::LazyLock::new(|| model("Pet", &[("owner", of(person)), ("name", text())]));
        &PET
    }

    fn model(name: &'static str, attributes: &[(&'static str, Declaration)]) -> ModelType {
        let attributes: Vec<Attribute> = attributes
            .iter()
            .map(|(name, declaration)| Attribute {
                name: (*name).into(),
                declaration: declaration.clone(),
                required: false,
                default: None,
            })
            .collect();
        ModelType {
            name: name.into(),
            scope: &["Acme", "Zoo"],
            description: None,
            attributes: AttributesType::new(attributes),
            primary_key: None,
            access: Access::OPEN,
            kept: Kept::PLAIN,
        }
    }

    fn of(model: fn() -> &'static ModelType) -> Declaration {
        Declaration::new(Base::Model(Ref::Static(model)))
    }

    fn list(model: fn() -> &'static ModelType) -> Declaration {
        Declaration::new(Base::Array(of(model).into()))
    }

    fn text() -> Declaration {
        Declaration::of::<Option<String>>()
    }

    /// Asserts that a document admits a value exactly if it is accepted as it is.
    #[track_caller]
    fn check(declaration: &Declaration, value: &Value, is_good: bool) {
        let document = document(declaration, Direction::Input);
        let validator =
            jsonschema::draft202012::new(&document).expect("is a schema whose references lead somewhere");
        assert_eq!(cast::accepts(declaration, value), is_good, "accepts {value}");
        assert_eq!(validator.is_valid(value), is_good, "admits {value}");
    }

    #[test]
    fn models_may_hold_themselves_and_each_other() {
        let rex = json!({ "name": "Rex", "owner": { "friends": [{ "pets": [{ "name": null }] }] } });
        check(&of(pet), &rex, true);
        check(&of(person), &json!({ "pets": [rex] }), true);
        check(
            &of(person),
            &json!({ "friends": [{ "friends": [{ "age": 1 }] }] }),
            false,
        );
        check(&of(pet), &json!({ "owner": { "pets": [{ "name": 1 }] } }), false);
        assert_eq!(
            document(&of(pet), Direction::Input),
            json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "urn:foobara:input:Acme.Zoo.Pet",
                "$ref": "#/$defs/Acme.Zoo.Pet",
                "$defs": {
                    "Acme.Zoo.Person": {
                        "type": "object",
                        "properties": {
                            "friends": { "type": "array", "items": { "$ref": "#/$defs/Acme.Zoo.Person" } },
                            "pets": { "type": "array", "items": { "$ref": "#/$defs/Acme.Zoo.Pet" } },
                        },
                        "additionalProperties": false,
                    },
                    "Acme.Zoo.Pet": {
                        "type": "object",
                        "properties": {
                            "owner": { "$ref": "#/$defs/Acme.Zoo.Person" },
                            "name": { "type": ["string", "null"] },
                        },
                        "additionalProperties": false,
                    },
                },
            })
        );
    }

    #[test]
    fn what_says_more_than_the_model_has_no_address() {
        for declaration in [
            list(pet),
            text(),
            Declaration {
                allow_nil: true,
                ..of(pet)
            },
        ] {
            assert_eq!(document(&declaration, Direction::Input).get("$id"), None);
        }
        let out = document(&of(pet), Direction::Output);
        assert_eq!(out["$id"], "urn:foobara:output:Acme.Zoo.Pet");
    }

    #[test]
    fn names_of_any_characters_lead_somewhere() {
        let name = "Größe/~ %41 #";
        let declared = TypeRegistry::standard()
            .declare(&json!({ "type": "model", "name": name, "attributes_declaration": { "x": "boolean" } }))
            .expect("any name will do");
        check(&declared, &json!({ "x": true }), true);
        check(&declared, &json!({ "x": 1 }), false);
        assert_eq!(
            document(&declared, Direction::Input)["$ref"],
            "#/$defs/Gr-C3-B6-C3-9Fe-2F-7E-20-2541-20-23"
        );
    }
}
