//! Fixed sets of attributes.

use std::{collections::HashSet, sync::Arc};

use serde_json::{Map, Value};

use super::{Mistake, parser::Parser};
use crate::declaration::{Attribute, AttributesType, Base, Declaration, DefaultValue};

impl Parser<'_> {
    /// Returns `None` within `Some` when nothing is said of the attributes, and `None` after a mistake.
    pub(super) fn attributes(&mut self, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        let elements = match strict.get_mut("element_type_declarations") {
            None => return Some(None),
            Some(Value::Object(elements)) => self.below("element_type_declarations", |parser| {
                parser.element_types(elements)
            }),
            Some(other) => {
                let other = other.take();
                self.below("element_type_declarations", |parser| {
                    parser.unexpected("an object of declarations by name", &other);
                });
                return None;
            }
        };
        let required = self.required(strict, &elements);
        let defaults = self.defaults(strict, &elements);
        let ignores_unexpected = self.flag(strict, "ignore_unexpected_attributes");
        let attributes: Option<Vec<Attribute>> = elements
            .into_iter()
            .map(|(name, declaration)| {
                Some(Attribute {
                    required: required.contains(&name),
                    default: defaults
                        .get(&name)
                        .cloned()
                        .map(|value| DefaultValue::Shared(Arc::new(value))),
                    declaration: declaration?,
                    name: name.into(),
                })
            })
            .collect();
        Some(Some(Base::Attributes(
            AttributesType {
                ignores_unexpected,
                ..AttributesType::new(attributes?)
            }
            .into(),
        )))
    }

    fn element_types(&mut self, elements: &mut Map<String, Value>) -> Vec<(String, Option<Declaration>)> {
        elements
            .iter_mut()
            .map(|(name, data)| {
                let declaration = self.below(name.clone(), |parser| parser.in_place(data));
                (name.clone(), declaration)
            })
            .collect()
    }

    fn required(
        &mut self,
        strict: &Map<String, Value>,
        elements: &[(String, Option<Declaration>)],
    ) -> HashSet<String> {
        let Some(required) = strict.get("required") else {
            return HashSet::new();
        };
        self.below("required", |parser| {
            let names: Option<Vec<&str>> = required
                .as_array()
                .and_then(|names| names.iter().map(Value::as_str).collect());
            let Some(names) = names else {
                parser.unexpected("an array of names", required);
                return HashSet::new();
            };
            parser.known(names.iter().copied(), elements);
            names.into_iter().map(str::to_owned).collect()
        })
    }

    fn defaults(
        &mut self,
        strict: &Map<String, Value>,
        elements: &[(String, Option<Declaration>)],
    ) -> Map<String, Value> {
        let Some(defaults) = strict.get("defaults") else {
            return Map::new();
        };
        self.below("defaults", |parser| match defaults {
            Value::Object(defaults) => {
                parser.known(defaults.keys().map(String::as_str), elements);
                defaults.clone()
            }
            Value::Array(none) if none.is_empty() => Map::new(),
            other => {
                parser.unexpected("an object of values by name", other);
                Map::new()
            }
        })
    }

    fn known<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        elements: &[(String, Option<Declaration>)],
    ) {
        let known: HashSet<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
        let mut unknown = names.filter(|name| !known.contains(name)).peekable();
        if unknown.peek().is_none() {
            return;
        }
        let declared: Arc<[String]> = elements.iter().map(|(name, _)| name.clone()).collect();
        for name in unknown {
            self.mistake(Mistake::UnknownAttribute {
                name: name.to_owned(),
                declared: Arc::clone(&declared),
            });
        }
    }
}
