use std::sync::Arc;

use foobara_types::{
    Attribute, AttributesType, Base, DataPath, Declaration, Segment,
    declaration::{Content, MapType, Tagging, TupleType, UnionType, Variant},
};
use proptest::{prelude::*, sample::Index, strategy::Union};
use serde_json::{Map, Value, json};

use super::{
    kept::{has_values, kept},
    trail::Trail,
    valid,
    wrong::{breaches, complaints, other_kinds},
};

/// The name of an attribute that nobody declares.
pub(super) const UNEXPECTED: &str = "☃";

/// A value that is wrong in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Invalid {
    /// The value.
    pub value: Value,
    /// The place: the path of every error.
    pub path: DataPath,
    /// The symbols of the errors, of which there is at least one.
    pub symbols: Vec<String>,
}

impl Invalid {
    fn new(value: Value, path: DataPath, symbol: &str) -> Self {
        Self {
            value,
            path,
            symbols: vec![symbol.to_owned()],
        }
    }

    /// Returns this as a part of another value.
    fn within<const N: usize>(self, steps: [Segment; N], whole: Value) -> Self {
        Self {
            value: whole,
            path: steps
                .into_iter()
                .chain(self.path.segments().iter().cloned())
                .collect(),
            symbols: self.symbols,
        }
    }
}

/// Returns values that are wrong in exactly one place; `None` for a declaration that takes everything.
///
/// What is wrong is a part of another kind, a rule that is broken, an attribute that is missing or not expected, a tag
/// that is not known, or an element too many. Everything else is as [`valid`](super::valid) makes it.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy};
/// use foobara_types::{TypeRegistry, json::Notes};
/// use serde_json::json;
///
/// let declaration = TypeRegistry::standard().declare(&json!({ "age": { "type": "integer", "min": 0, "required": true } }))?;
/// let invalid = strategy::invalid(&declaration).expect("an age can be below 0");
/// proptest!(|(invalid in invalid)| {
///     let errors = declaration.process(invalid.value, &Notes::none()).expect_err("it is wrong");
///     prop_assert!(errors.iter().all(|error| error.path == invalid.path));
/// });
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
pub fn invalid(declaration: &Declaration) -> Option<BoxedStrategy<Invalid>> {
    spoilt(declaration, &Trail::default(), true)
}

type Ways = Vec<BoxedStrategy<Invalid>>;

fn spoilt(declaration: &Declaration, trail: &Trail, is_null_wrong: bool) -> Option<BoxedStrategy<Invalid>> {
    if trail.is_deep() {
        return None;
    }
    let kinds = other_kinds(declaration, is_null_wrong);
    let kinds = kinds.map(|kinds| {
        kinds
            .prop_map(|value| Invalid::new(value, DataPath::root(), "cannot_cast"))
            .boxed()
    });
    let judged = Arc::new(declaration.clone());
    let breaches = breaches(declaration, trail).into_iter().map(|breach| {
        let judged = Arc::clone(&judged);
        breach
            .prop_map(move |value| Invalid {
                symbols: complaints(&judged, &value),
                path: DataPath::root(),
                value,
            })
            .boxed()
    });
    let ways: Ways = kinds
        .into_iter()
        .chain(breaches)
        .chain(parts(declaration, trail))
        .collect();
    (!ways.is_empty()).then(|| Union::new(ways).boxed())
}

/// What can be wrong with the parts of a value.
fn parts(declaration: &Declaration, trail: &Trail) -> Ways {
    let ways = match &declaration.base {
        Base::Array(element) => array(declaration, element, trail),
        Base::Tuple(tuple) => self::tuple(declaration, tuple, trail),
        Base::Map(map) => self::map(declaration, map, trail),
        Base::Attributes(declared) => attributes(declared, &trail.within(&**declared)),
        Base::Model(model) => attributes(&model.attributes, &trail.within(&**model)),
        Base::Union(union) => self::union(union, &trail.within(&**union)),
        _ => Vec::new(),
    };
    if declaration.all_rules().next().is_none() {
        return ways;
    }
    let judged = Arc::new(declaration.clone());
    let keeps_rules = |way| {
        let judged = Arc::clone(&judged);
        kept("wrong in one place", way, move |invalid: &Invalid| {
            complaints(&judged, &invalid.value).is_empty()
        })
    };
    ways.into_iter().map(keeps_rules).filter(has_values).collect()
}

