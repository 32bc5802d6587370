use crate::declaration::{AttributesType, Base, Content};

/// Returns whether values of `base` have attributes within that are filled in when they are not given, so that a rule
/// that looks inside sees another value than the one that comes in. What lies deeper than the walk goes counts as such.
pub(super) fn fills_in(base: &Base) -> bool {
    in_base(base, 0)
}

fn in_base(base: &Base, depth: usize) -> bool {
    let below = depth + 1;
    match base {
        _ if depth > Base::DEEPEST => true,
        Base::Array(element) => in_base(&element.base, below),
        Base::Tuple(tuple) => tuple.elements.iter().any(|element| in_base(&element.base, below)),
        Base::Map(map) => in_base(&map.value.base, below),
        Base::Union(union) => union.variants.iter().any(|variant| match &variant.content {
            Content::Nothing => false,
            Content::Value(declaration) => in_base(&declaration.base, below),
            Content::Attributes(attributes) => in_attributes(attributes, below),
        }),
        Base::Attributes(attributes) => in_attributes(attributes, below),
        Base::Model(model) => in_attributes(&model.attributes, below),
        _ => false,
    }
}

fn in_attributes(attributes: &AttributesType, depth: usize) -> bool {
    attributes
        .attributes
        .iter()
        .any(|attribute| attribute.default.is_some() || in_base(&attribute.declaration.base, depth))
}
