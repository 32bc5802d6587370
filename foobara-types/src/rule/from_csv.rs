use serde_json::Value;

use super::{RuleKind, Subject};
use crate::declaration::Base;

/// `from_csv`: a line of comma-separated values becomes an array of its fields, as text.
///
/// Fields may be quoted, and then hold commas, line breaks and doubled quotes; white space belongs to a field. Empty
/// text has no fields. Text of more than one line stays as it is, and so does a value that is no text.
pub const FROM_CSV: &RuleKind = &RuleKind {
    name: "from_csv",
    on: Subject::List,
    process: &|given, value| {
        let is_list = matches!(given.base, Base::Array(_) | Base::Tuple(_));
        if let Some(fields) = value.as_str().filter(|_| is_list).and_then(fields) {
            *value = fields;
        }
        Ok(())
    },
    ..RuleKind::CASTER
};

fn fields(line: &str) -> Option<Value> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
    let mut records = reader.records();
    let first = records.next().transpose().ok()?;
    let is_line = records.next().is_none();
    is_line.then(|| first.iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Declaration, InputErrors, RuleSpec, cast};

    #[track_caller]
    fn check(base: &Base, value: Value, expected: &Value) {
        let mut processed = value;
        assert_eq!(RuleSpec::new(FROM_CSV, &[]).process(base, &mut processed), Ok(()));
        assert_eq!(processed, *expected);
    }

    fn array() -> Base {
        Base::Array(Declaration::of::<String>().into())
    }

    #[test]
    fn a_line_becomes_its_fields() {
        check(&array(), json!("a,b"), &json!(["a", "b"]));
        check(&array(), json!("a,b\r\n"), &json!(["a", "b"]));
        check(
            &array(),
            json!(" a, ,,ß👋e\u{301}"),
            &json!([" a", " ", "", "ß👋e\u{301}"]),
        );
        check(&array(), json!("\u{200b}"), &json!(["\u{200b}"]));
    }

    #[test]
    fn quotes_hold_commas_quotes_and_line_breaks() {
        check(
            &array(),
            json!(r#""a,b","say ""hi""","x"#),
            &json!(["a,b", "say \"hi\"", "x"]),
        );
        check(&array(), json!("\"a\nb\",c"), &json!(["a\nb", "c"]));
        check(&array(), json!("\"\""), &json!([""]));
    }

    #[test]
    fn empty_text_has_no_fields() {
        check(&array(), json!(""), &json!([]));
        check(&array(), json!("\n"), &json!([]));
    }

    #[test]
    fn what_it_does_not_know_stays() {
        for value in [json!("a,b\nc"), json!(null), json!(1), json!({ "a": "b,c" })] {
            check(&array(), value.clone(), &value);
        }
        check(&Base::integer(), json!("a,b"), &json!("a,b"));
    }

    #[test]
    fn the_fields_are_cast_to_the_elements() {
        let mut declaration = Declaration::of::<Vec<i64>>();
        declaration.rules = vec![RuleSpec::new(FROM_CSV, &[])].into();
        let (mut value, mut errors) = (json!("1,-2"), InputErrors::new());
        cast::cast_value(&declaration, &mut value, None, &mut errors);
        assert_eq!((value, errors.len()), (json!([1, -2]), 0));
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(
            &array(),
            json!("a,".repeat(500_000)),
            &json!(vec!["a"; 500_000].into_iter().chain([""]).collect::<Vec<_>>()),
        );
    }

    proptest! {
        #[test]
        fn gives_back_the_fields_that_were_written(fields in proptest::collection::vec("[a, \"\r\né👋]*", 1..5)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&fields).expect("writes to memory");
            let line = writer.into_inner().expect("writes to memory");
            check(&array(), String::from_utf8(line).expect("is text").into(), &json!(fields));
        }

        #[test]
        fn arrays_stay(fields in proptest::collection::vec("\\PC*", 0..5)) {
            check(&array(), json!(fields), &json!(fields));
        }
    }
}
