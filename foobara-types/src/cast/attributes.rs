//! Fixed sets of attributes.

use serde_json::{Map, Value};

use super::{caster::Caster, lookup::Lookup};
use crate::{
    declaration::{Attribute, AttributesType, Declaration},
    error::Issue,
    path::At,
};

impl Caster<'_> {
    /// Makes an object of a value, with the attributes that it needs and no others.
    pub(super) fn open_object(
        &mut self,
        declaration: &Declaration,
        declared: &AttributesType,
        value: &mut Value,
        at: Option<&At<'_>>,
    ) -> bool {
        self.unpair(value);
        match value {
            Value::Object(entries) => self.open(declared, entries, at),
            _ => self.cannot_cast(declaration, value, at),
        }
    }

    /// Fills in defaults; says which attributes are missing, and only if none is, which are unexpected.
    pub(super) fn open(
        &mut self,
        declared: &AttributesType,
        entries: &mut Map<String, Value>,
        at: Option<&At<'_>>,
    ) -> bool {
        let duplicates = self.notes.duplicates(at);
        if !duplicates.is_empty() {
            self.refuse(at, Issue::duplicate_attributes(duplicates));
            return false;
        }
        for (alias, name) in declared.aliases {
            self.rename(alias, name, entries, at);
        }
        for attribute in declared.attributes.iter() {
            fill_default(attribute, entries);
        }
        if declared.ignores_unexpected {
            let lookup = Lookup::of(declared);
            entries.retain(|name, _| lookup.get(name).is_some());
        }
        !self.misses_required(declared, entries, at) && !self.has_unexpected(declared, entries, at)
    }

    /// Processes the attributes that are there.
    pub(super) fn elements_of(
        &mut self,
        declared: &AttributesType,
        entries: &mut Map<String, Value>,
        at: Option<&At<'_>>,
    ) {
        let lookup = Lookup::of(declared);
        for (name, value) in entries.iter_mut() {
            if let Some(attribute) = lookup.get(name) {
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
        let lookup = Lookup::of(declared);
        let unexpected: Vec<String> = entries
            .keys()
            .filter(|name| lookup.get(name).is_none())
            .cloned()
            .collect();
        if unexpected.is_empty() {
            return false;
        }
        self.refuse(at, Issue::unexpected_attributes(&unexpected, declared.names()));
        true
    }
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
