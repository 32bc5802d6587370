//! The collecting caster: what is done with input that strict decoding refused.
//!
//! It rewrites a value into the form that the decoder accepts, finds everything that is wrong on the way, and never
//! decodes. What the decoder accepts already, it leaves alone; so it is idempotent.
//!
//! The order is Ruby foobara's: cast, then defaults, then required and unexpected attributes (each of which hides the
//! rest), then the elements, whose errors are collected; the rules of a value run once its cast went through.

use serde_json::{Map, Value};

use crate::{
    builtin::{boolean, float, integer, string},
    declaration::{Attribute, AttributesType, Base, Declaration},
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
/// let attributes = AttributesType {
///     aliases: &[],
///     attributes: vec![Attribute {
///         name: "age".into(),
///         declaration: Declaration::of::<i64>(),
///         required: true,
///         default: None,
///     }]
///     .into(),
/// };
/// let mut inputs = serde_json::json!({ "age": "36" });
/// let mut errors = InputErrors::new();
/// cast::cast(&attributes, &mut inputs, &Notes::none(), &mut errors);
/// assert_eq!(inputs, serde_json::json!({ "age": 36 }));
/// assert!(errors.is_empty());
/// ```
pub fn cast(attributes: &AttributesType, inputs: &mut Value, notes: &Notes, errors: &mut InputErrors) {
    let mut caster = Caster {
        notes,
        errors,
        is_secret: false,
    };
    match inputs {
        Value::Object(entries) => caster.attributes(attributes, entries, None),
        other => caster.errors.push(None, Issue::no_inputs(attributes, other)),
    }
}

/// Casts one value to `declaration`.
pub fn cast_value(
    declaration: &Declaration,
    value: &mut Value,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    Caster {
        notes: &Notes::none(),
        errors,
        is_secret: false,
    }
    .value(declaration, value, at);
}

struct Caster<'a> {
    notes: &'a Notes,
    errors: &'a mut InputErrors,
    /// Whether the walk is within a secret.
    is_secret: bool,
}

impl Caster<'_> {
    fn value(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        if self.errors.is_full() || value.is_null() && declaration.allow_nil {
            return;
        }
        let was_secret = self.is_secret;
        self.is_secret |= declaration.sensitive;
        let found = self.errors.len();
        self.base(declaration, value, at);
        if self.errors.len() == found {
            self.rules(declaration, value, at);
        }
        self.is_secret = was_secret;
    }

    fn refuse(&mut self, at: Option<&At<'_>>, mut issue: Issue) {
        if self.is_secret {
            issue.conceal();
        }
        self.errors.push(at, issue);
    }

    fn base(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        if matches!(declaration.base, Base::Attributes(_) | Base::Map(_))
            && let Some(entries) = from_pairs(value)
        {
            *value = Value::Object(entries);
        }
        match (&declaration.base, value) {
            (Base::Array(element), Value::Array(elements)) => {
                for (index, value) in elements.iter_mut().enumerate() {
                    self.value(element, value, Some(&At::index(at, index)));
                }
            }
            (Base::Map(element), Value::Object(entries)) => {
                for (name, value) in entries.iter_mut() {
                    self.value(element, value, Some(&At::name(at, name)));
                }
            }
            (Base::Attributes(attributes), Value::Object(entries)) => {
                self.attributes(attributes, entries, at)
            }
            (Base::Model(model), Value::Object(entries)) => self.attributes(&model.attributes, entries, at),
            (base, value) => match scalar(base, value) {
                Some(cast) if !(value.is_f64() && cast.is_string() && self.notes.is_oversized(at)) => {
                    *value = cast
                }
                _ => self.refuse(at, Issue::cannot_cast(declaration, value)),
            },
        }
    }

    fn attributes(
        &mut self,
        declared: &AttributesType,
        entries: &mut Map<String, Value>,
        at: Option<&At<'_>>,
    ) {
        let duplicates = self.notes.duplicates(at);
        if !duplicates.is_empty() {
            return self.refuse(at, Issue::duplicate_attributes(duplicates));
        }
        for (alias, name) in declared.aliases {
            self.rename(alias, name, entries, at);
        }
        for attribute in declared.attributes.iter() {
            fill_default(attribute, entries);
        }
        if self.misses_required(declared, entries, at) || self.has_unexpected(declared, entries, at) {
            return;
        }
        for (name, value) in entries.iter_mut() {
            if let Some(attribute) = declared.get(name) {
                self.value(&attribute.declaration, value, Some(&At::name(at, name)));
            }
        }
    }

    /// Puts a value that came under another name under its own. Under both it came twice.
    fn rename(&mut self, alias: &str, name: &str, entries: &mut Map<String, Value>, at: Option<&At<'_>>) {
        let Some(value) = entries.shift_remove(alias) else {
            return;
        };
        if entries.insert(name.to_owned(), value).is_some() {
            self.refuse(at, Issue::duplicate_attributes(&[name.to_owned()]));
        }
    }

    fn misses_required(
        &mut self,
        declared: &AttributesType,
        entries: &Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        let found = self.errors.len();
        for attribute in declared.attributes.iter() {
            if attribute.required && !entries.contains_key(attribute.name.as_ref()) {
                let here = At::name(at, &attribute.name);
                self.refuse(Some(&here), Issue::missing_required_attribute(&attribute.name));
            }
        }
        self.errors.len() > found
    }

    fn has_unexpected(
        &mut self,
        declared: &AttributesType,
        entries: &Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        let unexpected: Vec<String> = entries
            .keys()
            .filter(|name| declared.get(name).is_none())
            .cloned()
            .collect();
        if unexpected.is_empty() {
            return false;
        }
        self.refuse(at, Issue::unexpected_attributes(&unexpected, declared.names()));
        true
    }

    /// Judges a copy: the decoded value goes through the same rules again, and some transformers must run once.
    fn rules(&mut self, declaration: &Declaration, value: &Value, at: Option<&At<'_>>) {
        let mut scratch = None;
        for rule in declaration.all_rules() {
            let value = scratch.get_or_insert_with(|| value.clone());
            if let Err(mut issue) = rule.process(value) {
                if declaration.holds_secrets() {
                    issue.conceal();
                }
                self.refuse(at, *issue);
            }
        }
    }
}

