use serde_json::Value;

use crate::golden::compare::names_difference;

/// Returns the first difference between the names of entries that were recorded of a manifest and those that came.
pub(super) fn manifest_difference(top_keys: &Value, summary: Option<&Value>, came: &Value) -> Option<String> {
    let summary = summary.and_then(Value::as_object).into_iter().flatten();
    names_difference("the top", top_keys, came).or_else(|| {
        summary
            .into_iter()
            .find_map(|(key, entries)| names_difference(key, entries, &came[key]))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_manifest_compares_by_names() {
        let check = |came: Value, outcome: Option<&str>| {
            let (top_keys, summary) = (json!(["command", "type"]), json!({"command": ["A", "B"]}));
            let difference = manifest_difference(&top_keys, Some(&summary), &came);
            assert_eq!(difference.as_deref(), outcome);
        };
        check(json!({"type": {}, "command": {"B": {}, "A": {}}}), None);
        check(
            json!({"type": {}, "command": {"A": {}}}),
            Some("expected other names at command, came without [B] and with []"),
        );
        check(
            json!({"command": {}}),
            Some("expected other names at the top, came without [type] and with []"),
        );
    }
}
