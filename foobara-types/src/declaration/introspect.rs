//! Looking into declarations.

use super::{Base, Content, Declaration, Tagging, UnionType};
use crate::path::{DataPath, Segment};

impl Declaration {
    /// Returns the declaration of the part of a value at a path; `None` when values have no such part.
    ///
    /// Positions in arrays and maps are any number, or `#`; the key and the value of an entry of a map are its parts
    /// `key` and `value`. A part of several variants of a union is that of the first variant that has it.
    ///
    /// ```
    /// use foobara_types::{DataPath, TypeRegistry};
    /// use serde_json::json;
    ///
    /// let registry = TypeRegistry::standard();
    /// let order = registry.declare(&json!({ "lines": [{ "name": "string", "amount": "integer" }] }))?;
    /// let path = DataPath::root().join("lines").join("#").join("amount");
    /// assert_eq!(order.type_at(&path).map(|part| part.type_name().into_owned()), Some("integer".to_owned()));
    /// # Ok::<(), foobara_types::DeclarationErrors>(())
    /// ```
    pub fn type_at(&self, path: &DataPath) -> Option<&Self> {
        self.part_at(path.segments())
    }

    fn part_at(&self, path: &[Segment]) -> Option<&Self> {
        let Some((step, rest)) = path.split_first() else {
            return Some(self);
        };
        match &self.base {
            Base::Array(element) if is_position(step) => element.part_at(rest),
            Base::Tuple(tuple) => match step {
                Segment::Index(index) => tuple.elements.get(*index)?.part_at(rest),
                Segment::Name(_) => None,
            },
            Base::Map(map) if is_position(step) => {
                let (part, rest) = rest.split_first()?;
                match name(part)? {
                    "key" => map.key.part_at(rest),
                    "value" => map.value.part_at(rest),
                    _ => None,
                }
            }
            Base::Attributes(_) | Base::Model(_) => {
                let attribute = self.base.attributes()?.get(name(step)?)?;
                attribute.declaration.part_at(rest)
            }
            Base::Union(union) => union.part_at(path),
            _ => None,
        }
    }

    /// Returns the declarations of the elements: of arrays, of tuples in their order, of the keys and the values of
    /// maps, of attributes in their order.
    pub fn element_types(&self) -> Vec<&Self> {
        match &self.base {
            Base::Array(element) => vec![element],
            Base::Tuple(tuple) => tuple.elements.iter().collect(),
            Base::Map(map) => vec![&map.key, &map.value],
            base => base.attributes().map_or_else(Vec::new, |declared| {
                let attributes = declared.attributes.iter();
                attributes.map(|attribute| &attribute.declaration).collect()
            }),
        }
    }
}

impl UnionType {
    fn part_at(&self, path: &[Segment]) -> Option<&Declaration> {
        let (step, rest) = path.split_first()?;
        match &self.tagging {
            Tagging::External => self.variant(name(step)?)?.content.part_at(rest),
            Tagging::Internal { .. } => self
                .variants
                .iter()
                .find_map(|variant| variant.content.part_at(path)),
            Tagging::Adjacent { content, .. } if name(step)? == content => self
                .variants
                .iter()
                .find_map(|variant| variant.content.part_at(rest)),
            Tagging::Adjacent { .. } => None,
        }
    }
}

impl Content {
    fn part_at(&self, path: &[Segment]) -> Option<&Declaration> {
        match self {
            Self::Nothing => None,
            Self::Value(declaration) => declaration.part_at(path),
            Self::Attributes(declared) => {
                let (step, rest) = path.split_first()?;
                declared.get(name(step)?)?.declaration.part_at(rest)
            }
        }
    }
}

fn is_position(step: &Segment) -> bool {
    match step {
        Segment::Index(_) => true,
        Segment::Name(name) => name == "#",
    }
}

fn name(step: &Segment) -> Option<&str> {
    match step {
        Segment::Name(name) => Some(name),
        Segment::Index(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::TypeRegistry;

    #[track_caller]
    fn check(path: DataPath, expected: Option<Value>) {
        let declaration = TypeRegistry::standard().declare(&json!({
            "tags": ["symbol"],
            "pair": ["integer", "string"],
            "ages": { "type": "associative_array", "key_type_declaration": "symbol", "value_type_declaration": "integer" },
            "shape": { "type": "union", "tag": "kind", "variants": { "circle": { "radius": "float" }, "point": null } },
        }));
        let declaration = declaration.expect("the declaration is right");
        assert_eq!(
            declaration.type_at(&path).map(Declaration::to_strict),
            expected,
            "{path}"
        );
    }

    #[test]
    fn parts_are_found_along_a_path() {
        let path = DataPath::root;
        check(path().join("tags").join(7), Some(json!("symbol")));
        check(path().join("tags").join("#"), Some(json!("symbol")));
        check(path().join("pair").join(1), Some(json!("string")));
        check(path().join("ages").join(0).join("key"), Some(json!("symbol")));
        check(
            path().join("ages").join("#").join("value"),
            Some(json!("integer")),
        );
        check(path().join("shape").join("radius"), Some(json!("float")));
    }

    #[test]
    fn what_is_no_part_has_no_type() {
        let path = DataPath::root;
        check(path().join("nothing"), None);
        check(path().join("pair").join(2), None);
        check(path().join("ages").join(0), None);
        check(path().join("tags").join("name"), None);
        check(path().join("shape").join("width"), None);
    }
}
