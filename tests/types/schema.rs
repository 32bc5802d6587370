//! JSON Schema and the strict form say the same.

use foobara_testing::proptest::prelude::*;
use foobara_types::{
    Declaration, cast,
    schema::{Direction, Schemas},
};
use jsonschema::{Validator, draft202012};
use serde_json::{Value, json};

use crate::{
    exceptions::{compares_others, inexact, with_whole_numbers},
    samples::{config, declarations, samples},
};

fn schema(declaration: &Declaration) -> Value {
    let mut schemas = Schemas::new("#/$defs/", Direction::Input);
    let mut schema = schemas.value(declaration);
    if let Value::Object(keywords) = &mut schema {
        keywords.insert("$defs".to_owned(), json!(schemas.into_definitions()));
    }
    schema
}

/// Formats are annotations in JSON Schema, as far as nobody asks for more.
fn validator(schema: &Value) -> Validator {
    draft202012::options()
        .should_validate_formats(false)
        .build(schema)
        .expect("schemas are well-formed")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_schema_admits_exactly_what_is_accepted_as_it_is(sample in samples(&declarations().without(&inexact()))) {
        prop_assume!(!compares_others(&sample.data));
        let declaration = sample.declaration();
        let schema = schema(&declaration);
        let validator = validator(&schema);
        for value in sample.values.into_iter().map(with_whole_numbers) {
            let (is_admitted, is_accepted) = (validator.is_valid(&value), cast::accepts(&declaration, &value));
            prop_assert_eq!(is_admitted, is_accepted, "admitted is not accepted: {} by {}", value, schema);
        }
    }

    #[test]
    fn a_schema_admits_all_that_is_accepted_as_it_is(sample in samples(&declarations())) {
        let declaration = sample.declaration();
        let schema = schema(&declaration);
        let validator = validator(&schema);
        for value in sample.values.iter().filter(|value| cast::accepts(&declaration, value)) {
            prop_assert!(validator.is_valid(value), "accepted and not admitted: {} by {}", value, schema);
        }
    }
}
