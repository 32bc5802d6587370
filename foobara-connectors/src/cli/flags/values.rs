use std::{fs, io};

use clap::ArgMatches;
use serde_json::{Map, Value};

use super::{
    names::Flag,
    parser::{id, off_id},
    shape::Shape,
};

/// A file that an input was to be read from.
#[derive(Debug, thiserror::Error)]
#[error("{flag}: cannot read {file}")]
pub(crate) struct UnreadableFile {
    flag: String,
    file: String,
    #[source]
    source: io::Error,
}

/// Returns the inputs that were given by flags, nested as they are declared.
///
/// `below` are inputs that were given as one JSON text: the flags of a nested input are put into what they say of it.
///
/// # Errors
///
/// When a file cannot be read.
pub(crate) fn values(
    flags: &[Flag<'_>],
    matches: &ArgMatches,
    below: &Map<String, Value>,
) -> Result<Map<String, Value>, UnreadableFile> {
    let mut inputs = Map::new();
    for (index, flag) in flags.iter().enumerate() {
        if let Some(value) = value(index, flag, matches)? {
            put(&mut inputs, below, &flag.path, value);
        }
    }
    Ok(inputs)
}

fn value(index: usize, flag: &Flag<'_>, matches: &ArgMatches) -> Result<Option<Value>, UnreadableFile> {
    if flag.off.is_some() && matches.get_flag(&off_id(index)) {
        return Ok(Some(false.into()));
    }
    let id = id(index);
    if !matches.contains_id(&id) {
        return Ok(None);
    }
    let words: Vec<&str> = matches
        .get_many::<String>(&id)
        .unwrap_or_default()
        .map(String::as_str)
        .collect();
    shaped(flag, &words).map(Some)
}

fn shaped(flag: &Flag<'_>, words: &[&str]) -> Result<Value, UnreadableFile> {
    let first = words.first().copied().unwrap_or_default();
    let text = |word: &&str| read(flag, word);
    Ok(match flag.shape {
        Shape::Switch => first.into(),
        Shape::Word => text(&first)?.into(),
        Shape::Json => json(text(&first)?),
        Shape::Words => words
            .iter()
            .map(text)
            .map(|word| word.map(Value::String))
            .collect::<Result<_, _>>()?,
        Shape::JsonWords => elements(
            words
                .iter()
                .map(text)
                .map(|word| word.map(json))
                .collect::<Result<_, _>>()?,
        ),
        Shape::Pairs => pairs(flag, words, Value::String)?,
        Shape::JsonPairs => pairs(flag, words, json)?,
    })
}

/// Text that is not JSON stands for itself; the caster judges it.
fn json(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// One array is all of the elements.
fn elements(mut values: Vec<Value>) -> Value {
    match values.as_slice() {
        [Value::Array(_)] => values.swap_remove(0),
        _ => values.into(),
    }
}

/// Words that are no pairs are left as they are, for the caster to refuse; a single one may be JSON text of the map.
fn pairs(flag: &Flag<'_>, words: &[&str], value: fn(String) -> Value) -> Result<Value, UnreadableFile> {
    if let [word] = words
        && (word.starts_with('{') || word.starts_with('@'))
    {
        return read(flag, word).map(json);
    }
    let mut map = Map::new();
    for word in words {
        let Some((key, text)) = word.split_once('=') else {
            return Ok((*word).into());
        };
        map.insert(key.to_owned(), value(read(flag, text)?));
    }
    Ok(map.into())
}

/// Reads `@file`; `@@` is an `@`.
fn read(flag: &Flag<'_>, word: &str) -> Result<String, UnreadableFile> {
    let Some(file) = word.strip_prefix('@') else {
        return Ok(word.to_owned());
    };
    if file.starts_with('@') {
        return Ok(file.to_owned());
    }
    let unreadable = |source| UnreadableFile {
        flag: flag.label(),
        file: file.to_owned(),
        source,
    };
    let mut text = fs::read_to_string(file).map_err(unreadable)?;
    text.truncate(
        text.strip_suffix("\r\n")
            .or_else(|| text.strip_suffix('\n'))
            .unwrap_or(&text)
            .len(),
    );
    Ok(text)
}

fn put(inputs: &mut Map<String, Value>, below: &Map<String, Value>, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        inputs.insert((*first).to_owned(), value);
        return;
    }
    let nothing = Map::new();
    let deeper = below.get(*first).and_then(Value::as_object).unwrap_or(&nothing);
    let nested = inputs.entry(*first).or_insert_with(|| deeper.clone().into());
    if let Value::Object(nested) = nested {
        put(nested, deeper, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use foobara_types::{Attribute, Base, Ref};
    use serde_json::json;

    use super::{
        super::{flags, parser},
        *,
    };
    use crate::cli::{declared::*, options};

    fn inputs() -> Vec<Attribute> {
        vec![
            text("name"),
            required("age", INTEGER),
            required("weight", Base::Scalar(FLOAT)),
            required("loud", Base::Scalar(BOOLEAN)),
            defaulting("tame", Base::Scalar(BOOLEAN), true),
            required("tags", array(Base::Scalar(STRING))),
            required("ids", array(INTEGER)),
            required("keeper", record()),
            nested(
                "cfg",
                vec![
                    text("name"),
                    required("size", INTEGER),
                    nested("box", vec![text("depth")]),
                ],
            ),
            required("labels", map(Base::Scalar(STRING))),
            required("facts", map(Base::Scalar(DUCK))),
            required("rows", array(Base::Model(Ref::Static(tree)))),
            required("extra", Base::Scalar(DUCK)),
        ]
    }

    fn given(words: &[&str], below: &Value) -> Result<Value, UnreadableFile> {
        let inputs = attributes(inputs());
        let flags = flags(&inputs, &options::reserved());
        let matches = parser("zoo", "create", None, &flags)
            .try_get_matches_from(words)
            .expect("parses");
        values(&flags, &matches, below.as_object().expect("is an object")).map(Value::Object)
    }

    #[track_caller]
    fn check(words: &[&str], expected: &Value) {
        assert_eq!(given(words, &json!({})).expect("no files"), *expected);
    }

    #[test]
    fn what_is_not_given_is_not_there() {
        check(&[], &json!({}));
    }

    #[test]
    fn words_are_text_for_the_caster() {
        check(
            &["--age", "-1", "-w", "-1.5e3"],
            &json!({ "age": "-1", "weight": "-1.5e3" }),
        );
        check(&["--age=x", "--name="], &json!({ "age": "x", "name": "" }));
        check(
            &["--name=--age", "--keeper", "7"],
            &json!({ "name": "--age", "keeper": "7" }),
        );
    }

    #[test]
    fn booleans_are_said_in_four_ways() {
        check(&["--loud"], &json!({ "loud": "true" }));
        check(&["--skip-loud"], &json!({ "loud": false }));
        check(&["--loud=no"], &json!({ "loud": "no" }));
        check(&["--skip-tame"], &json!({ "tame": false }));
        check(&["--tame=perhaps"], &json!({ "tame": "perhaps" }));
    }

    #[test]
    fn of_yes_and_no_the_last_wins() {
        check(&["--loud", "--skip-loud"], &json!({ "loud": false }));
        check(&["--skip-loud", "--loud"], &json!({ "loud": "true" }));
    }

    #[test]
    fn arrays_take_the_words_that_follow() {
        check(
            &["--tags", "x", "y", "--age", "1", "--tags", "z"],
            &json!({ "tags": ["x", "y", "z"], "age": "1" }),
        );
        check(
            &["--ids", "-1", "-2", "--loud"],
            &json!({ "ids": ["-1", "-2"], "loud": "true" }),
        );
        check(&["--tags"], &json!({ "tags": [] }));
        check(&["--tags", "[1]"], &json!({ "tags": ["[1]"] }));
    }

    #[test]
    fn maps_take_pairs() {
        check(
            &["--labels", "a=1", "b=x=y", "--labels", "c="],
            &json!({ "labels": { "a": "1", "b": "x=y", "c": "" } }),
        );
        check(
            &["--facts", "a=1", "b=[2]", "c=x"],
            &json!({ "facts": { "a": 1, "b": [2], "c": "x" } }),
        );
        check(
            &["--labels", r#"{"a": "b=c"}"#],
            &json!({ "labels": { "a": "b=c" } }),
        );
        check(&["--labels", "nonsense"], &json!({ "labels": "nonsense" }));
        check(&["--labels"], &json!({ "labels": {} }));
    }

    #[test]
    fn deeper_structures_are_json_text() {
        check(
            &["--rows", r#"[{"label": "a"}]"#],
            &json!({ "rows": [{ "label": "a" }] }),
        );
        check(
            &["--rows", r#"{"label": "a"}"#, r#"{"label": "b"}"#],
            &json!({ "rows": [{ "label": "a" }, { "label": "b" }] }),
        );
        check(&["--extra", "{\"a\": null}"], &json!({ "extra": { "a": null } }));
        check(&["--extra", "just text"], &json!({ "extra": "just text" }));
    }

    #[test]
    fn nested_inputs_are_put_where_they_belong() {
        check(
            &[
                "--size",
                "3",
                "--cfg-name",
                "Cfg",
                "--depth",
                "deep",
                "--name",
                "Bob",
            ],
            &json!({ "name": "Bob", "cfg": { "name": "Cfg", "size": "3", "box": { "depth": "deep" } } }),
        );
    }

    #[test]
    fn nested_inputs_are_put_into_those_of_the_text() {
        let below = json!({ "age": 1, "labels": { "a": 1 }, "cfg": { "name": "Text", "size": 1, "box": { "lid": true } } });
        let given = given(&["--size", "3", "--depth", "deep", "--labels", "b=2"], &below).expect("no files");
        let cfg = json!({ "name": "Text", "size": "3", "box": { "lid": true, "depth": "deep" } });
        assert_eq!(given, json!({ "cfg": cfg, "labels": { "b": "2" } }));
    }

    #[test]
    fn a_file_stands_for_what_is_in_it() {
        let file = env::temp_dir().join(format!("foobara-cli-values-{}", process::id()));
        fs::write(&file, "line one\nline two\n").expect("writes");
        let at = format!("@{}", file.display());
        check(
            &["--name", &at, "--tags", &at, "x"],
            &json!({ "name": "line one\nline two", "tags": ["line one\nline two", "x"] }),
        );
        check(
            &["--labels", &format!("a={at}")],
            &json!({ "labels": { "a": "line one\nline two" } }),
        );
        fs::remove_file(file).expect("removes");
        check(
            &["--name", "@@bob", "--tags", "@@"],
            &json!({ "name": "@bob", "tags": ["@"] }),
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = given(&["--name", "@/no/such/file"], &json!({})).expect_err("cannot be read");
        assert_eq!(error.to_string(), "--name: cannot read /no/such/file");
    }
}
