use crate::golden::compare::View;

/// What counts of a description of a command or type: all but what only Ruby can know, its classes and how its types
/// lean on each other, what only ours says, its effects, and the possible error that follows from a decision of ours:
/// attributes that come more than once are refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct Description {
    /// Whether `metadata` is compared by the names of its keys.
    pub(super) metadata_keys_only: bool,
}

impl View for Description {
    fn ignores(self, key: &str) -> bool {
        key == "target_classes"
            || key == "effects"
            || key == "error"
            || key.ends_with("_class")
            || key.ends_with("types_depended_on")
            || key.ends_with(".duplicate_attributes")
    }

    fn names_only(self, key: &str) -> bool {
        self.metadata_keys_only && key == "metadata"
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::golden::compare::difference;

    #[track_caller]
    fn check_description(recorded: &Value, came: &Value, outcome: Option<&str>) {
        let view = Description {
            metadata_keys_only: true,
        };
        let difference = difference("response", recorded, came, view);
        assert_eq!(difference.as_ref().map(|difference| &*difference.text), outcome);
    }

    #[test]
    fn a_description_compares_without_what_only_ruby_knows() {
        check_description(
            &json!({
                "reference": "A", "target_classes": ["A"], "types_depended_on": ["b"], "model_class": "A",
                "inputs_types_depended_on": [],
                "possible_errors": {"data.odd": {"error": "Odd", "key": "data.odd"}},
            }),
            &json!({"reference": "A", "possible_errors": {"data.odd": {"key": "data.odd"}}}),
            None,
        );
        check_description(
            &json!({"reference": "A"}),
            &json!({"reference": "B"}),
            Some("expected response.reference \"A\", came \"B\""),
        );
    }

    #[test]
    fn metadata_compares_by_the_names_of_its_keys() {
        check_description(
            &json!({"metadata": ["url", "when"]}),
            &json!({"metadata": {"when": "now", "url": "/"}}),
            None,
        );
        check_description(
            &json!({"metadata": ["url", "when"]}),
            &json!({"metadata": {"url": "/", "who": "me"}}),
            Some("expected other names at response.metadata, came without [when] and with [who]"),
        );
    }
}