/// Whole values in which there is something to spoil.
fn wholes(declaration: &Declaration, trail: &Trail) -> Option<BoxedStrategy<Value>> {
    let has_elements = |value: &Value| match value {
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        _ => false,
    };
    let wholes = kept(
        "a value with elements",
        valid::present(declaration, trail),
        has_elements,
    );
    has_values(&wholes).then_some(wholes)
}

fn array(declaration: &Declaration, element: &Declaration, trail: &Trail) -> Ways {
    let way = spoilt(element, trail, true)
        .zip(wholes(declaration, trail))
        .map(|(part, wholes)| {
            (wholes, part, any::<Index>())
                .prop_map(|(mut whole, part, index)| {
                    let elements = whole.as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
                    let index = index.index(elements.len().max(1));
                    if let Some(element) = elements.get_mut(index) {
                        *element = part.value.clone();
                    }
                    part.within([index.into()], whole)
                })
                .boxed()
        });
    way.into_iter().collect()
}

fn tuple(declaration: &Declaration, tuple: &TupleType, trail: &Trail) -> Ways {
    let wholes = valid::present(declaration, trail);
    let elements = tuple.elements.iter().enumerate().filter_map(|(index, element)| {
        let spoil = move |(mut whole, part): (Value, Invalid)| {
            if let Some(element) = whole.get_mut(index) {
                *element = part.value.clone();
            }
            part.within([index.into()], whole)
        };
        Some(
            (wholes.clone(), spoilt(element, trail, true)?)
                .prop_map(spoil)
                .boxed(),
        )
    });
    let resize = |(mut whole, is_longer): (Value, bool)| {
        if let Value::Array(elements) = &mut whole
            && (is_longer || elements.pop().is_none())
        {
            elements.push(Value::Null);
        }
        Invalid::new(whole, DataPath::root(), "incorrect_tuple_size")
    };
    elements
        .chain([(wholes.clone(), any::<bool>()).prop_map(resize).boxed()])
        .collect()
}

fn map(declaration: &Declaration, map: &MapType, trail: &Trail) -> Ways {
    let Some(wholes) = wholes(declaration, trail) else {
        return Vec::new();
    };
    let values = spoilt(&map.value, trail, true).map(|part| {
        (wholes.clone(), part, any::<Index>())
            .prop_map(|(whole, part, index)| {
                in_entry(&whole, part, index, "value", |entry, value| entry.1 = value)
            })
            .boxed()
    });
    let keys =
        spoilt(&map.key, trail, true).map(|part| kept("text", part, |part: &Invalid| part.value.is_string()));
    let keys = keys.filter(has_values).map(|part| {
        let spoilt = (wholes.clone(), part, any::<Index>()).prop_map(|(whole, part, index)| {
            in_entry(&whole, part, index, "key", |entry, value| {
                entry.0 = value.as_str().unwrap_or_default().to_owned();
            })
        });
        spoilt.boxed()
    });
    values.into_iter().chain(keys).collect()
}

/// Spoils an entry of a map, which keeps its position.
fn in_entry(
    whole: &Value,
    part: Invalid,
    index: Index,
    place: &'static str,
    spoil: impl FnOnce(&mut (String, Value), Value),
) -> Invalid {
    let mut entries: Vec<_> = whole
        .as_object()
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .collect();
    let index = index.index(entries.len().max(1));
    if let Some(entry) = entries.get_mut(index) {
        spoil(entry, part.value.clone());
    }
    let entries: Map<String, Value> = entries.into_iter().collect();
    part.within([index.into(), place.into()], entries.into())
}

fn attributes(declared: &AttributesType, trail: &Trail) -> Ways {
    let wholes = valid::attributes(declared, trail);
    let mut ways: Ways = Vec::new();
    if !declared.ignores_unexpected {
        let add = |whole| {
            Invalid::new(
                with(whole, UNEXPECTED, json!(1)),
                DataPath::root(),
                "unexpected_attributes",
            )
        };
        ways.push(wholes.clone().prop_map(add).boxed());
    }
    for attribute in declared.attributes.iter() {
        ways.extend(missing(attribute, &wholes));
        ways.extend(entry(attribute, &wholes, trail));
    }
    ways
}

