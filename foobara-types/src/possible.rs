//! The errors that an input can cause, derived from its declaration.

use crate::{
    declaration::{AttributesType, Base, Content, Declaration, Tagging, UnionType, Variant},
    error::{Category, ErrorKey, RuntimePath},
    path::{DataPath, Segment},
};

/// An error that an input can cause: where, and which. Positions in arrays and maps are `#`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PossibleInputError {
    /// The path in the inputs, which may be a pattern.
    pub path: DataPath,
    /// The symbol.
    pub symbol: &'static str,
}

impl PossibleInputError {
    /// Returns the key, as `data.tags.#.cannot_cast`.
    pub fn key(&self) -> ErrorKey {
        ErrorKey {
            runtime_path: RuntimePath::new(),
            category: Category::Data,
            path: self.path.clone(),
            symbol: self.symbol.to_owned(),
        }
    }
}

/// Returns every error that inputs of `attributes` can cause, sorted by path and symbol.
pub fn input_errors(attributes: &AttributesType) -> Vec<PossibleInputError> {
    let mut walk = Walk {
        path: DataPath::root(),
        found: Vec::new(),
    };
    walk.add("cannot_cast");
    walk.attributes(attributes, 0);
    walk.found.sort();
    walk.found.dedup();
    walk.found
}

struct Walk {
    path: DataPath,
    found: Vec<PossibleInputError>,
}

impl Walk {
    fn add(&mut self, symbol: &'static str) {
        self.found.push(PossibleInputError {
            path: self.path.clone(),
            symbol,
        });
    }

    fn below(&mut self, segment: Segment, walk: impl FnOnce(&mut Self)) {
        let below = self.path.clone().join(segment);
        let here = std::mem::replace(&mut self.path, below);
        walk(self);
        self.path = here;
    }

    fn attributes(&mut self, declared: &AttributesType, depth: usize) {
        if depth > Base::DEEPEST {
            return;
        }
        self.add("unexpected_attributes");
        self.add("duplicate_attributes");
        if declared.attributes.iter().any(|attribute| attribute.required) {
            self.add("missing_required_attribute");
        }
        for attribute in declared.attributes.iter() {
            self.below(Segment::Name(attribute.name.clone()), |walk| {
                if attribute.required {
                    walk.add("missing_required_attribute");
                }
                walk.value(&attribute.declaration, depth);
            });
        }
    }

    fn union(&mut self, union: &UnionType, depth: usize) {
        if depth > Base::DEEPEST {
            return;
        }
        if !matches!(union.tagging, Tagging::Keyed { .. }) {
            self.add("value_not_valid");
        }
        match &union.tagging {
            Tagging::Keyed { .. } => self.contents(union, depth, |_| None),
            Tagging::External => self.contents(union, depth, |variant| Some(variant.name.as_ref())),
            Tagging::Internal { tag } => {
                self.tag(tag);
                self.contents(union, depth, |_| None);
            }
            Tagging::Adjacent { tag, content } => {
                self.tag(tag);
                self.below(content.clone().into(), |walk| {
                    walk.add("missing_required_attribute")
                });
                self.contents(union, depth, |_| Some(content.as_ref()));
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        self.below(tag.to_owned().into(), |walk| {
            walk.add("missing_required_attribute");
            walk.add("value_not_valid");
        });
        self.add("unexpected_attributes");
        self.add("duplicate_attributes");
    }

    fn contents<'u>(
        &mut self,
        union: &'u UnionType,
        depth: usize,
        place: impl Fn(&'u Variant) -> Option<&'u str>,
    ) {
        for variant in union.variants.iter() {
            let walk = |walk: &mut Self| match &variant.content {
                Content::Nothing => {}
                Content::Value(declaration) => walk.value(declaration, depth),
                Content::Attributes(attributes) => walk.attributes(attributes, depth),
            };
            match place(variant) {
                Some(place) => self.below(place.to_owned().into(), walk),
                None => walk(self),
            }
        }
    }

    fn value(&mut self, declaration: &Declaration, depth: usize) {
        if depth > Base::DEEPEST {
            return;
        }
        if !declaration.base.is_anything() {
            self.add("cannot_cast");
        }
        for rule in declaration.all_rules() {
            for symbol in rule.kind.symbols {
                self.add(symbol);
            }
        }
        match &declaration.base {
            Base::Array(element) => self.below(Segment::AnyIndex, |walk| walk.value(element, depth + 1)),
            Base::Tuple(tuple) => {
                self.add("incorrect_tuple_size");
                for (index, element) in tuple.elements.iter().enumerate() {
                    self.below(Segment::Index(index), |walk| walk.value(element, depth + 1));
                }
            }
            Base::Map(map) => {
                self.add("duplicate_attributes");
                self.below(Segment::AnyIndex, |walk| {
                    if !map.takes_any_key() {
                        walk.below("key".into(), |walk| walk.value(&map.key, depth + 1));
                    }
                    walk.below("value".into(), |walk| walk.value(&map.value, depth + 1));
                });
            }
            Base::Union(union) => self.union(union, depth + 1),
            Base::Attributes(attributes) => self.attributes(attributes, depth + 1),
            Base::Model(model) => self.attributes(&model.attributes, depth + 1),
            Base::Record(_) => self.add("not_found"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Attribute, TypeRegistry};

    #[test]
    fn a_map_may_have_a_key_twice_and_entries_that_are_wrong() {
        let ages = json!({
            "type": "associative_array",
            "key_type_declaration": "symbol",
            "value_type_declaration": "integer",
        });
        let inputs = AttributesType::new([Attribute {
            name: "ages".into(),
            declaration: TypeRegistry::standard()
                .declare(&ages)
                .expect("the declaration is right"),
            required: false,
            default: None,
        }]);
        let keys: Vec<String> = input_errors(&inputs)
            .iter()
            .map(|error| error.key().to_string())
            .collect();
        assert_eq!(
            keys,
            [
                "data.cannot_cast",
                "data.duplicate_attributes",
                "data.unexpected_attributes",
                "data.ages.cannot_cast",
                "data.ages.duplicate_attributes",
                "data.ages.#.key.cannot_cast",
                "data.ages.#.value.cannot_cast",
            ]
        );
    }
}
