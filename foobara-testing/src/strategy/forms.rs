//! Other forms of values than the strict one, by the names of the types.

use serde_json::{Number, Value, json};

/// Returns what else is cast to a value in its strict form; nothing for types that know no other form.
pub(super) fn forms(type_name: &str, strict: &Value) -> Vec<Value> {
    match (type_name, strict) {
        ("boolean", Value::Bool(true)) => values(["yes", "Y", "TRUE", "t", "1"], 1),
        ("boolean", Value::Bool(false)) => values(["no", "N", "False", "f", "0"], 0),
        ("integer", Value::Number(number)) => whole(number),
        ("number" | "float", Value::Number(number)) if number.is_f64() => float(number),
        (_, Value::String(text)) => of_text(type_name, text),
        _ => Vec::new(),
    }
}

fn of_text(type_name: &str, text: &str) -> Vec<Value> {
    match type_name {
        "string" => number(text).into_iter().collect(),
        "big_decimal" => vec![
            text.strip_prefix('-')
                .map_or_else(|| format!("0{text}"), |rest| format!("-0{rest}"))
                .into(),
        ],
        "date" => date(text),
        "datetime" => texts([text.replacen('T', " ", 1), text.replacen('T', "t", 1)]),
        "duration" => texts([text.to_lowercase()]),
        "time" => time(text),
        "uuid" => texts([
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{{{text}}}"),
            format!("urn:uuid:{text}"),
        ]),
        _ => Vec::new(),
    }
}

fn values(words: [&str; 5], number: i64) -> Vec<Value> {
    words
        .into_iter()
        .map(Value::from)
        .chain([number.into()])
        .collect()
}

fn texts<const N: usize>(texts: [String; N]) -> Vec<Value> {
    texts.into_iter().map(Value::from).collect()
}

/// Text with and without zeros ahead, and a float where floats are exact.
fn whole(number: &Number) -> Vec<Value> {
    const EXACT: i64 = 1 << 53;
    let text = number.to_string();
    let zeros = text
        .strip_prefix('-')
        .map_or_else(|| format!("00{text}"), |digits| format!("-00{digits}"));
    let float = number
        .as_i64()
        .filter(|whole| (-EXACT..=EXACT).contains(whole))
        .and(number.as_f64());
    texts([text, zeros])
        .into_iter()
        .chain(float.and_then(Number::from_f64).map(Value::Number))
        .collect()
}

fn float(number: &Number) -> Vec<Value> {
    number
        .as_f64()
        .map(|float| format!("{float:?}").replace("e+", "e").into())
        .into_iter()
        .collect()
}

/// The number that is written just like this.
fn number(text: &str) -> Option<Value> {
    let number: Number = text.parse().ok()?;
    (number.to_string() == text).then_some(Value::Number(number))
}

fn date(text: &str) -> Vec<Value> {
    let parts: Option<Vec<i64>> = text.split('-').map(|part| part.parse().ok()).collect();
    let Some([year, month, day]) = parts.as_deref() else {
        return Vec::new();
    };
    vec![
        text.replace('-', "/").into(),
        text.replace('-', "").into(),
        json!({ "year": year, "month": month, "day": day }),
    ]
}

fn time(text: &str) -> Vec<Value> {
    match text.split_once('.') {
        Some((time, decimals)) => texts([format!("{time},{decimals}"), format!("{text}0")]),
        None => text.strip_suffix(":00").map(Value::from).into_iter().collect(),
    }
}
