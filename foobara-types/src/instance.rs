//! Values of models that are known at run time only.

use std::{borrow::Cow, fmt};

use serde_json::{Map, Value};

use crate::{
    cast,
    declaration::{Base, ModelType, Ref},
    error::InputErrors,
    json::Notes,
    path::At,
};

/// A value of a model, with its attributes by name.
///
/// Attributes are cast when they are written. What cannot be cast is kept as it is, and found by
/// [`validate`](Self::validate): so a form can be filled in step by step. Attributes that the model declares immutable
/// are not written, and delegates lead to attributes of attributes.
///
/// ```
/// use foobara_types::{Base, ModelInstance, TypeRegistry};
/// use serde_json::json;
///
/// let declaration = TypeRegistry::standard().declare(&json!({
///     "type": "model",
///     "name": "Capybara",
///     "attributes_declaration": { "name": "string", "age": "integer" },
///     "mutable": ["age"],
/// }))?;
/// let Base::Model(model) = declaration.base else { panic!("it is a model") };
/// let mut barbara = ModelInstance::new(model, [("name", json!("Barbara")), ("age", json!(1))]);
///
/// barbara.write("age", json!("2"))?;
/// assert_eq!(barbara.read("age"), Some(&json!(2)));
/// assert!(barbara.write("name", json!("Bob")).is_err());
/// assert!(barbara.validate().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ModelInstance {
    model: Ref<ModelType>,
    attributes: Map<String, Value>,
}

/// A value was not written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The attribute does not change once the model is made.
    #[error("`{attribute}` of `{model}` is immutable")]
    Immutable {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// The model has no such attribute, or a delegate that cannot be written.
    #[error("`{model}` has no attribute `{attribute}` that can be written")]
    Unknown {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// The value is none of the attribute's type; only [`try_write`](ModelInstance::try_write) says so at once.
    #[error("the value is not one of `{attribute}`")]
    Invalid {
        /// The attribute.
        attribute: String,
        /// What is wrong with the value.
        errors: InputErrors,
    },
}

/// Two values are the same when they are of the same model and their attributes are the same.
impl PartialEq for ModelInstance {
    fn eq(&self, other: &Self) -> bool {
        self.model.reference() == other.model.reference() && self.attributes == other.attributes
    }
}

impl ModelInstance {
    /// Makes a value; its attributes are cast, and kept as they are where they cannot be.
    pub fn new<'a>(model: Ref<ModelType>, attributes: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let mut instance = Self {
            model,
            attributes: Map::new(),
        };
        for (name, value) in attributes {
            let value = instance.cast(name, value).unwrap_or_else(|(value, _)| value);
            instance.attributes.insert(name.to_owned(), value);
        }
        instance
    }

    /// Returns the model.
    pub fn model(&self) -> &ModelType {
        &self.model
    }

    /// Returns the attributes by name, private ones among them.
    pub const fn attributes(&self) -> &Map<String, Value> {
        &self.attributes
    }

    /// Returns the attributes that others may see.
    pub fn public_attributes(&self) -> Map<String, Value> {
        let is_public = |name: &str| {
            let is_withheld = |attribute: &crate::Attribute| attribute.declaration.is_withheld();
            !self.model.access.hides(name) && !self.model.attributes.get(name).is_some_and(is_withheld)
        };
        let public = self.attributes.iter().filter(|(name, _)| is_public(name));
        public
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Returns an attribute, or what a delegate leads to.
    pub fn read(&self, name: &str) -> Option<&Value> {
        let Some(delegate) = self.model.access.delegate(name) else {
            return self.attributes.get(name);
        };
        let (first, rest) = delegate.path.split_first()?;
        rest.iter()
            .try_fold(self.attributes.get(first.as_ref())?, |value, step| {
                value.get(step.as_ref())
            })
    }

    /// Writes an attribute. A value that cannot be cast is kept as it is.
    ///
    /// # Errors
    ///
    /// When there is no such attribute, or it does not change.
    pub fn write(&mut self, name: &str, value: Value) -> Result<(), WriteError> {
        let value = match self.cast(name, value) {
            Ok(value) | Err((value, _)) => value,
        };
        self.put(name, value)
    }

    /// Writes an attribute, if the value is one of its type.
    ///
    /// # Errors
    ///
    /// When the value is none, there is no such attribute, or it does not change.
    pub fn try_write(&mut self, name: &str, value: Value) -> Result<(), WriteError> {
        match self.cast(name, value) {
            Ok(value) => self.put(name, value),
            Err((_, errors)) => Err(WriteError::Invalid {
                attribute: name.to_owned(),
                errors,
            }),
        }
    }

    /// Returns everything that is wrong with the attributes.
    pub fn validate(&self) -> InputErrors {
        let attributes = Value::Object(self.attributes.clone());
        match cast::process_inputs(&self.model.attributes, attributes, &Notes::none()) {
            Ok(_) => InputErrors::new(),
            Err(errors) => errors,
        }
    }

    fn put(&mut self, name: &str, value: Value) -> Result<(), WriteError> {
        let Some(path) = self.way_to(name) else {
            return Err(WriteError::Unknown {
                model: self.model.reference(),
                attribute: name.to_owned(),
            });
        };
        let (first, rest) = path
            .split_first()
            .map_or((name, &[][..]), |(first, rest)| (first.as_ref(), rest));
        if !self.model.access.may_change(first) {
            return Err(WriteError::Immutable {
                model: self.model.reference(),
                attribute: first.to_owned(),
            });
        }
        let mut place = self.attributes.entry(first).or_insert(Value::Null);
        for step in rest {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            place = &mut place[step.as_ref()];
        }
        *place = value;
        Ok(())
    }

    /// Returns the steps to an attribute, or those of a delegate that can be written.
    fn way_to(&self, name: &str) -> Option<Vec<Cow<'static, str>>> {
        match self.model.access.delegate(name) {
            Some(delegate) => delegate.writer.then(|| delegate.path.to_vec()),
            None => {
                let attribute = self.model.attributes.get(name)?;
                Some(vec![attribute.name.clone()])
            }
        }
    }

    fn cast(&self, name: &str, value: Value) -> Result<Value, (Value, InputErrors)> {
        let declaration = match self.model.access.delegate(name) {
            Some(delegate) => self.declaration_at(&delegate.path),
            None => self
                .model
                .attributes
                .get(name)
                .map(|attribute| attribute.declaration.clone()),
        };
        let Some(declaration) = declaration else {
            return Ok(value);
        };
        let (mut cast, mut errors) = (value.clone(), InputErrors::new());
        cast::cast_value(&declaration, &mut cast, Some(&At::name(None, name)), &mut errors);
        if errors.is_empty() {
            Ok(cast)
        } else {
            Err((value, errors))
        }
    }

    fn declaration_at(&self, path: &[Cow<'static, str>]) -> Option<crate::Declaration> {
        let path = path.iter().cloned().map(crate::Segment::Name).collect();
        let whole = crate::Declaration::new(Base::Model(self.model.clone()));
        whole.type_at(&path).cloned()
    }
}

