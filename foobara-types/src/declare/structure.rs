//! Arrays, tuples and maps.

use serde_json::{Map, Value};

use super::{Mistake, parser::Parser, sugar::drop_lifted};
use crate::{
    declaration::{Base, Declaration, MapType, TupleType},
    registry::anything,
};

impl Parser<'_> {
    /// Returns `None` within `Some` when nothing is said of the elements, and `None` after a mistake.
    pub(super) fn array(&mut self, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        let element = self.part(strict, "element_type_declaration")?;
        Some(element.map(|element| Base::Array(element.into())))
    }

    pub(super) fn map(&mut self, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        let key = self.part(strict, "key_type_declaration");
        let value = self.part(strict, "value_type_declaration")?;
        let key = key?;
        if key.is_none() && value.is_none() {
            return Some(None);
        }
        let map = MapType {
            key: key.unwrap_or_else(anything),
            value: value.unwrap_or_else(anything),
        };
        Some(Some(Base::Map(map.into())))
    }

    /// The elements of a tuple keep their sugar, as in Ruby foobara, unless the tuple was declared as a list.
    pub(super) fn tuple(&mut self, is_list: bool, strict: &mut Map<String, Value>) -> Option<Option<Base>> {
        let elements = match strict.get_mut("element_type_declarations") {
            None => return Some(None),
            Some(Value::Array(elements)) => self.below("element_type_declarations", |parser| {
                let elements = elements.iter_mut().enumerate();
                let read = elements.map(|(index, element)| {
                    parser.below(index, |parser| match is_list {
                        true => parser.in_place(element),
                        false => parser.beside(element),
                    })
                });
                read.collect::<Vec<_>>()
            }),
            Some(other) => {
                let other = other.take();
                self.below("element_type_declarations", |parser| {
                    parser.unexpected("an array of declarations", &other);
                });
                return None;
            }
        };
        let elements: Vec<Declaration> = elements.into_iter().collect::<Option<_>>()?;
        self.size(strict, elements.len());
        Some(Some(Base::Tuple(
            TupleType {
                elements: elements.into(),
            }
            .into(),
        )))
    }

    /// The size of a tuple is the number of its elements, said or not.
    fn size(&mut self, strict: &mut Map<String, Value>, elements: usize) {
        let size = strict.entry("size").or_insert_with(|| elements.into());
        if size.as_u64() != u64::try_from(elements).ok() {
            let size = size.to_string();
            self.below("size", |parser| {
                parser.mistake(Mistake::TupleSize { elements, size })
            });
        }
    }

    fn part(&mut self, strict: &mut Map<String, Value>, name: &'static str) -> Option<Option<Declaration>> {
        let Some(part) = strict.get_mut(name) else {
            return Some(None);
        };
        self.below(name, |parser| parser.in_place(part)).map(Some)
    }

    /// Reads a declaration within another, which keeps its sugar but for what was moved up within it.
    fn beside(&mut self, data: &mut Value) -> Option<Declaration> {
        let declaration = self.declaration(data);
        drop_lifted(data);
        declaration
    }

    /// Reads a declaration within another, and puts its strict form in its place.
    pub(super) fn in_place(&mut self, data: &mut Value) -> Option<Declaration> {
        let declaration = self.declaration(data)?;
        *data = declaration.to_strict();
        Some(declaration)
    }
}
