use std::sync::Arc;

use foobara_types::{
    Attribute, AttributesType, Base, Declaration, cast,
    declaration::{Content, ForeignType, MapType, Tagging, UnionType, Variant},
};
use proptest::{collection, prelude::*, sample::select, strategy::Union};
use serde_json::{Map, Value, json};

use super::{
    bounds::Bounds,
    invalid::UNEXPECTED,
    json,
    kept::{has_values, kept},
    numbers, scalars,
    sizes::sizes,
    texts,
    trail::Trail,
};

/// Returns values in the strict form of a declaration, within all of its rules: what strict decoding accepts.
///
/// Types that refer to themselves come to an end. Where rules are not known, values that they refuse are left out; a
/// declaration whose rules let next to nothing through has no values, and a test of it is aborted with a message.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy};
/// use foobara_types::{TypeRegistry, cast};
/// use serde_json::json;
///
/// let declaration = TypeRegistry::standard().declare(&json!(["string", { "type": "integer", "min": 7 }]))?;
/// proptest!(|(value in strategy::valid(&declaration))| {
///     prop_assert!(cast::accepts(&declaration, &value));
///     prop_assert!(value[1].as_i64() >= Some(7));
/// });
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
pub fn valid(declaration: &Declaration) -> BoxedStrategy<Value> {
    value(declaration, &Trail::default())
}

/// Values, null among them where it is one.
pub(super) fn value(declaration: &Declaration, trail: &Trail) -> BoxedStrategy<Value> {
    if trail.is_endless() || trail.is_deep() && declaration.allow_nil {
        return Just(Value::Null).boxed();
    }
    let present = present(declaration, trail);
    if declaration.allow_nil {
        return prop_oneof![1 => Just(Value::Null), 7 => present].boxed();
    }
    present
}

/// Values that are not null, or null for the sake of the base only.
pub(super) fn present(declaration: &Declaration, trail: &Trail) -> BoxedStrategy<Value> {
    let candidates = candidates(declaration, trail);
    let is_judged = declaration.all_rules().next().is_some() || declaration.base.scalar().is_some();
    if !is_judged {
        return candidates;
    }
    let what = format!("a value of {}", declaration.to_strict());
    let declaration = Arc::new(declaration.clone());
    kept(what, candidates, move |value| cast::accepts(&declaration, value))
}

/// Values of the base that are near to the rules, of which not all may be within them.
pub(super) fn candidates(declaration: &Declaration, trail: &Trail) -> BoxedStrategy<Value> {
    listed(declaration).unwrap_or_else(|| of_base(declaration, trail))
}

/// The values of `one_of` that pass the other rules.
fn listed(declaration: &Declaration) -> Option<BoxedStrategy<Value>> {
    let rule = declaration.all_rules().find(|rule| rule.kind.name == "one_of")?;
    let values = rule.arguments.iter().map(foobara_types::Argument::to_value);
    let good: Vec<Value> = values.filter(|value| cast::accepts(declaration, value)).collect();
    (!good.is_empty()).then(|| select(good).boxed())
}

fn of_base(declaration: &Declaration, trail: &Trail) -> BoxedStrategy<Value> {
    match &declaration.base {
        Base::Scalar(scalar) => scalars::scalar(scalar, declaration),
        Base::Integer { min, max } => numbers::whole(*min, *max, &Bounds::of(declaration)),
        Base::Array(element) => array(declaration, element, trail),
        Base::Tuple(tuple) => {
            let elements: Vec<_> = tuple
                .elements
                .iter()
                .map(|element| value(element, trail))
                .collect();
            elements.prop_map(Value::from).boxed()
        }
        Base::Map(map) => self::map(declaration, map, trail),
        Base::Attributes(declared) => attributes(declared, &trail.within(&**declared)),
        Base::Model(model) => attributes(&model.attributes, &trail.within(&**model)),
        Base::Union(union) => self::union(union, &trail.within(&**union)),
        Base::Key(model) | Base::Record(model) => match model.key() {
            Some(key) => value(&Declaration::new(key.declaration.base.clone()), trail),
            None => Just(Value::Null).boxed(),
        },
        Base::Foreign(foreign) => self::foreign(foreign),
        _ => json(),
    }
}

/// The most elements beyond the fewest that the rules ask for.
fn most(trail: &Trail) -> usize {
    if trail.is_deep() { 0 } else { 4 }
}

fn array(declaration: &Declaration, element: &Declaration, trail: &Trail) -> BoxedStrategy<Value> {
    let sizes = sizes(declaration, most(trail));
    if *sizes.end() == 0 {
        return Just(json!([])).boxed();
    }
    let has_rule = |name: &str| declaration.all_rules().find(|rule| rule.kind.name == name);
    let is_unique = has_rule("unique_items").is_some();
    let part = has_rule("contains").and_then(|rule| Some(rule.arguments.first()?.to_value()));
    collection::vec(value(element, trail), sizes)
        .prop_map(move |mut elements| {
            if let (Some(part), Some(first)) = (&part, elements.first_mut()) {
                *first = part.clone();
            }
            if is_unique {
                Value::Array(without_duplicates(elements))
            } else {
                Value::Array(elements)
            }
        })
        .boxed()
}

fn without_duplicates(elements: Vec<Value>) -> Vec<Value> {
    elements.into_iter().fold(Vec::new(), |mut kept, element| {
        if !kept.contains(&element) {
            kept.push(element);
        }
        kept
    })
}

