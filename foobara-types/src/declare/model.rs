//! Models and entities.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Mistake, parser::Parser};
use crate::declaration::{Access, AttributesType, Base, Delegate, Kept, ModelType, Mutability};

/// What a declaration may say of a model. The classes are those of Ruby, which mean nothing here.
pub(super) const PARTS: &[&str] = &[
    "name",
    "model_module",
    "model_class",
    "model_base_class",
    "attributes_declaration",
    "primary_key",
    "mutable",
    "private",
    "delegates",
];

impl Parser<'_> {
    /// Returns `None` within `Some` when nothing is said of the model, and `None` after a mistake.
    pub(super) fn model(&mut self, kind: &str, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        if !PARTS.iter().any(|part| strict.contains_key(*part)) {
            return Some(None);
        }
        let name = self.word(strict, "name");
        let module = self.word(strict, "model_module");
        let attributes = match strict.get_mut("attributes_declaration") {
            Some(data) => self.below("attributes_declaration", |parser| parser.in_place(data))?,
            None => {
                self.mistake(Mistake::Missing("attributes_declaration"));
                return None;
            }
        };
        let Base::Attributes(attributes) = attributes.base else {
            self.below("attributes_declaration", |parser| {
                parser.mistake(Mistake::Missing("element_type_declarations"));
            });
            return None;
        };
        let primary_key = self.word(strict, "primary_key");
        if kind != "model" {
            match &primary_key {
                Some(key) => self.below("primary_key", |parser| parser.has(&attributes, key)),
                None => self.mistake(Mistake::Missing("primary_key")),
            }
        }
        let Some(name) = name else {
            self.mistake(Mistake::Missing("name"));
            return None;
        };
        let access = self.access(strict, &attributes);
        let model = ModelType {
            name: module
                .map_or_else(|| name.clone(), |module| format!("{module}::{name}"))
                .into(),
            scope: &[],
            description: None,
            attributes: AttributesType::clone(&attributes),
            primary_key: primary_key.map(Cow::Owned),
            access,
            kept: Kept::PLAIN,
        };
        Some(Some(Base::Model(model.into())))
    }

    fn access(&mut self, strict: &Map<String, Value>, attributes: &AttributesType) -> Access {
        let mutable = match strict.get("mutable") {
            None | Some(Value::Bool(true)) => Mutability::All,
            Some(Value::Bool(false)) => Mutability::None,
            Some(names) => Mutability::Only(
                self.below("mutable", |parser| parser.names(names, attributes))
                    .into(),
            ),
        };
        let private = strict.get("private").map_or_else(Vec::new, |names| {
            self.below("private", |parser| parser.names(names, attributes))
        });
        Access {
            mutable,
            private: private.into(),
            delegates: self.delegates(strict, attributes).into(),
        }
    }

    fn names(&mut self, data: &Value, attributes: &AttributesType) -> Vec<Cow<'static, str>> {
        let names: Option<Vec<&str>> = data
            .as_array()
            .and_then(|names| names.iter().map(Value::as_str).collect());
        let Some(names) = names else {
            self.unexpected("an array of names of attributes", data);
            return Vec::new();
        };
        names.iter().for_each(|name| self.has(attributes, name));
        names.into_iter().map(|name| name.to_owned().into()).collect()
    }

    fn has(&mut self, attributes: &AttributesType, name: &str) {
        if attributes.get(name).is_none() {
            self.mistake(Mistake::UnknownAttribute {
                name: name.to_owned(),
                declared: attributes.names().map(str::to_owned).collect(),
            });
        }
    }

    /// Reads `{"keeper_name": {"data_path": "keeper.name", "writer": true}}`.
    fn delegates(&mut self, strict: &Map<String, Value>, attributes: &AttributesType) -> Vec<Delegate> {
        match strict.get("delegates") {
            None => Vec::new(),
            Some(Value::Object(delegates)) => self.below("delegates", |parser| {
                let read = delegates.iter().filter_map(|(name, data)| {
                    parser.below(name.clone(), |parser| parser.delegate(name, data, attributes))
                });
                read.collect()
            }),
            Some(other) => {
                self.below("delegates", |parser| {
                    parser.unexpected("an object of paths by name", other)
                });
                Vec::new()
            }
        }
    }

    fn delegate(&mut self, name: &str, data: &Value, attributes: &AttributesType) -> Option<Delegate> {
        let path = match data.get("data_path") {
            Some(Value::String(path)) => path
                .split('.')
                .map(|step| Cow::Owned(step.to_owned()))
                .collect::<Vec<_>>(),
            _ => {
                self.mistake(Mistake::Missing("data_path"));
                return None;
            }
        };
        if let Some(first) = path.first() {
            self.has(attributes, first);
        }
        Some(Delegate {
            name: name.to_owned().into(),
            path: path.into(),
            writer: data.get("writer") == Some(&Value::Bool(true)),
        })
    }
}