/// Makes an object of an array of pairs of a name and a value, each name once.
fn from_pairs(value: &Value) -> Option<Map<String, Value>> {
    let mut entries = Map::new();
    for pair in value.as_array()? {
        let [Value::String(name), value] = pair.as_array()?.as_slice() else {
            return None;
        };
        if entries.insert(name.clone(), value.clone()).is_some() {
            return None;
        }
    }
    Some(entries)
}

fn fill_default(attribute: &Attribute, entries: &mut Map<String, Value>) {
    let Some(default) = &attribute.default else { return };
    let is_given = match entries.get(attribute.name.as_ref()) {
        None => false,
        Some(value) => !value.is_null() || attribute.declaration.allow_nil,
    };
    if !is_given {
        entries.insert(attribute.name.clone().into_owned(), default.value());
    }
}

fn scalar(base: &Base, value: &Value) -> Option<Value> {
    match base {
        Base::Duck => Some(value.clone()),
        Base::Boolean => boolean::cast(value),
        Base::Integer { min, max } => integer::cast(value, *min, *max),
        Base::Float => float::cast(value),
        Base::String => string::cast(value),
        Base::Symbol => string::cast_symbol(value),
        Base::Key(model) | Base::Record(model) => scalar(&model.key()?.declaration.base, value),
        Base::Array(_) | Base::Map(_) | Base::Attributes(_) | Base::Model(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: Result<Value, &[&str]>) {
        let mut cast = value.clone();
        let mut errors = InputErrors::new();
        cast_value(
            &Declaration::of::<BTreeMap<String, i64>>(),
            &mut cast,
            None,
            &mut errors,
        );
        let found: Vec<String> = errors
            .iter()
            .map(|error| format!("{} {}", error.path, error.issue.symbol))
            .collect();
        match expected {
            Ok(expected) => assert_eq!((cast, found), (expected, Vec::new()), "{value}"),
            Err(expected) => assert_eq!(found, expected, "{value}"),
        }
    }

    #[test]
    fn an_object_may_come_as_pairs() {
        check(&json!([["a", 1], ["b", "2"]]), Ok(json!({ "a": 1, "b": 2 })));
        check(&json!([]), Ok(json!({})));
        check(&json!([["a", 1], ["a", 2]]), Err(&[" cannot_cast"]));
        check(&json!([["a", 1, 2]]), Err(&[" cannot_cast"]));
        check(&json!([["a", "x"]]), Err(&["a cannot_cast"]));
    }
}
