//! What is in the strict form already stays; what is not is brought there, or refused.

use foobara_testing::proptest::prelude::*;
use foobara_types::{Declaration, InputErrors, cast};
use serde_json::Value;

use crate::samples::{config, declarations, samples};

fn cast_value(declaration: &Declaration, value: &Value) -> (Value, InputErrors) {
    let (mut value, mut errors) = (value.clone(), InputErrors::new());
    cast::cast_value(declaration, &mut value, None, &mut errors);
    (value, errors)
}

/// Whether a value is another with defaults filled in, and perhaps without attributes that are ignored.
fn fills_in(value: &Value, given: &Value, may_ignore: bool) -> bool {
    match (value, given) {
        (Value::Object(entries), Value::Object(given)) => {
            given.iter().all(|(name, given)| match entries.get(name) {
                Some(value) => given.is_null() || fills_in(value, given, may_ignore),
                None => may_ignore,
            })
        }
        (Value::Array(elements), Value::Array(given)) => {
            let mut pairs = elements.iter().zip(given);
            elements.len() == given.len() && pairs.all(|(value, given)| fills_in(value, given, may_ignore))
        }
        _ => value == given,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_accepted_as_it_is_is_left_alone(sample in samples(&declarations())) {
        let declaration = sample.declaration();
        let may_ignore = sample.data.to_string().contains("ignore_unexpected_attributes");
        for given in sample.values.iter().filter(|value| cast::accepts(&declaration, value)) {
            let (value, errors) = cast_value(&declaration, given);
            prop_assert_eq!(errors, InputErrors::new());
            prop_assert!(fills_in(&value, given, may_ignore), "{} became {}", given, value);
        }
    }

    #[test]
    fn what_was_cast_is_accepted_and_what_was_refused_is_not(sample in samples(&declarations())) {
        let declaration = sample.declaration();
        for given in &sample.values {
            let (value, errors) = cast_value(&declaration, given);
            prop_assert_eq!(cast::accepts(&declaration, &value), errors.is_empty(), "{:?} for {}", errors, value);
        }
    }

    #[test]
    fn casting_again_changes_nothing(sample in samples(&declarations())) {
        let declaration = sample.declaration();
        for given in &sample.values {
            let (value, errors) = cast_value(&declaration, given);
            if errors.is_empty() {
                prop_assert_eq!(cast_value(&declaration, &value), (value, InputErrors::new()));
            }
        }
    }
}
