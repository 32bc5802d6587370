use std::collections::BTreeMap;

use super::{Attributes, Declared, Entry, cursor::Cursor};

/// A type that has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredType {
    /// The full name.
    pub reference: String,
    /// What it is; one line.
    pub description: Option<String>,
    /// What it is made of.
    pub kind: TypeKind,
    /// The name of the type that it is a special case of.
    pub base: Option<String>,
    /// What it says of its values besides; nothing for models.
    pub declaration: Option<Declared>,
    /// The attributes of a model or an entity.
    pub attributes: Option<Attributes>,
    /// The attribute that is the primary key of an entity.
    pub primary_key: Option<String>,
    /// The entities that are referred to, by the path to them.
    pub associations: BTreeMap<String, String>,
}

/// What a type that has a name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// Nothing else: it comes with the framework.
    BuiltIn,
    /// Another type and some rules.
    Named,
    /// Attributes.
    Model,
    /// Attributes, one of them a primary key.
    Entity,
}

impl DeclaredType {
    pub(super) fn read(entry: &Cursor<'_>) -> Self {
        let attributes = entry
            .at("attributes_type")
            .given()
            .map(|attributes| Attributes::read_strict(&attributes));
        let primary_key = entry.at("primary_key_attribute").optional_text();
        let kind = match (&attributes, &primary_key) {
            (Some(_), Some(_)) => TypeKind::Entity,
            (Some(_), None) => TypeKind::Model,
            _ if entry.at("builtin").flag() => TypeKind::BuiltIn,
            _ => TypeKind::Named,
        };
        let declaration = entry.at("declaration_data").given();
        let declaration = declaration.filter(|_| attributes.is_none());
        Self {
            reference: entry.at("reference").text(),
            description: entry.at("description").optional_text(),
            kind,
            base: entry.at("base_type").optional_text(),
            declaration: declaration.map(|declaration| Declared::read(&declaration)),
            attributes,
            primary_key,
            associations: entry.at("associations").each(Cursor::text),
        }
    }
}

impl Entry<'_, DeclaredType> {
    /// Returns the type that it is a special case of.
    pub fn base(self) -> Option<Self> {
        self.manifest.type_named(self.get().base.as_deref()?)
    }

    /// Returns the primary key's own declaration, for entities.
    pub fn key(&self) -> Option<&Declared> {
        let attributes = self.attributes.as_ref()?;
        attributes.get(self.primary_key.as_deref()?)
    }
}
