use serde_json::Value;

use super::{Caster, Purpose};
use crate::{
    declaration::{AttributesType, Declaration},
    error::{InputErrors, Issue},
    json::Notes,
    path::At,
};

/// Casts a set of inputs to `attributes`, or says everything that is wrong with it.
///
/// `notes` are what [`json::parse`](crate::json::parse) noted of the text.
///
/// ```
/// use foobara_types::{cast, json::Notes, AttributesType, Attribute, Declaration, InputErrors};
///
/// let attributes = AttributesType::new([Attribute {
///     name: "age".into(),
///     declaration: Declaration::of::<i64>(),
///     required: true,
///     default: None,
/// }]);
/// let mut inputs = serde_json::json!({ "age": "36" });
/// let mut errors = InputErrors::new();
/// cast::cast(&attributes, &mut inputs, &Notes::none(), &mut errors);
/// assert_eq!(inputs, serde_json::json!({ "age": 36 }));
/// assert!(errors.is_empty());
/// ```
pub fn cast(attributes: &AttributesType, inputs: &mut Value, notes: &Notes, errors: &mut InputErrors) {
    Caster::new(Purpose::Decode, notes, errors).inputs(attributes, inputs);
}

/// Casts one value to `declaration`.
pub fn cast_value(
    declaration: &Declaration,
    value: &mut Value,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    Caster::new(Purpose::Decode, &Notes::none(), errors).value(declaration, value, at);
}

/// Casts a set of inputs to `attributes` and applies their rules.
///
/// # Errors
///
/// Everything that is wrong with the inputs.
pub fn process_inputs(
    attributes: &AttributesType,
    mut inputs: Value,
    notes: &Notes,
) -> Result<Value, InputErrors> {
    let mut errors = InputErrors::new();
    Caster::new(Purpose::Keep, notes, &mut errors).inputs(attributes, &mut inputs);
    if errors.is_empty() {
        Ok(inputs)
    } else {
        Err(errors)
    }
}

/// Returns whether a value is of a declaration as it is: nothing has to be cast, and no rule complains.
///
/// This is what strict decoding accepts, and what JSON Schema describes.
pub fn accepts(declaration: &Declaration, value: &Value) -> bool {
    let (mut errors, mut scratch) = (InputErrors::new(), value.clone());
    let notes = Notes::none();
    let mut caster = Caster::new(Purpose::Judge, &notes, &mut errors);
    caster.value(declaration, &mut scratch, None);
    errors.is_empty()
}

impl Declaration {
    /// Casts a value and applies the rules to it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the value.
    ///
    /// ```
    /// use foobara_types::{TypeRegistry, json::Notes};
    /// use serde_json::json;
    ///
    /// let code = TypeRegistry::standard().declare(&json!({ "type": "string", "downcase": true, "max_length": 5 }))?;
    /// assert_eq!(code.process(json!("ABC"), &Notes::none()), Ok(json!("abc")));
    /// assert!(code.process(json!("ABCDEF"), &Notes::none()).is_err());
    /// # Ok::<(), foobara_types::DeclarationErrors>(())
    /// ```
    pub fn process(&self, mut value: Value, notes: &Notes) -> Result<Value, InputErrors> {
        let mut errors = InputErrors::new();
        Caster::new(Purpose::Keep, notes, &mut errors).value(self, &mut value, None);
        if errors.is_empty() { Ok(value) } else { Err(errors) }
    }
}

impl Caster<'_> {
    fn inputs(&mut self, attributes: &AttributesType, inputs: &mut Value) {
        match inputs {
            Value::Object(entries) => {
                if self.open(attributes, entries, None) {
                    self.elements_of(attributes, entries, None);
                }
            }
            other => self.errors.push(None, Issue::no_inputs(attributes, other)),
        }
    }
}
