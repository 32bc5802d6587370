//! Types declared by data.

use foobara_types::{
    Attribute, AttributesType, Base, Declaration, ErrorKey, InputErrors, TypeRegistry, cast,
    declaration::{Scalar, Wire},
    json::{self, Notes},
    possible::input_errors,
};
use serde_json::{Value, json};

use super::law::{self, Answer, Place, object_of};
use crate::excerpt::excerpt;

/// Rules that change what they made once more, as their documentation says.
const APPLIED_ONCE: [&str; 2] = ["hash", "from_base64"];

/// The name under which values are put into inputs of the type.
const NAME: &str = "value";

/// The inputs of one value of a declared type.
#[derive(Debug)]
pub(super) struct Declared {
    name: String,
    inputs: AttributesType,
    possible: Vec<ErrorKey>,
}

impl Declared {
    /// Declares a type.
    ///
    /// # Errors
    ///
    /// Why the declaration is refused.
    pub(super) fn new(registry: &TypeRegistry, data: &Value) -> Result<Self, String> {
        let declaration = registry.declare(data).map_err(|errors| errors.to_string())?;
        let inputs = AttributesType::new([Attribute {
            name: NAME.into(),
            declaration,
            required: true,
            default: None,
        }]);
        Ok(Self {
            name: excerpt(&data.as_str().map_or_else(|| data.to_string(), str::to_owned)),
            possible: law::keys(&input_errors(&inputs)),
            inputs,
        })
    }

    /// Returns values of the form of the type that are made of nothing but a text, the text itself first.
    pub(super) fn values_of(&self, text: &str) -> Vec<Value> {
        let whole = match self.declaration().map(|declaration| &declaration.base) {
            Some(Base::Array(_)) => json!([text]),
            Some(Base::Tuple(tuple)) => vec![text; tuple.elements.len()].into(),
            Some(Base::Map(_)) => json!({ text: text }),
            Some(base) => {
                let Some(attributes) = base.attributes() else {
                    return vec![text.into()];
                };
                attributes
                    .names()
                    .map(|name| (name.to_owned(), Value::from(text)))
                    .collect()
            }
            None => return Vec::new(),
        };
        vec![text.into(), whole]
    }

    fn declaration(&self) -> Option<&Declaration> {
        self.inputs.get(NAME).map(|attribute| &attribute.declaration)
    }

    fn is_applied_once(&self) -> bool {
        let mut rules = self.declaration().into_iter().flat_map(Declaration::all_rules);
        rules.any(|rule| APPLIED_ONCE.contains(&rule.kind.name))
    }

    /// What was cast is cast to itself, and is what a decoder accepts.
    fn casts_once(&self, inputs: &Value, notes: &Notes) -> Result<(), String> {
        let (once, errors) = self.cast(inputs, notes);
        if !errors.is_empty() {
            return law::declared(errors.as_collection(), &self.possible);
        }
        let (twice, errors) = self.cast(&once, &Notes::none());
        if errors.is_empty() && twice == once {
            return Ok(());
        }
        Err(format!(
            "is cast to {once}, and that to {twice}, {}",
            shown(&errors)
        ))
    }

    fn cast(&self, inputs: &Value, notes: &Notes) -> (Value, InputErrors) {
        let (mut inputs, mut errors) = (inputs.clone(), InputErrors::new());
        cast::cast(&self.inputs, &mut inputs, notes, &mut errors);
        (inputs, errors)
    }

    /// What was made of a value is accepted, and nothing else is made of it.
    fn keeps(&self, once: &Value) -> Result<(), String> {
        if self.is_applied_once() {
            return Ok(());
        }
        let is_accepted =
            |declaration| has_other_keys(declaration) || cast::accepts(declaration, &once[NAME]);
        if !self.declaration().is_some_and(is_accepted) {
            return Err(format!("becomes {once}, which is not accepted as it is"));
        }
        match cast::process_inputs(&self.inputs, once.clone(), &Notes::none()) {
            Ok(twice) if twice == *once => Ok(()),
            Ok(twice) => Err(format!("becomes {once}, and that becomes {twice}")),
            Err(errors) => Err(format!("becomes {once}, and that is refused: {}", shown(&errors))),
        }
    }
}

impl Place for Declared {
    fn name(&self) -> &str {
        &self.name
    }

    fn put(&self, value: &[u8]) -> Result<Answer, String> {
        let Ok((inputs, notes)) = json::parse(&object_of(NAME, value)) else {
            return Ok(Answer::NotJson);
        };
        self.casts_once(&inputs, &notes)?;
        match cast::process_inputs(&self.inputs, inputs, &notes) {
            Ok(once) => self.keeps(&once).map(|()| Answer::Accepted),
            Err(errors) => law::declared(errors.as_collection(), &self.possible).map(|()| Answer::Refused),
        }
    }
}

/// Whether the values are maps under keys that are no text. JSON has no others, so that they are always cast.
fn has_other_keys(declaration: &Declaration) -> bool {
    let is_text = |scalar: &Scalar| matches!(scalar.wire, Wire::Text | Wire::Any);
    matches!(&declaration.base, Base::Map(map) if !map.key.base.scalar().is_some_and(is_text))
}

fn shown(errors: &InputErrors) -> String {
    match errors.as_collection().keys().first() {
        Some(key) => format!("with the error {key}"),
        None => "without an error".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(data: &Value) -> Declared {
        Declared::new(&TypeRegistry::standard(), data).expect("the declaration is right")
    }

    #[test]
    fn a_value_is_accepted_refused_or_no_json() {
        let code = declared(&json!({ "type": "string", "max_length": 2 }));
        assert_eq!(code.name(), r#"{"type":"string","max_length":2}"#);
        assert_eq!(code.answer(b"\"ab\""), Ok(Answer::Accepted));
        assert_eq!(code.answer(b"\"abc\""), Ok(Answer::Refused));
        assert_eq!(code.answer(b"[]"), Ok(Answer::Refused));
        assert_eq!(code.answer(b"\"abc"), Ok(Answer::NotJson));
    }

    #[test]
    fn what_is_applied_once_is_not_applied_twice() {
        let hash = declared(&json!({ "type": "string", "hash": "sha256" }));
        assert_eq!(hash.answer(b"\"ab\""), Ok(Answer::Accepted));
    }

    #[test]
    fn values_have_the_form_of_the_type() {
        for (data, whole) in [
            (json!(["string"]), json!(["é"])),
            (json!(["string", "date"]), json!(["é", "é"])),
            (json!("associative_array"), json!({ "é": "é" })),
            (
                json!({ "a": "string", "b": "date" }),
                json!({ "a": "é", "b": "é" }),
            ),
        ] {
            assert_eq!(declared(&data).values_of("é"), [json!("é"), whole]);
        }
        assert_eq!(declared(&json!("date")).values_of("é"), [json!("é")]);
    }

    #[test]
    fn a_bad_declaration_is_refused() {
        let refused = Declared::new(&TypeRegistry::standard(), &json!("no_such_type"));
        assert!(refused.is_err_and(|reason| reason.contains("no_such_type")));
    }
}