/// Shows what others may see.
impl fmt::Display for ModelInstance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = Value::Object(self.public_attributes());
        write!(formatter, "{} {shown}", self.model.reference())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::TypeRegistry;

    fn capybara(access: &Value) -> ModelInstance {
        let mut data = json!({
            "type": "model",
            "name": "Capybara",
            "attributes_declaration": {
                "name": { "type": "string", "required": true },
                "age": "integer",
                "keeper": { "name": "string", "years": "integer" },
            },
        });
        if let (Some(data), Some(access)) = (data.as_object_mut(), access.as_object()) {
            data.extend(access.clone());
        }
        let declaration = TypeRegistry::standard()
            .declare(&data)
            .expect("the declaration is right");
        let Base::Model(model) = declaration.base else {
            unreachable!("it is a model")
        };
        ModelInstance::new(
            model,
            [("name", json!("Barbara")), ("keeper", json!({ "years": "3" }))],
        )
    }

    #[test]
    fn what_cannot_be_cast_is_kept_and_found_by_validation() {
        let mut barbara = capybara(&json!({}));
        assert_eq!(barbara.write("age", json!("old")), Ok(()));
        assert_eq!(barbara.read("age"), Some(&json!("old")));
        let found: Vec<String> = barbara
            .validate()
            .iter()
            .map(|error| error.path.to_string())
            .collect();
        assert_eq!(found, ["age"]);
        assert!(matches!(
            barbara.try_write("age", json!("older")),
            Err(WriteError::Invalid { .. })
        ));
        assert_eq!(barbara.read("age"), Some(&json!("old")));
    }

    #[test]
    fn immutable_attributes_do_not_change() {
        let mut barbara = capybara(&json!({ "mutable": false }));
        assert_eq!(
            barbara
                .write("name", json!("Bob"))
                .map_err(|error| error.to_string()),
            Err("`name` of `Capybara` is immutable".to_owned())
        );
        assert_eq!(barbara.read("name"), Some(&json!("Barbara")));
    }

    #[test]
    fn delegates_lead_to_attributes_of_attributes() {
        let delegates = json!({
            "keeper_name": { "data_path": "keeper.name", "writer": true },
            "keeper_years": { "data_path": "keeper.years" },
        });
        let mut barbara = capybara(&json!({ "delegates": delegates }));
        assert_eq!(barbara.read("keeper_years"), Some(&json!(3)));
        assert_eq!(barbara.write("keeper_name", json!("Fumiko")), Ok(()));
        assert_eq!(
            barbara.read("keeper"),
            Some(&json!({ "years": 3, "name": "Fumiko" }))
        );
        assert!(matches!(
            barbara.write("keeper_years", json!(4)),
            Err(WriteError::Unknown { .. })
        ));
    }

    #[test]
    fn private_attributes_are_not_shown() {
        let barbara = capybara(&json!({ "private": ["keeper"] }));
        assert_eq!(barbara.to_string(), r#"Capybara {"name":"Barbara"}"#);
    }

    #[test]
    fn secrets_are_not_shown_unless_they_are_marked_as_exposed() {
        let attributes = |exposed: bool| {
            let pin = json!({ "type": "string", "sensitive": true, "sensitive_exposed": exposed });
            capybara(
                &json!({ "attributes_declaration": { "name": pin, "keeper": "duck" }, "private": ["keeper"] }),
            )
        };
        assert_eq!(attributes(false).to_string(), "Capybara {}");
        assert_eq!(attributes(true).to_string(), r#"Capybara {"name":"Barbara"}"#);
    }

    #[test]
    fn values_are_equal_by_their_attributes() {
        assert_eq!(capybara(&json!({})), capybara(&json!({})));
        let mut other = capybara(&json!({}));
        assert_eq!(other.write("age", json!(2)), Ok(()));
        assert_ne!(capybara(&json!({})), other);
    }
}
