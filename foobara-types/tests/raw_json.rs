//! JSON as it comes from outside: what is taken for JSON, what is refused, and in which words.

use foobara_types::{
    Attribute, AttributesType, InputErrors, TypeRegistry, cast,
    json::{self, Notes},
};
use serde_json::{Value, json};

/// What comes of a text: the value, or why it is no JSON.
type Outcome = Result<&'static str, &'static str>;

/// Text that RFC 8259 calls JSON.
const GOOD: &[(&[u8], Outcome)] = &[
    (b"null", Ok("null")),
    (b" \t\r\n[ ]\n", Ok("[]")),
    (b"\"\\u00e9\\ud83e\\uddab\\/\\b\"", Ok(r#""é🦫/\b""#)),
    (b"\"\\u0000\"", Ok(r#""\u0000""#)),
    (
        b"\"\xe2\x80\xae\xef\xbb\xbf\x7f\"",
        Ok("\"\u{202e}\u{feff}\u{7f}\""),
    ),
    (b"\"\xf4\x8f\xbf\xbf\"", Ok("\"\u{10ffff}\"")),
    (b"-0", Ok("-0.0")),
    (b"[1E2, 1e+2, 100e-2, 0e1]", Ok("[100.0,100.0,1.0,0.0]")),
    (b"{\"a\":1,\"a\":2}", Ok(r#"{"a":2}"#)),
    (b"{\"\":{\"\":0}}", Ok(r#"{"":{"":0}}"#)),
];

/// Text about which RFC 8259 leaves the choice.
const OPEN: &[(&[u8], Outcome)] = &[
    (b"18446744073709551616", Ok("1.8446744073709552e+19")),
    (b"-9223372036854775809", Ok("-9.223372036854776e+18")),
    (b"1e-400", Ok("0.0")),
    (b"1e400", Err("number out of range at line 1 column 5")),
    (b"-1e400", Err("number out of range at line 1 column 6")),
    (
        b"\"\\ud83e\"",
        Err("unexpected end of hex escape at line 1 column 8"),
    ),
    (
        b"\"\\uddab\\ud83e\"",
        Err("lone leading surrogate in hex escape at line 1 column 7"),
    ),
    (b"\"\xff\"", Err("invalid unicode code point at line 1 column 2")),
    (
        b"\"\xed\xa0\x80\"",
        Err("invalid unicode code point at line 1 column 2"),
    ),
    (
        b"\"\xc0\xaf\"",
        Err("invalid unicode code point at line 1 column 2"),
    ),
    (b"\xef\xbb\xbf{}", Err("expected value at line 1 column 1")),
    (
        b"{\0\"\0a\0\"\0}\0",
        Err("key must be a string at line 1 column 2"),
    ),
];

/// Text that is no JSON.
const BAD: &[(&[u8], Outcome)] = &[
    (b"", Err("EOF while parsing a value at line 1 column 0")),
    (b" ", Err("EOF while parsing a value at line 1 column 1")),
    (b"\0", Err("expected value at line 1 column 1")),
    (b"[1,]", Err("trailing comma at line 1 column 4")),
    (b"{\"a\":1,}", Err("trailing comma at line 1 column 8")),
    (b"[1 2]", Err("expected `,` or `]` at line 1 column 4")),
    (b"{\"a\" 1}", Err("expected `:` at line 1 column 6")),
    (b"{a:1}", Err("key must be a string at line 1 column 2")),
    (b"{'a':1}", Err("key must be a string at line 1 column 2")),
    (b"{1:1}", Err("key must be a string at line 1 column 2")),
    (b"01", Err("invalid number at line 1 column 2")),
    (b"-01", Err("invalid number at line 1 column 3")),
    (b"+1", Err("expected value at line 1 column 1")),
    (b".5", Err("expected value at line 1 column 1")),
    (b"1.", Err("EOF while parsing a value at line 1 column 2")),
    (b"1e", Err("EOF while parsing a value at line 1 column 2")),
    (b"0x10", Err("trailing characters at line 1 column 2")),
    (b"\xef\xbc\x91", Err("expected value at line 1 column 1")),
    (b"NaN", Err("expected value at line 1 column 1")),
    (b"-Infinity", Err("invalid number at line 1 column 2")),
    (b"True", Err("expected value at line 1 column 1")),
    (b"nul", Err("EOF while parsing a value at line 1 column 3")),
    (b"/* a */ 1", Err("expected value at line 1 column 1")),
    (b"1 // a", Err("trailing characters at line 1 column 3")),
    (b"{}{}", Err("trailing characters at line 1 column 3")),
    (b"\"a", Err("EOF while parsing a string at line 1 column 2")),
    (
        b"\"\t\"",
        Err("control character (\\u0000-\\u001F) found while parsing a string at line 1 column 2"),
    ),
    (
        b"\"\0\"",
        Err("control character (\\u0000-\\u001F) found while parsing a string at line 1 column 2"),
    ),
    (b"\"\\x41\"", Err("invalid escape at line 1 column 3")),
    (b"\"\\u00g0\"", Err("invalid escape at line 1 column 7")),
    (b"\xa0 1", Err("expected value at line 1 column 1")),
];

fn outcome(text: &[u8]) -> Result<String, String> {
    let parsed = json::parse(text).map(|(value, _)| value.to_string());
    parsed.map_err(|error| error.to_string())
}

#[test]
fn text_is_json_or_refused_with_a_place() {
    for (text, expected) in [GOOD, OPEN, BAD].concat() {
        let expected = expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(outcome(text), expected, "{}", text.escape_ascii());
    }
}

#[test]
fn nesting_ends_at_128_levels() {
    let arrays = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let too_deep = Err("recursion limit exceeded at line 1 column 128".to_owned());
    assert_eq!(outcome(arrays(127).as_bytes()), Ok(arrays(127)));
    assert_eq!(outcome(arrays(128).as_bytes()), too_deep);
    assert_eq!(outcome("[".repeat(1_000_000).as_bytes()), too_deep);
    assert_eq!(
        outcome(r#"{"a":"#.repeat(1_000_000).as_bytes()),
        Err("recursion limit exceeded at line 1 column 636".to_owned())
    );
}

/// Processes `text` as an attribute of every type of the registry that says something without parts.
fn outcomes(text: &[u8]) -> Vec<(String, Result<Value, InputErrors>)> {
    let registry = TypeRegistry::standard();
    let (value, notes) = json::parse(text).expect("is JSON");
    let of_type = |name: String| {
        let inputs = AttributesType::new([Attribute {
            name: "value".into(),
            declaration: registry.declare(&json!(name)).ok()?,
            required: true,
            default: None,
        }]);
        let outcome = cast::process_inputs(&inputs, value.clone(), &notes);
        Some((name, outcome))
    };
    let names = registry.types().map(|registered| registered.name().into_owned());
    names.filter_map(of_type).collect()
}

/// Returns the names of the types that take the text, and the keys of the errors of the others.
fn takers(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut takers, mut keys) = (Vec::new(), Vec::new());
    for (name, outcome) in outcomes(text.as_bytes()) {
        match outcome {
            Ok(_) => takers.push(name),
            Err(errors) => keys.extend(errors.as_collection().keys()),
        }
    }
    keys.sort();
    keys.dedup();
    (takers, keys)
}

#[test]
fn whole_numbers_beyond_64_bits_become_neither_integers_nor_text() {
    let (takers, keys) = takers(r#"{"value":99999999999999999999}"#);
    for name in ["integer", "string", "symbol", "big_decimal", "date", "boolean"] {
        assert!(!takers.iter().any(|taker| taker == name), "{name} takes it");
    }
    assert!(takers.iter().any(|taker| taker == "float"));
    assert_eq!(keys, ["data.value.cannot_cast", "data.value.max_exceeded"]);
}

#[test]
fn keys_that_come_twice_are_refused_where_keys_mean_something() {
    let (takers, keys) = takers(r#"{"value":{"a":1,"a":1}}"#);
    for name in ["associative_array", "attributes"] {
        assert!(!takers.iter().any(|taker| taker == name), "{name} takes it");
    }
    assert!(takers.iter().any(|taker| taker == "duck"));
    assert_eq!(
        keys,
        ["data.value.cannot_cast", "data.value.duplicate_attributes"]
    );
    let (_, keys) = self::takers(r#"{"value":1,"value":1}"#);
    assert_eq!(keys, ["data.duplicate_attributes"]);
}

#[test]
fn what_is_json_is_kept_by_the_type_that_takes_anything() {
    let duck = TypeRegistry::standard()
        .declare(&json!("duck"))
        .expect("it is a type");
    for (text, expected) in [GOOD, OPEN].concat() {
        let (Ok(expected), Ok((value, notes))) = (expected, json::parse(text)) else {
            continue;
        };
        let kept = duck.process(value, &notes);
        let kept = kept.map(|value| value.to_string());
        let is_null = expected == "null";
        assert!(
            is_null || kept.as_deref() == Ok(expected),
            "{}",
            text.escape_ascii()
        );
    }
    assert!(duck.process(Value::Null, &Notes::none()).is_ok());
}