fn map(declaration: &Declaration, map: &MapType, trail: &Trail) -> BoxedStrategy<Value> {
    let sizes = sizes(declaration, most(trail));
    let Some(keys) = keys(map, trail).filter(|_| *sizes.end() > 0) else {
        return Just(json!({})).boxed();
    };
    collection::vec((keys, value(&map.value, trail)), sizes)
        .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>()))
        .boxed()
}

/// The keys of a map: the values of their type that are text.
fn keys(map: &MapType, trail: &Trail) -> Option<BoxedStrategy<String>> {
    if map.key.base.is_anything() && map.key.all_rules().next().is_none() {
        return Some(prop_oneof![texts::letters('e', 1..=1), texts::any_text()].boxed());
    }
    let keys = kept("a key", present(&map.key, trail), Value::is_string);
    let text = |key: Value| key.as_str().unwrap_or_default().to_owned();
    has_values(&keys).then(|| keys.prop_map(text).boxed())
}

/// An object of attributes: all that must be given, and some of the others.
pub(super) fn attributes(declared: &AttributesType, trail: &Trail) -> BoxedStrategy<Value> {
    let entries: Vec<_> = declared
        .attributes
        .iter()
        .map(|attribute| entry(attribute, trail))
        .collect();
    let unexpected = declared
        .ignores_unexpected
        .then(|| (UNEXPECTED.to_owned(), json!(1)));
    let surplus = select(vec![None, None, unexpected]);
    (entries, surplus)
        .prop_map(|(entries, surplus)| Value::Object(entries.into_iter().flatten().chain(surplus).collect()))
        .boxed()
}

fn entry(attribute: &Attribute, trail: &Trail) -> BoxedStrategy<Option<(String, Value)>> {
    let declaration = &attribute.declaration;
    let name = attribute.name.clone().into_owned();
    if !attribute.required && trail.is_deep() && attribute.default.is_none() {
        return Just(None).boxed();
    }
    let default = attribute.default.as_ref().map(foobara_types::DefaultValue::value);
    let can_be_absent =
        !attribute.required && default.is_none_or(|default| cast::accepts(declaration, &default));
    let given = if can_be_absent && attribute.default.is_some() {
        prop_oneof![7 => value(declaration, trail), 1 => Just(Value::Null)].boxed()
    } else {
        value(declaration, trail)
    };
    let present = given.prop_map(move |value| Some((name.clone(), value)));
    if can_be_absent {
        prop_oneof![1 => Just(None), 3 => present].boxed()
    } else {
        present.boxed()
    }
}

fn union(union: &UnionType, trail: &Trail) -> BoxedStrategy<Value> {
    let is_plain = |variant: &&Variant| matches!(variant.content, Content::Nothing);
    let has_plain = union.variants.iter().any(|variant| is_plain(&variant));
    let forms: Vec<_> = union
        .variants
        .iter()
        .filter(|variant| !(trail.is_deep() && has_plain) || is_plain(variant))
        .map(|variant| form(&union.tagging, variant, trail))
        .collect();
    if forms.is_empty() {
        Just(Value::Null).boxed()
    } else {
        Union::new(forms).boxed()
    }
}

fn form(tagging: &Tagging, variant: &Variant, trail: &Trail) -> BoxedStrategy<Value> {
    let name = variant.name.clone().into_owned();
    let content = match &variant.content {
        Content::Nothing => None,
        Content::Value(declaration) => Some(value(declaration, trail)),
        Content::Attributes(declared) => Some(attributes(declared, trail)),
    };
    match (tagging, content) {
        (Tagging::Keyed { .. }, content) => content.unwrap_or_else(|| Just(Value::Null).boxed()),
        (Tagging::External, None) => Just(name.into()).boxed(),
        (Tagging::External, Some(content)) => content
            .prop_map(move |content| json!({ name.clone(): content }))
            .boxed(),
        (Tagging::Adjacent { tag, .. }, None) => Just(json!({ tag.as_ref(): name })).boxed(),
        (Tagging::Adjacent { tag, content: place }, Some(content)) => {
            let (tag, place) = (tag.clone(), place.clone());
            content
                .prop_map(move |content| json!({ tag.as_ref(): name, place.as_ref(): content }))
                .boxed()
        }
        (Tagging::Internal { tag }, _) => {
            let tag = tag.clone();
            let rest = variant
                .content
                .attributes()
                .map_or_else(|| Just(json!({})).boxed(), |declared| attributes(declared, trail));
            rest.prop_map(move |rest| tagged(&tag, &name, rest)).boxed()
        }
    }
}

/// Puts the tag ahead of the other attributes.
fn tagged(tag: &str, name: &str, rest: Value) -> Value {
    let rest = if let Value::Object(rest) = rest {
        rest
    } else {
        Map::new()
    };
    let tag = (tag.to_owned(), Value::from(name));
    Value::Object(std::iter::once(tag).chain(rest).collect())
}

/// Values that the decoder of the type takes, out of what its schema names and anything.
fn foreign(foreign: &'static ForeignType) -> BoxedStrategy<Value> {
    let schema = (foreign.schema)();
    let lists = ["enum", "examples"]
        .iter()
        .filter_map(|keyword| schema.get(keyword)?.as_array());
    let single = ["const", "default"]
        .iter()
        .filter_map(|keyword| schema.get(keyword));
    let named: Vec<Value> = lists.flatten().chain(single).cloned().collect();
    let values = if named.is_empty() {
        json()
    } else {
        prop_oneof![3 => select(named), 1 => json()].boxed()
    };
    kept((foreign.name)(), values, |value| {
        (foreign.refusal)(value).is_none()
    })
}
