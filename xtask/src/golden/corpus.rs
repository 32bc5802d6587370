//! A corpus: recorded outcomes, one JSON object a line.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::step::Failure;
use crate::workspace;

/// Returns where a corpus is kept with the sources.
pub(super) fn sample(name: &str) -> PathBuf {
    workspace::root().join("foobara-testing/golden").join(name)
}

/// Reads every line that is not blank; the first that `parse` refuses is named with its number.
pub(super) fn read<Line>(
    file: &Path,
    parse: impl Fn(&str) -> Result<Line, String>,
) -> Result<Vec<Line>, Failure> {
    let file_name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("cannot read {file_name}: {error}")))?;
    text.lines()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(index, text)| {
            parse(text).map_err(|reason| Failure::new(format!("{file_name}:{}: {reason}", index + 1)))
        })
        .collect()
}

/// Returns the faults and accidents of Ruby's that a line shows, as `quirk` and `quirks` name them.
pub(super) fn quirks(line: &Value) -> Vec<&str> {
    let first = line["quirk"].as_str();
    let all = line["quirks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    first.into_iter().chain(all).collect()
}

/// Returns the whole number called `key`.
pub(super) fn number(line: &Value, key: &str) -> Result<u64, String> {
    line[key]
        .as_u64()
        .ok_or_else(|| format!("no whole number `{key}`"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    #[test]
    fn says_what_cannot_be_read() {
        let failure = read(Path::new("no/such/file"), |_| Ok(())).expect_err("there is no such file");
        assert!(
            failure
                .message()
                .is_some_and(|message| message.starts_with("cannot read no/such/file: "))
        );
    }

    #[test]
    fn says_which_line_is_malformed() {
        let file = sample("declarations.sample.jsonl");
        let failure = read(&file, |_| Err::<(), _>("odd".to_owned())).expect_err("every line is refused");
        assert_eq!(
            failure.message(),
            Some(format!("{}:1: odd", file.display()).as_str())
        );
    }

    #[test]
    fn each_quirk_is_named_where_it_is_settled() {
        let page = workspace::root().join("docs/decisions/0001-quirks-of-ruby.md");
        let page = fs::read_to_string(page).expect("the decision is written");
        for name in [
            "declarations.sample.jsonl",
            "http.sample.jsonl",
            "lifecycle.jsonl",
        ] {
            let parse = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
            let lines = read(&sample(name), parse).expect("the corpus is kept with the sources");
            let names: BTreeSet<&str> = lines.iter().flat_map(quirks).collect();
            assert!(!names.is_empty(), "{name} has no quirks");
            for quirk in names {
                assert!(
                    page.contains(&format!("`{quirk}`")),
                    "{quirk} of {name} is not settled"
                );
            }
        }
    }

    #[test]
    fn the_first_quirk_is_named_first() {
        let line = json!({ "quirk": "a", "quirks": ["a", "b"] });
        assert_eq!(quirks(&line), ["a", "a", "b"]);
        assert_eq!(quirks(&json!({ "quirks": ["b"] })), ["b"]);
        assert_eq!(quirks(&json!({})), Vec::<&str>::new());
    }
}
