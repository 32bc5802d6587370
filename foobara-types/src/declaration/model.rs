use std::borrow::Cow;

use super::{Access, Attribute, AttributesType, Base, Kept};

/// Attributes with a name of their own, in a domain; an entity when they have a primary key.
#[derive(Debug, Clone)]
pub struct ModelType {
    /// The short name, as `Capybara`; the full name of models made at run time.
    pub name: Cow<'static, str>,
    /// The organisation and the domain it belongs to, outermost first; empty in the global domain.
    pub scope: &'static [&'static str],
    /// What it is; one line.
    pub description: Option<Cow<'static, str>>,
    /// Its attributes, the primary key included.
    pub attributes: AttributesType,
    /// The attribute that is the primary key, for entities.
    pub primary_key: Option<Cow<'static, str>>,
    /// Who may see and change which attributes.
    pub access: Access,
    /// What records are held to where they are kept, for entities.
    pub kept: Kept,
}

impl ModelType {
    /// Returns the full name, as `Acme::Zoo::Capybara`.
    pub fn reference(&self) -> String {
        self.scope
            .iter()
            .copied()
            .chain([self.name.as_ref()])
            .collect::<Vec<_>>()
            .join("::")
    }

    /// Returns the primary key's attribute, for entities.
    pub fn key(&self) -> Option<&Attribute> {
        self.attributes.get(self.primary_key.as_deref()?)
    }

    /// Returns whether an attribute of this model is a reference to records of an entity.
    pub fn refers_to(&self, attribute: &str, entity: &Self) -> bool {
        let attribute = self.attributes.get(attribute);
        attribute.is_some_and(|attribute| match &attribute.declaration.base {
            Base::Key(referred) | Base::Record(referred) => std::ptr::eq(&raw const **referred, entity),
            _ => false,
        })
    }

    /// Returns whether records are kept by the apps that use the entity, and not by another system.
    pub const fn is_stored(&self) -> bool {
        self.primary_key.is_some() && !self.kept.elsewhere
    }

    /// Returns `entity`, `detached_entity` or `model`.
    pub const fn builtin_name(&self) -> &'static str {
        match self.primary_key {
            Some(_) if self.kept.elsewhere => "detached_entity",
            Some(_) => "entity",
            None => "model",
        }
    }
}
