use serde_json::Value;

/// What a reader of a manifest can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switches {
    /// Whether entities are shown as detached ones: as they are for programs that do not keep them.
    pub detached: bool,
    /// Whether there is the section `processor`: every rule that declarations may name.
    pub processors: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            detached: false,
            processors: true,
        }
    }
}

impl Switches {
    /// Makes of a manifest what was chosen.
    pub fn apply(self, manifest: &mut Value) {
        if let (false, Some(sections)) = (self.processors, manifest.as_object_mut()) {
            sections.shift_remove("processor");
        }
        let types = manifest.get_mut("type").and_then(Value::as_object_mut);
        if let (true, Some(types)) = (self.detached, types) {
            types
                .values_mut()
                .filter(|entry| entry.get("primary_key_attribute").is_some())
                .for_each(detach);
        }
    }
}

/// Makes the entry of an entity that of a detached one.
fn detach(entry: &mut Value) {
    const KIND: &str = "detached_entity";
    const CLASS: &str = "Foobara::DetachedEntity";
    for (place, value) in [
        ("/base_type", KIND),
        ("/model_base_class", CLASS),
        ("/declaration_data/type", KIND),
        ("/declaration_data/model_base_class", CLASS),
    ] {
        if let Some(found) = entry.pointer_mut(place) {
            *found = value.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_manifest_is_as_it_was_asked_for() {
        let manifest = |processor: bool, kind: &str, class: &str| {
            let mut manifest = json!({
                "type": {
                    "Keeper": {
                        "declaration_data": { "type": kind, "model_base_class": class },
                        "base_type": kind,
                        "model_base_class": class,
                        "primary_key_attribute": "id",
                    },
                    "entity": { "base_type": "detached_entity", "declaration_data": "entity" },
                },
            });
            if processor {
                manifest["processor"] = json!({});
            }
            manifest
        };
        let apply = |detached, processors| {
            let mut applied = manifest(true, "entity", "Foobara::Entity");
            Switches { detached, processors }.apply(&mut applied);
            applied
        };
        assert_eq!(apply(false, true), manifest(true, "entity", "Foobara::Entity"));
        assert_eq!(
            apply(true, false),
            manifest(false, "detached_entity", "Foobara::DetachedEntity")
        );
    }
}
