//! What is called compatible is: inputs that were accepted still are.

use std::{env, sync::LazyLock};

use foobara::{
    App, Exposure,
    manifest::{
        diff::{Bump, Changes, diff},
        reader::Manifest,
    },
};
use foobara_testing::{
    proptest::{prelude::*, sample::Index},
    strategy::{self, Castable, Declarations},
};
use foobara_types::{Declaration, TypeRegistry, json::Notes};
use serde_json::{Value, json};

use crate::golden::read;

static REGISTRY: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::standard);

/// The types and rules that there are.
static STANDARD: LazyLock<Value> = LazyLock::new(|| {
    let app = App::builder().build().expect("it has no mistakes");
    let exposure = Exposure::of(&app).all().build().expect("it has no mistakes");
    let manifest = exposure.manifest();
    json!({ "type": manifest["type"], "processor": manifest["processor"] })
});

/// Returns the manifest of a command with these inputs.
fn manifest(inputs: &Declaration) -> Manifest {
    let mut manifest = STANDARD.clone();
    manifest["command"]["D::Do"] = json!({
        "reference": "D::Do",
        "scoped_name": "Do",
        "domain": "D",
        "organization": "global_organization",
        "inputs_type": inputs.to_strict(),
    });
    read(&manifest)
}

fn changes(old: &Declaration, new: &Declaration) -> Changes {
    diff(&manifest(old), &manifest(new))
}

/// Inputs as data: some attributes, which must be given or not.
fn inputs() -> impl Strategy<Value = Value> {
    const DEPTH: u32 = 2;
    let attribute = (Declarations::of(&REGISTRY).strategy(DEPTH), any::<bool>());
    proptest::collection::vec(attribute, 1..3).prop_map(|attributes| {
        let names = ["a", "b"];
        let required: Vec<&str> = names
            .into_iter()
            .zip(&attributes)
            .filter(|(_, (_, is_required))| *is_required)
            .map(|(name, _)| name)
            .collect();
        let attributes = names.into_iter().zip(attributes);
        let elements: serde_json::Map<String, Value> = attributes
            .map(|(name, (data, _))| (name.to_owned(), data))
            .collect();
        json!({ "type": "attributes", "element_type_declarations": elements, "required": required })
    })
}

/// What is done to one place of a declaration.
#[derive(Debug, Clone)]
enum Edit {
    Remove,
    Replace(Value),
    Insert(&'static str, Value),
}

fn edit() -> impl Strategy<Value = Edit> {
    let names = [
        "duck", "number", "integer", "string", "array", "symbol", "boolean", "email",
    ];
    let rules = [
        ("allow_nil", json!(true)),
        ("ignore_unexpected_attributes", json!(true)),
        ("trim", json!(true)),
        ("from_json", json!(true)),
        ("min", json!(1)),
        ("max_size", json!(2)),
        ("multiple_of", json!(2)),
        ("required", json!([])),
        ("c", json!("integer")),
    ];
    prop_oneof![
        2 => Just(Edit::Remove),
        1 => proptest::sample::select(names.to_vec()).prop_map(|name| Edit::Replace(json!(name))),
        1 => (-3..12_i64).prop_map(|number| Edit::Replace(json!(number))),
        2 => proptest::sample::select(rules.to_vec()).prop_map(|(name, value)| Edit::Insert(name, value)),
    ]
}

/// Returns the way to every place of a value.
fn places(value: &Value) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(entries) => entries
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let below = below.into_iter().flat_map(|(name, value)| {
        let name = name.replace('~', "~0").replace('/', "~1");
        let below = places(value).into_iter();
        below.map(move |place| format!("/{name}{place}"))
    });
    std::iter::once(String::new()).chain(below).collect()
}

fn edited(mut data: Value, place: &Index, edit: Edit) -> Value {
    let places = places(&data);
    let place = place.get(&places);
    match edit {
        Edit::Remove => {
            let (parent, name) = place.rsplit_once('/').unwrap_or_default();
            match data.pointer_mut(parent) {
                Some(Value::Object(entries)) => drop(entries.shift_remove(name)),
                Some(Value::Array(elements)) => drop(name.parse().map(|index: usize| elements.remove(index))),
                _ => {}
            }
        }
        Edit::Replace(value) => {
            if let Some(found) = data.pointer_mut(place) {
                *found = value;
            }
        }
        Edit::Insert(name, value) => match data.pointer_mut(place) {
            Some(Value::Object(entries)) => drop(entries.insert(name.to_owned(), value)),
            Some(Value::String(kind)) => {
                let kind = kind.clone();
                if let Some(found) = data.pointer_mut(place) {
                    *found = json!({ "type": kind, name: value });
                }
            }
            _ => {}
        },
    }
    data
}

/// Inputs, and the same after some edits that leave a declaration.
fn pairs() -> impl Strategy<Value = (Value, Declaration, Declaration)> {
    let edits = proptest::collection::vec((any::<Index>(), edit()), 1..3);
    (inputs(), edits).prop_filter_map("the edit leaves no declaration", |(data, edits)| {
        let old = REGISTRY.declare(&data).ok()?;
        let edited = edits
            .into_iter()
            .fold(data.clone(), |data, (place, edit)| edited(data, &place, edit));
        let new = REGISTRY.declare(&edited).ok()?;
        new.base.attributes()?;
        Some((data, old, new))
    })
}

/// As many declarations as `PROPTEST_CASES` says. Shrinking has an early end, for declarations are costly to make.
fn config() -> ProptestConfig {
    const CASES: u32 = 120;
    const MILLISECONDS: u32 = 15_000;
    let default = ProptestConfig::default();
    let is_said = env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_said { default.cases } else { CASES };
    ProptestConfig {
        cases,
        max_global_rejects: cases.saturating_mul(64),
        max_shrink_time: MILLISECONDS,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_changes_from_a_manifest_to_itself(data in inputs()) {
        let inputs = REGISTRY.declare(&data).expect("random declarations can be declared");
        prop_assert_eq!(changes(&inputs, &inputs), Changes::default());
    }

    #[test]
    fn the_bump_is_that_of_the_largest_change((_, old, new) in pairs()) {
        let changes = changes(&old, &new);
        prop_assert!(changes.0.iter().all(|change| change.bump <= changes.needed()));
        prop_assert_eq!(changes.check(Bump::Major), Ok(()));
        prop_assert_eq!(changes.check(changes.needed()), Ok(()));
    }

    #[test]
    fn what_was_accepted_is_accepted_after_a_compatible_change(
        ((old, new), value) in pairs().prop_ind_flat_map(|(_, old, new)| {
            let castable = strategy::castable(&old);
            let valid = strategy::valid(&old).boxed();
            let values = match castable {
                Some(castable) => prop_oneof![valid, castable.prop_map(|Castable { value, .. }| value)].boxed(),
                None => valid,
            };
            (Just((old, new)), values)
        })
    ) {
        let changes = changes(&old, &new);
        if changes.needed() < Bump::Major && old.process(value.clone(), &Notes::none()).is_ok() {
            let errors = new.process(value, &Notes::none()).err();
            prop_assert_eq!(errors, None, "{} -> {}: {}", old.to_strict(), new.to_strict(), changes);
        }
    }
}
