use crate::{
    declaration::{AttributesType, Base, Content, Declaration},
    rule::Stage,
};

/// Returns whether elements of values of `base` are transformed, filled in when they are not given, or left out when nobody
/// expects them, so that a rule that looks inside sees another value than the one that comes in. What lies deeper than the walk goes counts as such.
pub(super) fn has_altered_elements(base: &Base) -> bool {
    within(base, 0)
}

fn within(base: &Base, depth: usize) -> bool {
    let below = depth + 1;
    match base {
        _ if depth > Base::DEEPEST => true,
        Base::Array(element) => is_altered(element, below),
        Base::Tuple(tuple) => tuple.elements.iter().any(|element| is_altered(element, below)),
        Base::Map(map) => is_altered(&map.key, below) || is_altered(&map.value, below),
        Base::Union(union) => union.variants.iter().any(|variant| match &variant.content {
            Content::Nothing => false,
            Content::Value(declaration) => is_altered(declaration, below),
            Content::Attributes(attributes) => within_attributes(attributes, below),
        }),
        Base::Attributes(attributes) => within_attributes(attributes, below),
        Base::Model(model) => within_attributes(&model.attributes, below),
        _ => false,
    }
}

fn is_altered(declaration: &Declaration, depth: usize) -> bool {
    declaration.rules_of(Stage::Transform).next().is_some() || within(&declaration.base, depth)
}

fn within_attributes(declared: &AttributesType, depth: usize) -> bool {
    let mut attributes = declared.attributes.iter();
    declared.ignores_unexpected
        || attributes
            .any(|attribute| attribute.default.is_some() || is_altered(&attribute.declaration, depth))
}
