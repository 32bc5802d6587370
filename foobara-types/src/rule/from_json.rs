use serde_json::Value;

use super::RuleKind;
use crate::{
    cast,
    declaration::{Base, Declaration, Wire},
    json::{self, Notes},
};

/// `from_json`: text that is JSON becomes the value it holds, unless the type takes text itself.
///
/// Text that is no JSON stays as it is. So does JSON that a value cannot say all of: with an attribute twice in one
/// object, or a whole number of more than 64 bits.
pub const FROM_JSON: &RuleKind = &RuleKind {
    name: "from_json",
    process: &|given, value| {
        if let Some(held) = value
            .as_str()
            .filter(|_| !takes_text(given.base, value))
            .and_then(held)
        {
            *value = held;
        }
        Ok(())
    },
    ..RuleKind::CASTER
};

fn held(text: &str) -> Option<Value> {
    let (value, notes) = json::parse(text.as_bytes()).ok()?;
    (notes == Notes::none()).then_some(value)
}

/// Returns whether a value, which is text, may be what it looks like.
fn takes_text(base: &Base, value: &Value) -> bool {
    let base = match base {
        Base::Key(model) | Base::Record(model) => model.key().map_or(base, |key| &key.declaration.base),
        _ => base,
    };
    base.scalar().is_some_and(|scalar| scalar.wire == Wire::Text)
        || cast::accepts(&Declaration::new(base.clone()), value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{
        Attribute, AttributesType, InputErrors, ModelType, RuleSpec, Typed,
        builtin::{BOOLEAN, DUCK, FLOAT, STRING, SYMBOL},
    };

    #[track_caller]
    fn check(base: &Base, value: &Value, expected: &Value) {
        let mut processed = value.clone();
        assert_eq!(
            RuleSpec::new(FROM_JSON, &[]).process(base, &mut processed),
            Ok(())
        );
        assert_eq!(processed, *expected);
    }

    fn array() -> Base {
        Vec::<i64>::BASE
    }

    fn entity<Key: Typed>() -> ModelType {
        let id = Attribute {
            name: "id".into(),
            declaration: Declaration::of::<Key>(),
            required: true,
            default: None,
        };
        ModelType {
            name: "Entity".into(),
            scope: &[],
            description: None,
            attributes: AttributesType::new([id]),
            primary_key: Some("id".into()),
            access: crate::declaration::Access::OPEN,
            kept: crate::declaration::Kept::PLAIN,
        }
    }

    #[test]
    fn text_becomes_the_value_it_holds() {
        check(&array(), &json!(" [1, 2] "), &json!([1, 2]));
        check(&array(), &json!("[]"), &json!([]));
        check(
            &BTreeMap::<String, i64>::BASE,
            &json!(r#"{"ß👋": "e\u0301"}"#),
            &json!({ "ß👋": "e\u{301}" }),
        );
        check(&Base::integer(), &json!("5e0"), &json!(5.0));
        check(&Base::Scalar(FLOAT), &json!("-1.5E+3"), &json!(-1500.0));
        check(&Base::Scalar(BOOLEAN), &json!("true"), &json!(true));
        check(&Base::Key(entity::<i64>().into()), &json!("5"), &json!(5));
    }

    #[test]
    fn text_stays_where_the_type_takes_text() {
        for base in [
            Base::Scalar(STRING),
            Base::Scalar(SYMBOL),
            Base::Scalar(DUCK),
            Base::Key(entity::<String>().into()),
        ] {
            check(&base, &json!("[1]"), &json!("[1]"));
        }
    }

    #[test]
    fn what_it_does_not_know_stays() {
        for text in [
            "",
            " ",
            "[1",
            "[1]]",
            "a",
            "NaN",
            "\u{feff}[1]",
            "\u{200b}[1]",
            r#"{"a":1,"a":2}"#,
            "[18446744073709551616]",
        ] {
            check(&array(), &json!(text), &json!(text));
        }
        for value in [json!(null), json!(1), json!({ "a": "[1]" })] {
            check(&array(), &value, &value);
        }
    }

    #[test]
    fn the_value_is_cast_to_the_type() {
        let mut declaration = Declaration::of::<Vec<i64>>();
        declaration.rules = vec![RuleSpec::new(FROM_JSON, &[])].into();
        let (mut value, mut errors) = (json!("[\"1\", 2.0]"), InputErrors::new());
        cast::cast_value(&declaration, &mut value, None, &mut errors);
        assert_eq!((value, errors.len()), (json!([1, 2]), 0));
    }

    #[test]
    fn deep_and_long_text_are_no_trouble() {
        for deep in [
            "[".repeat(500_000),
            format!("{}{}", "[".repeat(500_000), "]".repeat(500_000)),
        ] {
            check(&array(), &json!(deep), &json!(deep));
        }
        let long = vec![1; 500_000];
        check(&array(), &json!(json!(long).to_string()), &json!(long));
    }

    proptest! {
        #[test]
        fn gives_back_what_was_written(
            numbers in proptest::collection::vec(any::<i64>(), 0..5),
            quarters: i32,
        ) {
            let float = f64::from(quarters) / 4.0;
            check(&array(), &json!(json!(numbers).to_string()), &json!(numbers));
            check(&Base::Scalar(FLOAT), &json!(json!(float).to_string()), &json!(float));
        }

        #[test]
        fn values_of_the_type_stay(
            text in "\\PC*|[\\[\\]0-9,\"]*",
            numbers in proptest::collection::vec(any::<i64>(), 0..5),
        ) {
            check(&Base::Scalar(STRING), &json!(text), &json!(text));
            check(&array(), &json!(numbers), &json!(numbers));
        }
    }
}
