//! How results are written.

use comfy_table::{Cell, Table, presets};
use serde_json::{Map, Value};

use super::{
    escape::{escape, escape_json},
    options::Format,
};

/// Returns a result, given as JSON text, as it is printed.
pub(super) fn result(text: &[u8], format: Format) -> String {
    match serde_json::from_slice(text) {
        Ok(value) if format == Format::Plain => plain(&value),
        Ok(value) => json(&value),
        // It nests deeper than is read back; written it is all the same.
        Err(_) => escape_json(&String::from_utf8_lossy(text)) + "\n",
    }
}

/// Returns a value as JSON that is easy to read.
pub(super) fn json(value: &Value) -> String {
    escape_json(&format!("{value:#}")) + "\n"
}

/// Returns a value for people: nothing for null, text as it is, an object as Ruby foobara does, an array of objects as
/// a table, another array with an element a line.
pub(super) fn plain(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => escape(text, true),
        Value::Object(entries) if !entries.is_empty() => object(entries),
        Value::Array(elements) => return array(elements),
        other => other.to_string(),
    };
    text + "\n"
}

/// Returns rows of cells under each other, the columns aligned.
pub(super) fn aligned(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = bare_table();
    rows.for_each(|row| {
        table.add_row(row);
    });
    finish(&table)
}

fn object(entries: &Map<String, Value>) -> String {
    let line = |(name, value): (&String, &Value)| {
        format!("{}: {}", escape(name, false), escape_json(&value.to_string()))
    };
    entries.iter().map(line).collect::<Vec<_>>().join(",\n")
}

fn array(elements: &[Value]) -> String {
    let objects: Option<Vec<&Map<String, Value>>> = elements.iter().map(Value::as_object).collect();
    match objects {
        Some(objects) if objects.iter().any(|object| !object.is_empty()) => table(&objects),
        _ => elements.iter().map(|element| cell(element) + "\n").collect(),
    }
}

fn table(objects: &[&Map<String, Value>]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for name in objects.iter().flat_map(|object| object.keys()) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let mut table = bare_table();
    table.set_header(columns.iter().map(|name| Cell::new(escape(name, false))));
    for object in objects {
        table.add_row(
            columns
                .iter()
                .map(|name| object.get(*name).map(cell).unwrap_or_default()),
        );
    }
    finish(&table)
}

/// A value in one line.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => escape(text, false),
        other => escape_json(&other.to_string()),
    }
}

fn bare_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).force_no_tty();
    table
}

fn finish(table: &Table) -> String {
    let lines = table.lines().map(|line| {
        let line = line.strip_prefix(' ').unwrap_or(&line);
        line.trim_end().to_owned() + "\n"
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: &str) {
        assert_eq!(plain(value), expected);
    }

    #[test]
    fn scalars_are_printed_as_they_are() {
        check(&json!("two\nlines \"quoted\""), "two\nlines \"quoted\"\n");
        check(&json!(4), "4\n");
        check(&json!(true), "true\n");
        check(&Value::Null, "");
    }

    #[test]
    fn objects_are_printed_as_ruby_does() {
        check(
            &json!({ "name": "Cli", "age": 4, "tags": ["a", null] }),
            "name: \"Cli\",\nage: 4,\ntags: [\"a\",null]\n",
        );
        check(&json!({}), "{}\n");
    }

    #[test]
    fn arrays_are_printed_with_an_element_a_line() {
        check(&json!(["a", "b\nc", 3, null, [1]]), "a\nb\\nc\n3\n\n[1]\n");
        check(&json!([]), "");
    }

    #[test]
    fn arrays_of_objects_are_tables() {
        let rows = json!([{ "id": 1, "name": "Bob" }, { "id": 20, "note": "x\ny" }]);
        check(&rows, "id  name  note\n1   Bob\n20        x\\ny\n");
    }

    #[test]
    fn what_is_not_seen_is_escaped() {
        check(&json!("a\u{202e}b\u{1b}"), "a\\u202eb\\u001b\n");
        check(&json!({ "a": "\u{9b}" }), "a: \"\\u009b\"\n");
        check(&json!([{ "a": "\u{200b}" }]), "a\n\\u200b\n");
    }

    #[test]
    fn json_is_easy_to_read() {
        assert_eq!(
            result(br#"{"a":[1]}"#, Format::Json),
            "{\n  \"a\": [\n    1\n  ]\n}\n"
        );
        assert_eq!(result(b"null", Format::Json), "null\n");
    }

    #[test]
    fn results_that_nest_too_deep_are_printed_all_the_same() {
        let text = "[".repeat(200) + &"]".repeat(200);
        assert_eq!(result(text.as_bytes(), Format::Plain), text + "\n");
    }
}
