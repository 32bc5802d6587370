use std::collections::HashMap;

use crate::declaration::{Attribute, AttributesType};

/// The attributes of an object by their names, for as many names as the object has.
pub(super) enum Lookup<'a> {
    /// So few that a table is not worth it.
    Few(&'a [Attribute]),
    Many(HashMap<&'a str, &'a Attribute>),
}

impl<'a> Lookup<'a> {
    pub(super) fn of(declared: &'a AttributesType) -> Self {
        const FEW: usize = 32;
        let attributes = &*declared.attributes;
        if attributes.len() <= FEW {
            return Self::Few(attributes);
        }
        let named = |attribute: &'a Attribute| (attribute.name.as_ref(), attribute);
        Self::Many(attributes.iter().map(named).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Attribute> {
        match self {
            Self::Few(attributes) => attributes.iter().find(|attribute| attribute.name == name),
            Self::Many(attributes) => attributes.get(name).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Declaration;

    #[test]
    fn attributes_are_found_among_few_and_many() {
        for count in [1, 100] {
            let attributes: Vec<Attribute> = (0..count)
                .map(|index| Attribute {
                    name: index.to_string().into(),
                    declaration: Declaration::of::<i64>(),
                    required: false,
                    default: None,
                })
                .collect();
            let declared = AttributesType::new(attributes);
            let lookup = Lookup::of(&declared);
            assert!(
                declared
                    .names()
                    .all(|name| lookup.get(name).is_some_and(|found| found.name == name))
            );
            assert!(lookup.get("x").is_none());
        }
    }
}
