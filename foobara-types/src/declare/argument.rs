//! What rules are given.

use serde_json::Value;

use super::{Mistake, parser::Parser};
use crate::{
    declaration::{Base, Declaration},
    json::Notes,
    rule::{Argument, RuleKind, Subject, Takes, TypeReference, compile_pattern},
};

impl Parser<'_> {
    /// Reads the arguments of a rule; `None` when it is not to be applied.
    pub(super) fn arguments(
        &mut self,
        kind: &'static RuleKind,
        data: &mut Value,
        declaration: &Declaration,
    ) -> Option<Vec<Argument>> {
        let arguments = match kind.takes {
            Takes::Presence => Vec::new(),
            Takes::Nothing => return self.switch(data),
            _ if data.is_null() || *data == Value::Bool(false) => return None,
            Takes::Bound => vec![Argument::Value(self.bound(data, declaration)?)],
            Takes::Number => vec![self.checked(data, "a number", Value::is_number)?],
            Takes::Decimals if *data == Value::Bool(true) => Vec::new(),
            Takes::Range => self.range(data, declaration)?,
            Takes::Length | Takes::Decimals => {
                vec![self.checked(data, "a whole number that is not negative", Value::is_u64)?]
            }
            Takes::Text => vec![self.checked(data, "text", Value::is_string)?],
            Takes::Pattern => vec![self.pattern(data)?],
            Takes::Values => self.values(data, declaration)?,
            Takes::Type => vec![self.reference(data)?],
            Takes::Anything => vec![argument(data)],
        };
        match (kind.check)(&arguments) {
            Ok(()) => Some(arguments),
            Err(reason) => {
                self.mistake(Mistake::BadArgument(reason));
                None
            }
        }
    }

    fn switch(&mut self, data: &Value) -> Option<Vec<Argument>> {
        match data {
            Value::Bool(is_on) => is_on.then(Vec::new),
            other => {
                self.unexpected("true or false", other);
                None
            }
        }
    }

    fn checked(
        &mut self,
        data: &Value,
        expected: &'static str,
        is_good: impl Fn(&Value) -> bool,
    ) -> Option<Argument> {
        if is_good(data) {
            return Some(argument(data));
        }
        self.unexpected(expected, data);
        None
    }

    /// A bound of numbers is any number, also one that no value of the type reaches. Numbers stay as they were written.
    fn bound(&mut self, data: &mut Value, declaration: &Declaration) -> Option<Value> {
        if data.is_number() && Subject::Number.admits(&declaration.base) {
            return Some(data.clone());
        }
        let bare = Declaration::new(declaration.base.clone());
        match bare.process(data.clone(), &Notes::none()) {
            Ok(_) if data.is_number() => Some(data.clone()),
            Ok(bound) => Some(bound),
            Err(errors) => {
                self.bad_value(&errors);
                None
            }
        }
    }

    fn range(&mut self, data: &mut Value, declaration: &Declaration) -> Option<Vec<Argument>> {
        let Some([low, high]) = data.as_array_mut().map(Vec::as_mut_slice) else {
            self.unexpected("an array of two values", data);
            return None;
        };
        let (low, high) = (self.bound(low, declaration), self.bound(high, declaration));
        Some(vec![argument(&low?), argument(&high?)])
    }

    fn pattern(&mut self, data: &Value) -> Option<Argument> {
        let Value::String(pattern) = data else {
            self.unexpected("a regular expression", data);
            return None;
        };
        match compile_pattern(pattern) {
            Ok(_) => Some(Argument::Text(pattern.clone().into())),
            Err(error) => {
                self.mistake(Mistake::BadPattern(error.to_string()));
                None
            }
        }
    }

    /// Processes the values by everything else that the declaration says, and puts them in their place. Those of
    /// types with parts are taken as they are, as in Ruby foobara.
    fn values(&mut self, data: &mut Value, declaration: &Declaration) -> Option<Vec<Argument>> {
        let Value::Array(values) = data else {
            self.unexpected("an array of values", data);
            return None;
        };
        if !matches!(declaration.base, Base::Scalar(_) | Base::Integer { .. }) {
            return Some(values.iter().map(argument).collect());
        }
        let mut arguments = Vec::new();
        for (index, value) in values.iter_mut().enumerate() {
            match declaration.process(value.clone(), &Notes::none()) {
                Ok(processed) => {
                    *value = processed;
                    arguments.push(argument(value));
                }
                Err(errors) => self.below(index, |parser| parser.bad_value(&errors)),
            }
        }
        (arguments.len() == values.len()).then_some(arguments)
    }

    fn reference(&mut self, data: &Value) -> Option<Argument> {
        let Value::String(name) = data else {
            self.unexpected("the name of a type", data);
            return None;
        };
        match self.registry.type_named(name) {
            Some(registered) => Some(Argument::Type(TypeReference::new(
                name.clone(),
                registered.declaration(),
            ))),
            None => {
                self.unknown_type(name.clone());
                None
            }
        }
    }

    fn bad_value(&mut self, errors: &crate::error::InputErrors) {
        for error in errors.iter() {
            self.mistake(Mistake::BadValue(error.issue.message().to_string()));
        }
    }
}

fn argument(value: &Value) -> Argument {
    match value {
        Value::String(text) => Argument::Text(text.clone().into()),
        value => value
            .as_i64()
            .map_or_else(|| Argument::Value(value.clone()), Argument::Int),
    }
}
