use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use foobara_types::{Declaration, TypeRegistry, cast};
use proptest::{
    collection,
    prelude::*,
    sample::{select, subsequence},
    strategy::ValueTree,
};
use serde_json::{Map, Value, json};

use super::{
    arguments::arguments,
    kept::{is_often, sampler},
    texts::letters,
    trail::Trail,
    valid::{candidates, valid},
};

/// Returns declarations as data in the strict form, of every built-in type and rule, nested `depth` deep.
///
/// Each has values that [`valid`](super::valid) finds. [`Declarations`] makes those of other registries, and leaves out
/// what a test is not about.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy};
/// use foobara_types::TypeRegistry;
///
/// let registry = TypeRegistry::standard();
/// proptest!(|(data in strategy::declaration(2))| {
///     prop_assert_eq!(registry.declare(&data)?.to_strict(), data);
/// });
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
pub fn declaration(depth: u32) -> BoxedStrategy<Value> {
    Declarations::of(&TypeRegistry::standard()).strategy(depth)
}

/// Declarations of the types and rules of a registry.
///
/// ```
/// use foobara_testing::{proptest::prelude::*, strategy::Declarations};
/// use foobara_types::TypeRegistry;
///
/// let declarations = Declarations::of(&TypeRegistry::standard()).without(&["duck", "matches"]).strategy(0);
/// proptest!(|(data in declarations)| {
///     prop_assert!(data != "duck" && data.get("matches").is_none());
/// });
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Declarations {
    registry: Rc<TypeRegistry>,
    left_out: Vec<String>,
}

impl Declarations {
    /// Starts with everything in a registry.
    pub fn of(registry: &TypeRegistry) -> Self {
        Self {
            registry: Rc::new(registry.clone()),
            left_out: Vec::new(),
        }
    }

    /// Leaves out types and rules by their names.
    pub fn without<N: AsRef<str>>(mut self, names: &[N]) -> Self {
        self.left_out
            .extend(names.iter().map(|name| name.as_ref().to_owned()));
        self
    }

    /// Returns the declarations, nested up to `depth` deep.
    pub fn strategy(&self, depth: u32) -> BoxedStrategy<Value> {
        const SIZE: u32 = 16;
        const WIDTH: u32 = 3;
        let this = self.clone();
        self.leaf()
            .prop_recursive(depth, SIZE, WIDTH, move |inner| this.structure(&inner))
            .boxed()
    }

    fn has(&self, name: &str) -> bool {
        !self.left_out.iter().any(|left_out| left_out == name)
    }

    /// A type of which nothing is said of its parts, with up to two rules.
    fn leaf(&self) -> BoxedStrategy<Value> {
        let names: Vec<String> = self
            .registry
            .types()
            .map(|registered| registered.name().into_owned())
            .collect();
        let names: Vec<String> = names.into_iter().filter(|name| self.has(name)).collect();
        let this = self.clone();
        select(names)
            .prop_flat_map(move |name| this.ruled(json!({ "type": name })))
            .boxed()
    }

    fn structure(&self, inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
        let lists = inner
            .clone()
            .prop_map(|part| json!({ "type": "array", "element_type_declaration": part }));
        let tuples = collection::vec(inner.clone(), 0..3)
            .prop_map(|parts| json!({ "type": "tuple", "element_type_declarations": parts }));
        let keys = prop_oneof![2 => Just(json!("string")), 1 => self.leaf()];
        let maps = (keys, inner.clone()).prop_map(|(key, value)| {
            json!({ "type": "associative_array", "key_type_declaration": key, "value_type_declaration": value })
        });
        let this = self.clone();
        let ruled = prop_oneof![lists, tuples, maps];
        let ruled = ruled.prop_flat_map(move |data| this.ruled(data));
        prop_oneof![
            2 => ruled,
            2 => self.attributes(inner),
            1 => self.model(inner),
            1 => self.union(inner),
        ]
        .boxed()
    }

