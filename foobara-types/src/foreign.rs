//! Types that are described elsewhere: by `schemars`, and decoded by their own `Deserialize`.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::SerializeStruct};
use serde_json::Value;

use crate::{
    declaration::{Base, ForeignType},
    typed::Typed,
};

/// A value of a type that has a JSON Schema of its own, and no declaration.
///
/// A field marked `#[input(foreign)]` is declared and decoded as one, and keeps its own type.
///
/// ```
/// use foobara_types::{Declaration, foreign::Foreign, schema::{Direction, Schemas}};
///
/// #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
/// struct Point {
///     x: i64,
/// }
///
/// let schema = Schemas::new("#/$defs/", Direction::Input).value(&Declaration::of::<Foreign<Point>>());
/// assert_eq!(schema["required"], serde_json::json!(["x"]));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Foreign<T>(pub T);

impl<T: Serialize> Serialize for Foreign<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Foreign<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: JsonSchema + Serialize + DeserializeOwned + 'static> Typed for Foreign<T> {
    const BASE: Base = Base::Foreign(
        const {
            &ForeignType {
                name: || T::schema_name().into_owned(),
                schema: schema::<T>,
                refusal: |value| T::deserialize(value).err().map(|error| error.to_string()),
            }
        },
    );
}

/// Returns a schema that may stand within others. Types that hold themselves are defined within it, and it then has an
/// address of its own, from which its references start.
fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    if refers(&schema)
        && let Value::Object(keywords) = &mut schema
    {
        keywords.shift_insert(0, "$id".to_owned(), address(&T::schema_id()).into());
    }
    schema
}

/// Makes a URN of the path of a type.
fn address(path: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_:".contains(character);
    let plain = path.replace(|character| !is_plain(character), "-");
    format!("urn:foobara:foreign:{plain}")
}

fn refers(schema: &Value) -> bool {
    match schema {
        Value::Object(keywords) => keywords.contains_key("$ref") || keywords.values().any(refers),
        Value::Array(schemas) => schemas.iter().any(refers),
        _ => false,
    }
}

/// Both ways between the type of a field and the one that is declared in its place.
pub trait Wrapper {
    /// The type of the field.
    type Inner;

    /// Makes a value of the field one that is declared.
    fn wrap(inner: Self::Inner) -> Self;

    /// Makes a value that is declared one of the field.
    fn unwrap(self) -> Self::Inner;

    /// Writes a value of the field, unless it was not given.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    fn encode<S: SerializeStruct>(
        inner: &Self::Inner,
        name: &'static str,
        output: &mut S,
    ) -> Result<(), S::Error>;
}

impl<T: Serialize> Wrapper for Foreign<T> {
    type Inner = T;

    fn wrap(inner: T) -> Self {
        Self(inner)
    }

    fn unwrap(self) -> T {
        self.0
    }

    fn encode<S: SerializeStruct>(inner: &T, name: &'static str, output: &mut S) -> Result<(), S::Error> {
        output.serialize_field(name, inner)
    }
}

impl<T: Serialize> Wrapper for Option<Foreign<T>> {
    type Inner = Option<T>;

    fn wrap(inner: Option<T>) -> Self {
        inner.map(Foreign)
    }

    fn unwrap(self) -> Option<T> {
        self.map(|foreign| foreign.0)
    }

    fn encode<S: SerializeStruct>(
        inner: &Option<T>,
        name: &'static str,
        output: &mut S,
    ) -> Result<(), S::Error> {
        match inner {
            Some(inner) => output.serialize_field(name, inner),
            None => output.skip_field(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        Declaration,
        json::Notes,
        schema::{Direction, Schemas},
    };

    #[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
    struct Point {
        x: u8,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
    struct Tree {
        children: Vec<Self>,
        at: Point,
    }

    fn schema_of<T: Typed>() -> Value {
        Schemas::new("#/$defs/", Direction::Input).value(&Declaration::of::<T>())
    }

    #[test]
    fn schemas_stand_for_themselves() {
        assert_eq!(
            schema_of::<Foreign<Point>>(),
            json!({
                "title": "Point",
                "type": "object",
                "properties": { "x": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 } },
                "required": ["x"],
            })
        );
    }

    #[test]
    fn types_that_hold_themselves_have_an_address() {
        let schema = schema_of::<Foreign<Vec<Tree>>>();
        let tree = schema.pointer("/$defs/Tree/properties/children/items/$ref");
        assert_eq!(tree, Some(&json!("#/$defs/Tree")));
        assert_eq!(
            schema["$id"],
            "urn:foobara:foreign:-foobara_types::foreign::tests::Tree-"
        );
        let tree = schema_of::<Foreign<Tree>>();
        assert_eq!(
            tree["$id"],
            "urn:foobara:foreign:foobara_types::foreign::tests::Tree"
        );
    }

    #[test]
    fn the_own_decoder_says_what_is_wrong() {
        let declaration = Declaration::of::<Foreign<Point>>();
        assert_eq!(
            declaration.process(json!({ "x": 3 }), &Notes::none()),
            Ok(json!({ "x": 3 }))
        );
        let errors = declaration
            .process(json!({ "x": 300 }), &Notes::none())
            .expect_err("does not fit");
        let found: Vec<(String, String)> = errors
            .into_iter()
            .map(|error| (error.issue.symbol.to_string(), error.issue.message().to_string()))
            .collect();
        assert_eq!(
            found,
            [(
                "cannot_cast".to_owned(),
                "invalid value: integer `300`, expected u8".to_owned()
            )]
        );
    }
}