fn missing(attribute: &Attribute, wholes: &BoxedStrategy<Value>) -> Option<BoxedStrategy<Invalid>> {
    let name = attribute.name.clone().into_owned();
    let remove = move |mut whole: Value| {
        if let Value::Object(entries) = &mut whole {
            entries.shift_remove(&name);
        }
        Invalid::new(
            whole,
            DataPath::root().join(name.clone()),
            "missing_required_attribute",
        )
    };
    attribute
        .required
        .then(|| wholes.clone().prop_map(remove).boxed())
}

fn entry(
    attribute: &Attribute,
    wholes: &BoxedStrategy<Value>,
    trail: &Trail,
) -> Option<BoxedStrategy<Invalid>> {
    let name = attribute.name.clone().into_owned();
    let part = spoilt(&attribute.declaration, trail, attribute.default.is_none())?;
    let spoil = move |(whole, part): (Value, Invalid)| {
        let whole = with(whole, &name, part.value.clone());
        part.within([name.clone().into()], whole)
    };
    Some((wholes.clone(), part).prop_map(spoil).boxed())
}

fn with(mut whole: Value, name: &str, value: Value) -> Value {
    if let Value::Object(entries) = &mut whole {
        entries.insert(name.to_owned(), value);
    }
    whole
}

/// What is wrong with one form of a union without a tag may be right for another.
fn union(union: &UnionType, trail: &Trail) -> Ways {
    if matches!(union.tagging, Tagging::Keyed { .. }) {
        return Vec::new();
    }
    let mut ways: Ways = union
        .variants
        .iter()
        .flat_map(|variant| content(&union.tagging, variant, trail))
        .collect();
    ways.extend(wrong_tags(&union.tagging).map(|wrong| Just(wrong).boxed()));
    ways
}

fn wrong_tags(tagging: &Tagging) -> impl Iterator<Item = Invalid> {
    let at = |tag: &str| DataPath::root().join(tag.to_owned());
    let wrong = match tagging {
        Tagging::Keyed { .. } => Vec::new(),
        Tagging::External => vec![
            Invalid::new(UNEXPECTED.into(), DataPath::root(), "value_not_valid"),
            Invalid::new(json!({ UNEXPECTED: 1 }), DataPath::root(), "value_not_valid"),
            Invalid::new(json!({}), DataPath::root(), "cannot_cast"),
        ],
        Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => vec![
            Invalid::new(json!({ tag.as_ref(): UNEXPECTED }), at(tag), "value_not_valid"),
            Invalid::new(json!({}), at(tag), "missing_required_attribute"),
        ],
    };
    wrong.into_iter()
}

fn content(tagging: &Tagging, variant: &Variant, trail: &Trail) -> Ways {
    let name = variant.name.clone().into_owned();
    if let Tagging::Internal { tag } = tagging {
        let ways = variant
            .content
            .attributes()
            .map(|declared| attributes(declared, trail));
        let (tag, name) = (tag.clone(), Value::from(name));
        let tagged = ways.unwrap_or_default().into_iter().map(move |way| {
            let (tag, name) = (tag.clone(), name.clone());
            way.prop_map(move |invalid| Invalid {
                value: with(invalid.value, &tag, name.clone()),
                ..invalid
            })
            .boxed()
        });
        return tagged.collect();
    }
    let parts = match &variant.content {
        Content::Nothing => None,
        Content::Value(declaration) => spoilt(declaration, trail, true),
        Content::Attributes(declared) => {
            spoilt(&Declaration::new(Base::Attributes(declared.clone())), trail, true)
        }
    };
    let tagging = tagging.clone();
    let place = move |part: Invalid| match &tagging {
        Tagging::Adjacent { tag, content } => {
            let whole = json!({ tag.as_ref(): name, content.as_ref(): part.value });
            part.within([content.clone().into_owned().into()], whole)
        }
        _ => {
            let whole = json!({ name.clone(): part.value });
            part.within([name.clone().into()], whole)
        }
    };
    parts
        .map(|parts| parts.prop_map(place).boxed())
        .into_iter()
        .collect()
}
