use foobara_types::ModelType;
use serde_json::{Value, json};

use crate::{Effect, Effects};

/// Returns what a command may do, as its entry says it.
pub(super) fn effects(effects: &Effects) -> Value {
    let ports: Vec<Value> = effects
        .ports
        .iter()
        .map(|port| json!({ "name": port.name, "effect": effect(port.effect) }))
        .collect();
    json!({
        "reads": names(&effects.reads),
        "writes": names(&effects.writes),
        "deletes": names(&effects.deletes),
        "ports": ports,
        "read_only": effects.read_only,
        "destructive": effects.destructive,
        "idempotent": effects.idempotent,
        "open_world": effects.open_world,
    })
}

fn names(entities: &[&'static ModelType]) -> Vec<String> {
    entities.iter().map(|entity| entity.reference()).collect()
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Write => "write",
    }
}
