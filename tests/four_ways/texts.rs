//! Inputs that can only be said as text.

/// Calls that store nothing, or are refused.
pub(super) const TEXTS: &[(&str, &str)] = &[
    // Keys that come twice.
    ("Opts", r#"{"name":"a","name":"b"}"#),
    ("Opts", r#"{"name":"a","name":"a","loud":true,"loud":false}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":1,"size":2}}"#),
    ("CreateKeeper", r#"{"name":"a","\u006eame":"b"}"#),
    ("IncrementAge", r#"{"capybara":1,"capybara":2}"#),
    ("Explode", r#"{"a":1,"a":2}"#),
    // No inputs, and space around them.
    ("Opts", ""),
    ("Explode", r#" {"a" : 1} "#),
    ("Opts", " \n { \"name\" :\n\t\"a\" }\r\n"),
    // No object.
    ("Opts", "null"),
    ("Opts", "[]"),
    ("Opts", r#"["a"]"#),
    ("Opts", r#""name""#),
    ("Opts", "5"),
    ("Opts", "true"),
    // No JSON.
    ("Opts", "{"),
    ("Opts", r#"{"name":}"#),
    ("Opts", r#"{"name":"a",}"#),
    ("Opts", r#"{'name':'a'}"#),
    ("Opts", "{name:\"a\"}"),
    ("Opts", r#"{"name":"a"} trailing"#),
    ("Opts", r#"{"name":"a"}{"name":"b"}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":NaN}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":1e400}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":01}}"#),
    ("Opts", r#"{"name":"\ud83d"}"#),
    ("Opts", r#"{"name":"\x"}"#),
    ("Opts", "{\"name\":\"a\tb\"}"),
    ("Opts", "\u{feff}{\"name\":\"a\"}"),
    ("Opts", "{\"name\":\"a\"} // no comments"),
    // Numbers as they are written.
    ("Opts", r#"{"name":"a","cfg":{"size":1.0}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":1e2}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":-0}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":-0.0}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":9223372036854775807}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":9223372036854775808}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":-9223372036854775808}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":-9223372036854775809}}"#),
    ("Opts", r#"{"name":"a","cfg":{"size":18446744073709551616}}"#),
    ("Opts", r#"{"name":1.50}"#),
    ("Opts", r#"{"name":1e2}"#),
    ("Opts", r#"{"name":1E-7}"#),
    ("Opts", r#"{"name":18446744073709551615}"#),
    ("Opts", r#"{"name":18446744073709551616}"#),
    ("Opts", r#"{"name":123456789012345678901234567890}"#),
    // Texts as they are escaped.
    ("Opts", r#"{"name":"\u0000\u001b[2J\u202e"}"#),
    ("Opts", r#"{"name":"\ud83e\uddab"}"#),
    ("Opts", "{\"name\":\"\u{202e}\u{200b}\u{e0041}\"}"),
    ("Opts", r#"{"\u006eame":"a"}"#),
    // Names that are found before the inputs are looked at.
    ("Nothing", "{"),
];
