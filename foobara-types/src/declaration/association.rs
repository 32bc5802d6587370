//! Attributes that refer to records.

use super::{AttributesType, Base, Declaration, ModelType};
use crate::path::{DataPath, Segment};

/// An attribute that refers to a record of an entity, or to several.
#[derive(Debug, Clone)]
pub struct Association<'a> {
    /// Where it is, as `keeper`, `home.landlord` or `friends.#`.
    pub path: DataPath,
    /// What it refers to.
    pub entity: &'a ModelType,
    /// Whether the record itself can be put there, once it is loaded: it is a `Record` and no `Key`.
    pub is_loadable: bool,
}

impl AttributesType {
    /// Returns the associations of values with these attributes, those within lists and models included. Those of the
    /// records that are referred to are not among them.
    ///
    /// Entries of maps, and parts of tuples and unions, are no associations, nor are keys of detached entities.
    pub fn associations(&self) -> Vec<Association<'_>> {
        let mut found = Vec::new();
        each_attribute(self, &DataPath::root(), 0, &mut found);
        found
    }

    /// Returns the associations on a path from one record to the next, as those to `keeper` and to `keeper.zoo` for
    /// `keeper.zoo`. The `#` for the elements of a list may be left out.
    ///
    /// Returns `None` when the path does not end at an association.
    ///
    /// ```
    /// use foobara_types::{AttributesType, DataPath, TypeRegistry};
    /// use serde_json::json;
    ///
    /// let registry = TypeRegistry::standard();
    /// let home = registry.declare(&json!({ "type": "attributes", "element_type_declarations": { "street": "string" } }))?;
    /// let attributes = home.base.attributes().ok_or("it has attributes")?;
    /// assert!(attributes.associations_along(&DataPath::from("street")).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn associations_along(&self, path: &DataPath) -> Option<Vec<Association<'_>>> {
        let mut left = Some(named_steps(path)).filter(|steps| !steps.is_empty())?;
        let (mut here, mut attributes, mut along) = (DataPath::root(), self, Vec::new());
        while !left.is_empty() {
            let found = attributes.associations();
            let next = found.into_iter().find(|association| {
                let steps = named_steps(&association.path);
                left.starts_with(&steps)
            })?;
            left.drain(..named_steps(&next.path).len());
            here = here.append(next.path);
            attributes = &next.entity.attributes;
            along.push(Association {
                path: here.clone(),
                ..next
            });
        }
        Some(along)
    }
}

fn each_attribute<'a>(
    attributes: &'a AttributesType,
    up: &DataPath,
    depth: usize,
    found: &mut Vec<Association<'a>>,
) {
    for attribute in attributes.attributes.iter() {
        let path = up.clone().join(attribute.name.clone());
        each(&attribute.declaration, path, depth, found);
    }
}

fn each<'a>(declaration: &'a Declaration, path: DataPath, depth: usize, found: &mut Vec<Association<'a>>) {
    let is_loadable = matches!(declaration.base, Base::Record(_));
    match &declaration.base {
        _ if depth > Base::DEEPEST => {}
        Base::Key(entity) if !entity.is_stored() => {}
        Base::Key(entity) | Base::Record(entity) => found.push(Association {
            path,
            entity,
            is_loadable,
        }),
        Base::Array(element) => each(element, path.join(Segment::AnyIndex), depth + 1, found),
        Base::Attributes(attributes) => each_attribute(attributes, &path, depth + 1, found),
        Base::Model(model) => each_attribute(&model.attributes, &path, depth + 1, found),
        _ => {}
    }
}

/// Returns the steps of a path that have names: where in a list something is makes no other association of it.
fn named_steps(path: &DataPath) -> Vec<Segment> {
    let is_name = |segment: &&Segment| matches!(segment, Segment::Name(_));
    path.segments().iter().filter(is_name).cloned().collect()
}
