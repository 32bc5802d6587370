//! JSON text that is the same for the same value.

use serde_json::Value;

/// Returns a value as JSON text, the names of every object sorted.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(elements) => {
            let mut elements = elements.iter();
            within('[', ']', text, |text| {
                elements.next().map(|element| write(element, text))
            });
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_unstable_by_key(|(name, _)| name.as_str());
            let mut entries = entries.into_iter();
            within('{', '}', text, |text| {
                entries.next().map(|(name, value)| {
                    text.push_str(&Value::from(name.as_str()).to_string());
                    text.push(':');
                    write(value, text);
                })
            });
        }
        single => text.push_str(&single.to_string()),
    }
}

/// Writes parts until there are no more.
fn within(open: char, close: char, text: &mut String, mut part: impl FnMut(&mut String) -> Option<()>) {
    text.push(open);
    let begun = text.len();
    while part(text).is_some() {
        text.push(',');
    }
    if text.len() > begun {
        text.pop();
    }
    text.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_names_does_not_count_and_that_of_elements_does() {
        let value = json!({ "b": [2, 1, {}], "a": { "d\"": null, "c": [] } });
        assert_eq!(text(&value), r#"{"a":{"c":[],"d\"":null},"b":[2,1,{}]}"#);
    }
}
