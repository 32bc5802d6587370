use std::collections::BTreeSet;

use foobara_types::{Attribute, AttributesType, Base, ModelType, TypeRegistry};
use serde_json::{Map, Value, json};

use super::{
    error::{CANNOT_CAST, of_type},
    scoped::{GLOBAL_DOMAIN, object, scoped},
};

/// What a description says of sensitive attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// That they are there.
    Named,
    /// Nothing.
    Hidden,
}

/// Returns the entry of a model or an entity.
pub fn model(types: &TypeRegistry, model: &ModelType, secrets: Secrets) -> Value {
    let attributes = shown(&model.attributes, secrets).to_strict();
    let reference = model.reference();
    let domain = model.scope.join("::");
    let parent = if domain.is_empty() { GLOBAL_DOMAIN } else { &domain };
    let mut entry = scoped("type", model.scope, &model.name, ("domain", parent));
    entry.extend(object(json!({
        "declaration_data": declaration_data(model, &attributes),
        "possible_errors": { "data.cannot_cast": of_type(types, CANNOT_CAST.symbol) },
        "name": model.name,
        "target_classes": [reference],
        "types_depended_on": types_depended_on(model),
        "description": model.description,
        "base_type": model.builtin_name(),
        "attributes_type": attributes,
        "organization_name": model.scope.split_last().and_then(|(_, organization)| organization.first()),
        "domain_name": model.scope.last(),
        "model_name": model.name,
        "model_base_class": base_class(model),
        "model_class": reference,
    })));
    add_associations(model, &mut entry);
    if let Some(key) = model.key() {
        entry.insert("entity_name".to_owned(), json!(model.name));
        entry.insert("primary_key_attribute".to_owned(), json!(key.name));
        entry.insert("primary_key_type".to_owned(), key.declaration.to_strict());
    }
    entry.into()
}

fn declaration_data(model: &ModelType, attributes: &Value) -> Value {
    let mut data = object(json!({
        "type": model.builtin_name(),
        "name": model.name,
        "model_module": (!model.scope.is_empty()).then(|| model.scope.join("::")),
        "model_class": model.reference(),
        "model_base_class": base_class(model),
        "attributes_declaration": attributes,
    }));
    if let Some(key) = &model.primary_key {
        data.insert("primary_key".to_owned(), json!(key));
    }
    data.into()
}

const fn base_class(model: &ModelType) -> &'static str {
    match model.primary_key {
        Some(_) if model.kept.elsewhere => "Foobara::DetachedEntity",
        Some(_) => "Foobara::Entity",
        None => "Foobara::Model",
    }
}

/// Returns the attributes that a description names.
fn shown(attributes: &AttributesType, secrets: Secrets) -> AttributesType {
    let is_shown = |attribute: &&Attribute| secrets == Secrets::Named || !attribute.declaration.is_withheld();
    let shown: Vec<Attribute> = attributes.attributes.iter().filter(is_shown).cloned().collect();
    AttributesType {
        attributes: shown.into(),
        ..attributes.clone()
    }
}

fn add_associations(model: &ModelType, entry: &mut Map<String, Value>) {
    let associations = associations(&model.attributes, "", 0);
    if associations.is_empty() {
        return;
    }
    let own: Map<String, Value> = associations
        .iter()
        .filter(|(_, _, depth)| *depth == 0)
        .map(|(path, reference, _)| (path.clone(), reference.clone().into()))
        .collect();
    let deep: Map<String, Value> = associations
        .iter()
        .map(|(path, reference, _)| (path.clone(), reference.clone().into()))
        .collect();
    let names = |map: &Map<String, Value>| {
        let mut names: Vec<Value> = map.values().cloned().collect();
        names.sort_by_key(ToString::to_string);
        names.dedup();
        names
    };
    entry.insert("depends_on".to_owned(), names(&own).into());
    entry.insert("deep_depends_on".to_owned(), names(&deep).into());
    entry.insert("associations".to_owned(), own.into());
    entry.insert("deep_associations".to_owned(), deep.into());
}

/// The attributes that a walk is within, since the last entity: models may hold themselves.
#[derive(Clone, Copy)]
struct Within<'a> {
    attributes: &'a AttributesType,
    up: Option<&'a Self>,
}

impl Within<'_> {
    fn repeats(&self) -> bool {
        let mut up = self.up;
        while let Some(within) = up {
            if std::ptr::eq(within.attributes, self.attributes) {
                return true;
            }
            up = within.up;
        }
        false
    }
}

/// Returns the references to entities: the path, the entity, and how many entities lie between.
fn associations(attributes: &AttributesType, prefix: &str, depth: usize) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    let within = Within { attributes, up: None };
    walk(within, prefix, depth, &mut found);
    found
}

fn walk(within: Within<'_>, prefix: &str, depth: usize, found: &mut Vec<(String, String, usize)>) {
    if within.repeats() {
        return;
    }
    for attribute in within.attributes.attributes.iter() {
        let path = format!("{prefix}{}", attribute.name);
        add_association(&attribute.declaration.base, within, path, depth, found);
    }
}

fn add_association(
    base: &Base,
    within: Within<'_>,
    path: String,
    depth: usize,
    found: &mut Vec<(String, String, usize)>,
) {
    match base {
        Base::Key(model) | Base::Record(model) if depth < Base::DEEPEST => {
            let below = associations(&model.attributes, &format!("{path}."), depth + 1);
            found.push((path, model.reference(), depth));
            found.extend(below);
        }
        Base::Array(element) => add_association(&element.base, within, format!("{path}.#"), depth, found),
        Base::Tuple(tuple) => {
            for (index, element) in tuple.elements.iter().enumerate() {
                add_association(&element.base, within, format!("{path}.{index}"), depth, found);
            }
        }
        Base::Attributes(_) | Base::Model(_) => {
            if let Some(attributes) = base.attributes() {
                let below = Within {
                    attributes,
                    up: Some(&within),
                };
                walk(below, &format!("{path}."), depth, found);
            }
        }
        _ => {}
    }
}

fn types_depended_on(model: &ModelType) -> BTreeSet<String> {
    let attributes = model.attributes.attributes.iter();
    let mut names: BTreeSet<String> = attributes
        .map(|attribute| attribute.declaration.type_name().into_owned())
        .collect();
    names.insert("attributes".to_owned());
    names.insert(model.builtin_name().to_owned());
    names
}