    /// Attributes of which some must be given and some have a default.
    fn attributes(&self, inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
        let registry = Rc::clone(&self.registry);
        let attribute = (inner.clone(), 0..4_u8);
        let attributes = collection::btree_map(letters('d', 1..=1), attribute, 0..4);
        (attributes, proptest::bool::weighted(0.1))
            .prop_map(move |(attributes, ignores)| assembled(&registry, &attributes, ignores))
            .boxed()
    }

    /// A model, or an entity; models that are not the same have names that are not the same.
    fn model(&self, inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
        let kinds: Vec<&str> = ["model", "entity", "detached_entity"]
            .into_iter()
            .filter(|kind| self.has(kind))
            .collect();
        if kinds.is_empty() {
            return self.attributes(inner);
        }
        let registry = Rc::clone(&self.registry);
        (select(kinds), self.attributes(inner))
            .prop_map(move |(kind, attributes)| {
                let mut data = json!({ "type": kind, "name": name_of(&attributes), "attributes_declaration": attributes });
                let key = attributes.get("required").and_then(|required| required.get(0)).cloned();
                match (kind, key) {
                    ("model", _) => {}
                    (_, Some(key)) => drop(data.as_object_mut().map(|data| data.insert("primary_key".to_owned(), key))),
                    (_, None) => return attributes,
                }
                strict(&registry, data)
            })
            .boxed()
    }

    fn union(&self, inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
        if !self.has("union") {
            return inner.clone();
        }
        let registry = Rc::clone(&self.registry);
        let some = |content| {
            collection::btree_map(
                letters('d', 2..=2),
                proptest::option::weighted(0.8, content),
                1..3,
            )
        };
        let (variants, of_attributes) = (some(inner.clone()), some(self.attributes(inner)));
        let tags = select(vec![json!({}), json!({ "tag": "kind", "content": "held" })]);
        prop_oneof![
            2 => (variants, tags),
            1 => (of_attributes, Just(json!({ "tag": "kind" }))),
        ]
        .prop_map(move |(variants, tags)| {
            let mut data = Map::from_iter([
                ("type".to_owned(), json!("union")),
                ("variants".to_owned(), json!(variants)),
            ]);
            data.extend(tags.as_object().cloned().unwrap_or_default());
            strict(&registry, data.into())
        })
        .boxed()
    }

    /// Adds rules that work on the type, as long as there are values that pass them all, and what any type may say.
    fn ruled(&self, data: Value) -> BoxedStrategy<Value> {
        const MOST: usize = 2;
        let Ok(declaration) = self.registry.declare(&data) else {
            return Just(json!("duck")).boxed();
        };
        let rules: Vec<(&'static str, BoxedStrategy<Value>)> = self
            .registry
            .rules()
            .filter(|rule| self.has(rule.name) && rule.on.admits(&declaration.base))
            .filter_map(|rule| Some((rule.name, arguments(&self.registry, rule, &declaration.base)?)))
            .collect();
        let most = MOST.min(rules.len());
        let registry = Rc::clone(&self.registry);
        (subsequence(rules, 0..=most), flags())
            .prop_flat_map(|(rules, flags)| {
                let rules = rules
                    .into_iter()
                    .map(|(name, argument)| argument.prop_map(move |argument| (name, argument)));
                (rules.collect::<Vec<_>>(), Just(flags))
            })
            .prop_map(move |(rules, flags)| tamed(&registry, &data, rules, flags))
            .boxed()
    }
}

/// What a declaration of any type may say.
fn flags() -> impl Strategy<Value = Map<String, Value>> {
    let flag = |name: &'static str, value: Value, weight| {
        proptest::option::weighted(weight, Just((name.to_owned(), value)))
    };
    [
        flag("allow_nil", json!(true), 0.3),
        flag("description", json!("What it is for"), 0.1),
        flag("sensitive", json!(true), 0.1),
    ]
    .prop_map(|flags| flags.into_iter().flatten().collect())
}

