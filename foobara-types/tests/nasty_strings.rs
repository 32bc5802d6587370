//! Strings that break programs, as values of every type: they are taken for good, or refused with a declared error.

use foobara_types::{
    Attribute, AttributesType, Base, Declaration, TypeRegistry, cast,
    json::{self, Notes},
    possible::{PossibleInputError, input_errors},
    rule::{RuleKind, Takes},
};
use serde_json::{Value, json};

/// One at least of each kind of trouble.
const NASTY: &[&str] = &[
    // Nothing, or nothing to see.
    "",
    " ",
    "\0",
    "a\0b",
    "\u{1}\u{8}\u{1b}[31m\u{7f}\u{85}",
    "\r\n\t\u{b}\u{c}",
    "\u{a0}\u{1680}\u{2003}\u{2028}\u{2029}\u{3000}",
    "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}",
    // Direction, joins and other width.
    "\u{202e}exe.gpj",
    "\u{2067}\u{2068}a\u{2069}\u{200f}",
    "مرحبا 123 שלום",
    "👩‍👩‍👧‍👦 👍🏿 🏳️‍🌈 🇨🇭🇨",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "e\u{301} \u{e9} \u{fb01} \u{1e9e} \u{130}\u{131} \u{149} ǆ",
    "１２３",
    "٣٫١٤",
    "Ⅻ ½ ²",
    "\u{fffd}\u{ffff}\u{10ffff}\u{e000}",
    // What looks like a value of another type.
    "null",
    "undefined",
    "true",
    "YES",
    "[]",
    "{\"a\":1,\"a\":2}",
    "\"",
    "NaN",
    "Infinity",
    "-inf",
    "1e400",
    "-1e-400",
    "1e999999999999999999999",
    "0x10",
    "0b1",
    "007",
    "-0",
    "+1",
    " 1",
    "1 ",
    "1_000",
    "1,000.5",
    ".5",
    "5.",
    "1e5.5",
    "--1",
    "1.7976931348623157e308",
    "179769313486231580793e289",
    "5e-324",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "79228162514264337593543950336",
    "0.00000000000000000000000000000000000001",
    // Dates, times and addresses out of bounds.
    "0000-00-00",
    "2023-02-29",
    "-9999-01-01",
    "99999-12-31T23:59:60Z",
    "2024-01-01T00:00:00+99:99",
    "24:00:00",
    "P9999999999999999999Y",
    "PT-1S",
    "::ffff:1.2.3.4%eth0",
    "256.1.1.1",
    "http://\u{202e}@[::1]:99999/%00%zz",
    "javascript:alert(1)",
    "xn--a.xn--a.xn--a",
    "\"a b\"@[127.0.0.1]",
    "a@b@c",
    "00000000-0000-0000-0000-00000000000g",
    // Fragments of other languages.
    "' OR 1=1; --",
    "Robert'); DROP TABLE students;--",
    "<script>alert('x')</script><!-- <![CDATA[ ]]>",
    "<a href=\"javascript:x\" onclick=x><svg/onload=x>",
    "&lt;&#0;&#xD800;&nosuch;",
    "%s%n%d{}{0}{:?}${x}#{x}$(x)`x`",
    "../../../etc/passwd\\..\\",
    "CON",
    "\\",
    "\\u0000\\ud800",
    "(a+)+$[[:alpha:",
    "__proto__",
    "constructor",
    "type",
];

/// The texts, and some that are long.
fn nasty() -> Vec<String> {
    let long = ["a", "9", "0.", "-", " ", "é", "[", "<b>", "👍🏿", "\u{301}"];
    let short = NASTY.iter().map(|text| (*text).to_owned());
    short.chain(long.map(|piece| piece.repeat(20_000))).collect()
}

/// The inputs of one value of a type, and the keys of the errors they can cause.
struct Type {
    declaration: Declaration,
    inputs: AttributesType,
    possible: Vec<PossibleInputError>,
}

impl Type {
    fn new(registry: &TypeRegistry, data: &Value) -> Option<Self> {
        let declaration = registry.declare(data).ok()?;
        let inputs = AttributesType::new([Attribute {
            name: "value".into(),
            declaration: declaration.clone(),
            required: true,
            default: None,
        }]);
        Some(Self {
            possible: input_errors(&inputs),
            declaration,
            inputs,
        })
    }

    /// Applies a rule that makes another value of what it made: it is applied once.
    fn is_applied_once(&self) -> bool {
        let mut rules = self.declaration.all_rules();
        rules.any(|rule| ["hash", "from_base64"].contains(&rule.kind.name))
    }

    #[track_caller]
    fn check(&self, value: &Value) {
        let name = self.declaration.to_strict();
        let text = json!({ "value": value }).to_string();
        let (inputs, notes) = json::parse(text.as_bytes()).expect("is JSON");
        match cast::process_inputs(&self.inputs, inputs, &notes) {
            Ok(once) if self.is_applied_once() => assert!(once.is_object()),
            Ok(once) => {
                let twice = cast::process_inputs(&self.inputs, once.clone(), &Notes::none());
                assert_eq!(twice, Ok(once), "{name}");
            }
            Err(errors) => {
                assert!(!errors.is_empty(), "{name}");
                for error in &errors {
                    let is_declared = self.possible.iter().any(|possible| possible.key().matches(error));
                    assert!(is_declared, "{name}: {}", error.key());
                    assert!(serde_json::to_value(error).is_ok(), "{name}");
                }
            }
        }
    }
}

