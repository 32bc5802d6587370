use foobara_types::{Attribute, AttributesType, Declaration, Ref, error::RuntimePath};
use serde_json::{Map, Value, json};

use super::{
    error,
    scoped::{self, scoped},
};
use crate::{CommandEntry, MapperEndKind, MapperMeta};

/// Returns the mappers that some commands use, each once.
pub(super) fn used(commands: &[(String, &CommandEntry)]) -> Vec<&'static MapperMeta> {
    let mut used: Vec<&'static MapperMeta> = Vec::new();
    let all = commands.iter().flat_map(|(_, command)| command.meta.maps);
    for mapper in all.map(|mapper| mapper()) {
        if !used.iter().any(|known| known.path() == mapper.path()) {
            used.push(mapper);
        }
    }
    used.sort_unstable_by_key(|mapper| mapper.path());
    used
}

/// Returns the `domain_mapper` section of a manifest.
pub(super) fn mappers(used: &[&'static MapperMeta]) -> Map<String, Value> {
    let entries = used
        .iter()
        .map(|mapper| (mapper.reference(), mapper_entry(mapper)));
    entries.collect()
}

/// As Ruby foobara sees it, a mapper takes one input, `from`, and returns what it is mapped to.
fn mapper_entry(mapper: &MapperMeta) -> Value {
    let domain = scoped::domain(mapper.domain);
    let mut entry = scoped(
        "domain_mapper",
        mapper.domain.scope,
        mapper.name,
        ("domain", &domain),
    );
    let errors = mapper.errors.iter().map(|declared| {
        let possible = error::of_owner(&mapper.reference(), declared, RuntimePath::new());
        (declared.key(), possible)
    });
    let mut errors: Map<String, Value> = errors.collect();
    errors.sort_keys();
    entry.insert("from".to_owned(), mapper.from.name().into());
    entry.insert("to".to_owned(), mapper.to.name().into());
    entry.insert("inputs_type".to_owned(), inputs(&mapper.from.kind).to_strict());
    entry.insert("result_type".to_owned(), side(&mapper.to.kind));
    entry.insert("possible_errors".to_owned(), errors.into());
    entry.insert("description".to_owned(), json!(mapper.description));
    entry.into()
}

fn side(kind: &MapperEndKind) -> Value {
    match kind {
        MapperEndKind::Value(declaration) => declaration.to_strict(),
        MapperEndKind::Command(meta) => meta().inputs.to_strict(),
    }
}

fn inputs(kind: &MapperEndKind) -> AttributesType {
    let declaration = match kind {
        MapperEndKind::Value(declaration) => Declaration::clone(declaration),
        MapperEndKind::Command(meta) => {
            Declaration::new(foobara_types::Base::Attributes(Ref::from(meta().inputs.clone())))
        }
    };
    AttributesType::new([Attribute {
        name: "from".into(),
        declaration,
        required: true,
        default: None,
    }])
}