/// Adds the rules that can be declared and that let enough values through, and then the flags.
fn tamed(
    registry: &TypeRegistry,
    data: &Value,
    rules: Vec<(&'static str, Value)>,
    flags: Map<String, Value>,
) -> Value {
    let mut tame = data.as_object().cloned().unwrap_or_default();
    for (name, argument) in rules {
        if contradicts(name, &tame) {
            continue;
        }
        tame.insert(name.to_owned(), argument);
        let declared = registry.declare(&Value::Object(tame.clone()));
        if !declared.is_ok_and(|declaration| keeps(registry, &declaration) && has_many_values(&declaration)) {
            tame.shift_remove(name);
        }
    }
    tame.extend(flags);
    strict(registry, tame.into())
}

/// Choices pass the other rules each time that they are declared; so they do not go with transformers that are applied
/// once only.
fn contradicts(name: &str, others: &Map<String, Value>) -> bool {
    const ONCE: [&str; 2] = ["from_base64", "hash"];
    match name {
        "one_of" => ONCE.iter().any(|once| others.contains_key(*once)),
        _ => ONCE.contains(&name) && others.contains_key("one_of"),
    }
}

/// Whether the strict form can be declared: not where choices are transformed into what the type does not take, as
/// Base64 cut short is none.
fn keeps(registry: &TypeRegistry, declaration: &Declaration) -> bool {
    registry.declare(&declaration.to_strict()).is_ok()
}

fn has_many_values(declaration: &Declaration) -> bool {
    let candidates = candidates(declaration, &Trail::default());
    is_often(&candidates, |value| cast::accepts(declaration, value))
}

/// Returns the strict form, in which declarations are what they are declared to be.
fn strict(registry: &TypeRegistry, data: Value) -> Value {
    registry
        .declare(&data)
        .map_or(data, |declaration| declaration.to_strict())
}

/// Puts attributes together: of the four kinds one must be given, one has a default, the others may be left out.
fn assembled(registry: &TypeRegistry, attributes: &BTreeMap<String, (Value, u8)>, ignores: bool) -> Value {
    let of_kind = |wanted: u8| attributes.iter().filter(move |(_, (_, kind))| *kind == wanted);
    let elements: Map<String, Value> = attributes
        .iter()
        .map(|(name, (data, _))| (name.clone(), data.clone()))
        .collect();
    let required: Vec<&String> = of_kind(0).map(|(name, _)| name).collect();
    let defaults: Map<String, Value> = of_kind(1)
        .filter_map(|(name, (data, _))| Some((name.clone(), sample(&registry.declare(data).ok()?)?)))
        .collect();
    let mut data = Map::from_iter([
        ("type".to_owned(), json!("attributes")),
        ("element_type_declarations".to_owned(), elements.into()),
        ("required".to_owned(), json!(required)),
        ("defaults".to_owned(), defaults.into()),
    ]);
    if ignores {
        data.insert("ignore_unexpected_attributes".to_owned(), true.into());
    }
    strict(registry, data.into())
}

/// Returns one value of a declaration, always the same.
fn sample(declaration: &Declaration) -> Option<Value> {
    let tree = valid(declaration).new_tree(&mut sampler()).ok()?;
    Some(tree.current())
}

fn name_of(attributes: &Value) -> String {
    let mut hasher = DefaultHasher::new();
    attributes.to_string().hash(&mut hasher);
    format!("Model{:x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_and_most_rules_come_up() {
        let registry = TypeRegistry::standard();
        let mut runner = sampler();
        let strategy = Declarations::of(&registry).strategy(1);
        let samples: String = (0..2_000)
            .filter_map(|_| strategy.new_tree(&mut runner).ok())
            .map(|tree| tree.current().to_string())
            .collect();
        let names = registry.types().map(|registered| registered.name().into_owned());
        let missing: Vec<String> = names
            .filter(|name| !samples.contains(&format!("\"{name}\"")))
            .collect();
        assert_eq!(missing, Vec::<String>::new());
        let rules = registry
            .rules()
            .map(|rule| rule.name)
            .filter(|name| samples.contains(&format!("\"{name}\":")));
        assert!(rules.count() * 4 >= registry.rules().count() * 3);
    }
}
