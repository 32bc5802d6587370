//! The declarations and values that show what a rule does.

use serde_json::{Value, json};

/// What shows a rule.
pub(crate) struct Shown {
    /// What it does or asks, in a few words.
    pub(crate) says: &'static str,
    /// A declaration with it.
    pub(crate) declaration: Value,
    /// Values that it changes, passes or refuses.
    pub(crate) values: Vec<Value>,
}

/// Returns what shows the rule called `name`.
pub(crate) fn shown(name: &str) -> Shown {
    let (says, declaration, values) = caster(name)
        .or_else(|| of_text(name))
        .or_else(|| of_numbers(name))
        .or_else(|| of_meaning(name))
        .or_else(|| of_size(name))
        .or_else(|| of_anything(name))
        .unwrap_or_else(|| unreachable!("nothing shows {name}"));
    Shown {
        says,
        declaration,
        values: serde_json::from_value(values).expect("the values are in an array"),
    }
}

type Parts = Option<(&'static str, Value, Value)>;

/// A declaration of text with one rule.
fn text(rule: &str, argument: impl Into<Value>) -> Value {
    json!({ "type": "string", rule: argument.into() })
}

fn integer(rule: &str, argument: impl Into<Value>) -> Value {
    json!({ "type": "integer", rule: argument.into() })
}

fn float(rule: &str, argument: impl Into<Value>) -> Value {
    json!({ "type": "float", rule: argument.into() })
}

fn array(rule: &str, argument: impl Into<Value>) -> Value {
    json!({ "type": "array", rule: argument.into() })
}

fn caster(name: &str) -> Parts {
    Some(match name {
        "from_csv" => (
            "reads a line of comma-separated values",
            array(name, true),
            json!(["a,\"b,c\",d"]),
        ),
        "from_json" => (
            "reads JSON in text",
            array(name, true),
            json!(["[1, {\"a\": 2}]"]),
        ),
        _ => return None,
    })
}

fn of_text(name: &str) -> Parts {
    Some(match name {
        "from_base64" => ("reads text in Base64", text(name, true), json!(["aGVsbG8="])),
        "trim" => (
            "removes white space at both ends",
            text(name, true),
            json!(["  Ada L. "]),
        ),
        "squish" => (
            "removes white space at both ends, and makes one space of any within",
            text(name, true),
            json!(["  Ada \n  L. "]),
        ),
        "downcase" => ("makes letters small", text(name, true), json!(["Straße ÄB"])),
        "upcase" => ("makes letters capitals", text(name, true), json!(["Straße"])),
        "capitalize" => (
            "makes the first letter a capital",
            text(name, true),
            json!(["ada of LOVELACE"]),
        ),
        "title" => (
            "makes the first letter of each word a capital",
            text(name, true),
            json!(["ada of LOVELACE"]),
        ),
        "truncate" => (
            "cuts text after so many characters",
            text(name, 5),
            json!(["abcdefg"]),
        ),
        "without" => ("removes these characters", text(name, " -"), json!(["12 34-56"])),
        "slugify" => (
            "makes a name for addresses",
            text(name, true),
            json!(["Größe & Maß"]),
        ),
        "sanitize_html" => (
            "leaves of HTML what is safe to show",
            text(name, true),
            json!(["<b onclick=\"x()\">Hi</b><script>x()</script>"]),
        ),
        "hash" => (
            "puts a hash in the place of text: `sha256`, `sha512`, `blake3`, `argon2`",
            text(name, "sha256"),
            json!(["hello"]),
        ),
        "min_length" => ("at least so many characters", text(name, 3), json!(["abc", "ab"])),
        "max_length" => (
            "at most so many characters",
            text(name, 3),
            json!(["abc", "abcd"]),
        ),
        "matches" => (
            "matches this expression",
            text(name, r"\A[a-z]+\z"),
            json!(["abc", "ABC"]),
        ),
        "starts_with" => ("starts with this", text(name, "x-"), json!(["x-1", "y-1"])),
        "ends_with" => ("ends with this", text(name, ".rs"), json!(["a.rs", "a.py"])),
        _ => return None,
    })
}

fn of_numbers(name: &str) -> Parts {
    Some(match name {
        "round" => (
            "rounds to so many decimals, halves away from zero",
            float(name, 2),
            json!([1.005, -2.345]),
        ),
        "floor" => (
            "rounds down to a whole number",
            float(name, true),
            json!([2.7, -2.7]),
        ),
        "ceil" => (
            "rounds up to a whole number",
            float(name, true),
            json!([2.2, -2.2]),
        ),
        "clamp" => (
            "brings a number into a range",
            integer(name, json!([0, 10])),
            json!([-1, 11]),
        ),
        "min" => ("at least this", integer(name, 5), json!([5, 4])),
        "max" => ("at most this", integer(name, 5), json!([5, 6])),
        "exclusive_min" => ("more than this", float(name, 0), json!([0.5, 0])),
        "exclusive_max" => ("less than this", float(name, 1), json!([0.5, 1])),
        "multiple_of" => ("a multiple of this", integer(name, 5), json!([15, 16])),
        "non_zero" => ("not zero", integer(name, true), json!([1, 0])),
        _ => return None,
    })
}

fn of_meaning(name: &str) -> Parts {
    let (says, values) = match name {
        "email" => (
            "an e-mail address",
            json!([
                "ada@example.com",
                "ada",
                "a@b@c",
                "@b.com",
                ".a@b.com",
                "a b@b.com",
                format!("{}@b.com", "a".repeat(65)),
                "a@",
                "a@-b.com",
                "a@b_c",
            ]),
        ),
        "phone" => (
            "has the form of a telephone number of E.164",
            json!(["+14155552671", "4155552671"]),
        ),
        "phone_number" => (
            "a telephone number that the plan of its country knows",
            json!(["+14155552671", "+1555"]),
        ),
        "url" => (
            "an absolute URL of any scheme",
            json!(["https://example.com", "example.com"]),
        ),
        "username" => (
            "3 to 32 letters, digits, `_`, `.`, `-`; a letter first",
            json!(["ada.l", "1ada"]),
        ),
        "slug" => (
            "small letters and digits, joined by single hyphens",
            json!(["a-slug", "A Slug"]),
        ),
        "country" => ("a country of ISO 3166-1, in two letters", json!(["DE", "XX"])),
        "currency" => ("a currency of ISO 4217, in three letters", json!(["EUR", "XYZ"])),
        "iban" => (
            "an international bank account number",
            json!(["DE89370400440532013000", "DE88370400440532013000"]),
        ),
        "credit_card" => (
            "a payment card number",
            json!(["4111111111111111", "4111111111111112"]),
        ),
        "ssn" => (
            "a social security number of the United States",
            json!(["123-45-6789", "000-45-6789"]),
        ),
        _ => return None,
    };
    Some((says, text(name, true), values))
}

fn of_size(name: &str) -> Parts {
    Some(match name {
        "size" => ("exactly so many elements", array(name, 2), json!([[1, 2], [1]])),
        "min_size" => ("at least so many elements", array(name, 2), json!([[1, 2], [1]])),
        "max_size" => (
            "at most so many elements",
            array(name, 2),
            json!([[1, 2], [1, 2, 3]]),
        ),
        "not_empty" => ("not empty", array(name, true), json!([[1], []])),
        "unique_items" => (
            "no element twice; 1 is 1.0",
            array(name, true),
            json!([[1, 2], [1, 2, 1.0]]),
        ),
        "contains" => (
            "has this within, or among its elements",
            array(name, 2),
            json!([[1, 2], [1]]),
        ),
        _ => return None,
    })
}

fn of_anything(name: &str) -> Parts {
    Some(match name {
        "one_of" => (
            "one of these",
            text(name, json!(["red", "green"])),
            json!(["red", "gren"]),
        ),
        "postal_code" => (
            "a postal code of this country",
            text(name, "DE"),
            json!(["10115", "SW1A 1AA"]),
        ),
        "instance_of" => (
            "of this type as it is, without a cast",
            json!({ "type": "duck", name: "integer" }),
            json!([7, "7"]),
        ),
        "ordered" => (
            "`start` is not after `end`; the rule of ranges",
            json!({
                "type": "attributes",
                "element_type_declarations": { "start": "integer", "end": "integer" },
                name: true,
            }),
            json!([{ "start": 1, "end": 2 }, { "start": 2, "end": 1 }]),
        ),
        _ => return None,
    })
}
