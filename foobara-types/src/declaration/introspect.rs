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
    /// let path = "lines.#.amount".parse::<DataPath>()?;
    /// assert_eq!(order.type_at(&path).map(|part| part.type_name().into_owned()), Some("integer".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
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
                _ => None,
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
            Tagging::Internal { .. } | Tagging::Keyed { .. } => self
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
    matches!(step, Segment::Index(_) | Segment::AnyIndex)
}

fn name(step: &Segment) -> Option<&str> {
    match step {
        Segment::Name(name) => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::TypeRegistry;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        let declaration = TypeRegistry::standard().declare(&json!({
            "tags": ["symbol"],
            "pair": ["integer", "string"],
            "ages": { "type": "associative_array", "key_type_declaration": "symbol", "value_type_declaration": "integer" },
            "shape": { "type": "union", "tag": "kind", "variants": { "circle": { "radius": "float" }, "point": null } },
        }));
        let declaration = declaration.expect("the declaration is right");
        let part = declaration.type_at(&path.parse().expect("it is a path"));
        assert_eq!(
            part.map(Declaration::to_strict),
            expected.map(Into::into),
            "{path}"
        );
    }

    #[test]
    fn parts_are_found_along_a_path() {
        check("tags.7", Some("symbol"));
        check("tags.#", Some("symbol"));
        check("pair.1", Some("string"));
        check("ages.0.key", Some("symbol"));
        check("ages.#.value", Some("integer"));
        check("shape.radius", Some("float"));
    }

    #[test]
    fn what_is_no_part_has_no_type() {
        check("nothing", None);
        check("pair.2", None);
        check("ages.0", None);
        check("tags.name", None);
        check("shape.width", None);
    }
}
