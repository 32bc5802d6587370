//! Records among inputs: where they stand, and whether they are loaded there.

use std::ptr;

use foobara_types::{
    AttributesType, Base, ModelType, Ref,
    declaration::{Content, Tagging},
};

use super::BuildError;
use crate::command::CommandMeta;

/// A record that is an input, or stands within one.
pub(crate) struct RecordInput<'a> {
    /// The input.
    pub(crate) attribute: &'a str,
    /// What it is a record of.
    pub(crate) entity: &'a Ref<ModelType>,
    is_loaded: bool,
}

/// Reports records that nothing loads, those of entities that the command does not say it reads, and what is to be loaded
/// and cannot be.
pub(super) fn check(command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    check_inputs(command, mistakes);
    for path in command.loads {
        check_path(command, path, mistakes);
    }
}

fn check_path(command: &CommandMeta, path: &str, mistakes: &mut Vec<BuildError>) {
    let of = command.reference();
    let along = command.inputs.associations_along(&path.into());
    let Some(along) = along.filter(|along| along.iter().all(|association| association.is_loadable)) else {
        let path = path.to_owned();
        return mistakes.push(BuildError::NoAssociation { of, path });
    };
    let unread = along
        .iter()
        .find(|association| !is_read(command.reads, association.entity));
    mistakes.extend(unread.map(|unread| BuildError::UnreadRecord {
        of,
        attribute: path.to_owned(),
        entity: unread.entity.reference(),
        name: unread.entity.name.clone().into_owned(),
    }));
}

fn check_inputs(command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    for record in records(&command.inputs) {
        let (of, attribute) = (command.reference(), record.attribute.to_owned());
        if !record.is_loaded {
            mistakes.push(BuildError::NestedRecord { of, attribute });
        } else if !is_read(command.reads, record.entity) {
            mistakes.push(BuildError::UnreadRecord {
                of,
                attribute,
                entity: record.entity.reference(),
                name: record.entity.name.clone().into_owned(),
            });
        }
    }
}

/// Returns whether an entity is among those that are read.
pub(crate) fn is_read(reads: &[fn() -> &'static ModelType], entity: &ModelType) -> bool {
    let reference = entity.reference();
    reads.iter().any(|read| read().reference() == reference)
}

/// Finds the records of each input: each entity once, and once more where it is not loaded.
pub(crate) fn records(inputs: &AttributesType) -> Vec<RecordInput<'_>> {
    let mut walk = Walk::default();
    for attribute in inputs.attributes.iter() {
        walk.attribute = &attribute.name;
        walk.seen.clear();
        walk.base(&attribute.declaration.base, true, 0);
    }
    walk.found
}

#[derive(Default)]
struct Walk<'a> {
    attribute: &'a str,
    /// The models on the way, which may hold themselves.
    seen: Vec<(*const AttributesType, bool)>,
    found: Vec<RecordInput<'a>>,
}

impl<'a> Walk<'a> {
    /// Goes on below a base. In tuples and in unions with a tag nothing is loaded.
    fn base(&mut self, base: &'a Base, is_loaded: bool, depth: usize) {
        let next = depth + 1;
        match base {
            _ if depth > Base::DEEPEST => {}
            Base::Record(entity) => self.record(entity, is_loaded),
            Base::Array(element) => self.base(&element.base, is_loaded, next),
            Base::Map(map) => self.base(&map.value.base, is_loaded, next),
            Base::Tuple(tuple) => {
                let elements = tuple.elements.iter();
                elements.for_each(|element| self.base(&element.base, false, next));
            }
            Base::Union(union) => {
                let is_loaded = is_loaded && matches!(union.tagging, Tagging::Keyed { .. });
                let contents = union.variants.iter().map(|variant| &variant.content);
                contents.for_each(|content| self.content(content, is_loaded, next));
            }
            Base::Attributes(attributes) => self.attributes(attributes, is_loaded, next),
            Base::Model(model) => self.attributes(&model.attributes, is_loaded, next),
            _ => {}
        }
    }

    fn content(&mut self, content: &'a Content, is_loaded: bool, depth: usize) {
        match content {
            Content::Nothing => {}
            Content::Value(value) => self.base(&value.base, is_loaded, depth),
            Content::Attributes(attributes) => self.attributes(attributes, is_loaded, depth),
        }
    }

    fn attributes(&mut self, declared: &'a AttributesType, is_loaded: bool, depth: usize) {
        let place = (ptr::from_ref(declared), is_loaded);
        if self.seen.contains(&place) {
            return;
        }
        self.seen.push(place);
        for attribute in declared.attributes.iter() {
            self.base(&attribute.declaration.base, is_loaded, depth);
        }
    }

    fn record(&mut self, entity: &'a Ref<ModelType>, is_loaded: bool) {
        let attribute = self.attribute;
        let is_known = |known: &RecordInput<'_>| {
            known.attribute == attribute
                && known.is_loaded == is_loaded
                && ptr::eq::<ModelType>(&**known.entity, &**entity)
        };
        if !self.found.iter().any(is_known) {
            self.found.push(RecordInput {
                attribute,
                entity,
                is_loaded,
            });
        }
    }
}