/// Returns the types of the registry that say something without parts, and `host` with each rule it takes.
fn types() -> Vec<Value> {
    let registry = TypeRegistry::standard();
    let names = registry.types().map(|registered| json!(registered.name()));
    let hosts = ["string", "number", "integer", "array"];
    let ruled = hosts.iter().flat_map(|host| ruled(&registry, host));
    names.chain(ruled).collect()
}

fn ruled(registry: &TypeRegistry, host: &'static str) -> Vec<Value> {
    let base = registry.type_named(host).map(|host| host.declaration().base);
    let base: Base = base.expect("the type is built in");
    let rules = registry.rules().filter(|rule| rule.on.admits(&base));
    rules
        .map(|rule| json!({ "type": host, rule.name: argument(rule, host) }))
        .collect()
}

fn argument(rule: &RuleKind, host: &str) -> Value {
    let value = if host == "string" { json!("a") } else { json!(1) };
    match (rule.takes, rule.name) {
        (_, "hash") => json!("sha256"),
        (_, "postal_code") => json!("US"),
        (Takes::Nothing | Takes::Presence | Takes::Decimals, _) => json!(true),
        (Takes::Bound | Takes::Anything, _) => value,
        (Takes::Number | Takes::Length, _) => json!(3),
        (Takes::Range, _) => json!([0, 9]),
        (Takes::Text, _) => json!("a"),
        (Takes::Pattern, _) => json!("^[a-z]+$"),
        (Takes::Values, _) if host == "array" => json!([["a"]]),
        (Takes::Values, _) => json!([value]),
        (Takes::Type, _) => json!("string"),
    }
}

#[test]
fn nasty_strings_are_taken_for_good_or_refused_with_declared_errors() {
    let registry = TypeRegistry::standard();
    let parted = ["union", "model", "detached_entity", "entity"].map(Value::from);
    for data in types() {
        let Some(declared) = Type::new(&registry, &data) else {
            assert!(parted.contains(&data), "{data} is refused");
            continue;
        };
        for text in nasty() {
            declared.check(&json!(text));
            declared.check(&json!([text]));
        }
    }
}

#[test]
fn nasty_strings_are_keys_and_values_of_maps() {
    let registry = TypeRegistry::standard();
    for registered in registry.types() {
        let map = json!({
            "type": "associative_array",
            "key_type_declaration": registered.name(),
            "value_type_declaration": registered.name(),
        });
        if let Some(map) = Type::new(&registry, &map) {
            for text in nasty() {
                map.check(&json!({ text.clone(): text }));
            }
        }
    }
}

#[test]
fn text_that_is_only_text_stays_as_it_is() {
    for name in ["string", "symbol", "duck", "atomic_duck"] {
        let declaration = TypeRegistry::standard()
            .declare(&json!(name))
            .expect("it is a type");
        for text in nasty() {
            assert_eq!(
                declaration.process(json!(text), &Notes::none()),
                Ok(json!(text)),
                "{name}"
            );
        }
    }
}

#[test]
fn text_that_only_looks_like_a_number_is_none() {
    let registry = TypeRegistry::standard();
    for (name, numbers) in [
        ("integer", &["007", "-0"][..]),
        (
            "float",
            &[
                "-1e-400",
                "007",
                "-0",
                "1.7976931348623157e308",
                "5e-324",
                "9223372036854775808",
            ],
        ),
    ] {
        let declaration = registry.declare(&json!(name)).expect("it is a type");
        let takes = |text: &&str| declaration.process(json!(text), &Notes::none()).is_ok();
        let taken: Vec<&str> = NASTY.iter().copied().filter(takes).collect();
        assert!(
            numbers.iter().all(|number| taken.contains(number)),
            "{name}: {taken:?}"
        );
        let foreign = [
            "１２３",
            "٣٫١٤",
            "0x10",
            "1e400",
            "Infinity",
            "NaN",
            "1_000",
            " 1",
            "+1",
            ".5",
            "5.",
            "1e5.5",
        ];
        assert!(
            !foreign.iter().any(|text| taken.contains(text)),
            "{name}: {taken:?}"
        );
    }
}

#[test]
fn nasty_strings_make_declarations_or_are_refused_with_a_reason() {
    let registry = TypeRegistry::standard();
    for text in nasty() {
        let mut data = vec![
            json!(text),
            json!({ "type": text }),
            json!({ "type": "string", text.clone(): true }),
            json!({ text.clone(): "string" }),
        ];
        let rules = registry
            .rules()
            .map(|rule| json!({ "type": "string", rule.name: text }));
        data.extend(rules);
        for data in data {
            match registry.declare(&data) {
                Ok(declaration) => assert!(!declaration.to_strict().is_null()),
                Err(errors) => assert!(!errors.to_string().is_empty(), "{data}"),
            }
        }
    }
}
