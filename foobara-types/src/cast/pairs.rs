use serde_json::{Map, Value};

/// Makes an object of an array of pairs of a name and a value, each name once.
pub(super) fn from_pairs(value: &Value) -> Option<Map<String, Value>> {
    let mut entries = Map::new();
    for pair in value.as_array()? {
        let [Value::String(name), value] = pair.as_array()?.as_slice() else {
            return None;
        };
        if entries.insert(name.clone(), value.clone()).is_some() {
            return None;
        }
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_may_come_as_pairs() {
        let object = |value: Value| value.as_object().cloned();
        assert_eq!(
            from_pairs(&json!([["a", 1], ["b", "2"]])),
            object(json!({ "a": 1, "b": "2" }))
        );
        assert_eq!(from_pairs(&json!([])), object(json!({})));
        assert_eq!(from_pairs(&json!([["a", 1], ["a", 2]])), None);
        assert_eq!(from_pairs(&json!([["a", 1, 2]])), None);
        assert_eq!(from_pairs(&json!("a")), None);
    }
}
