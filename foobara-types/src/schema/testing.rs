//! What the tests of schemas ask of each of them.

use serde_json::Value;

use super::{Direction, Schemas};
use crate::{Declaration, TypeRegistry, cast};

/// Asserts the schema of a declaration, and that it admits some values and refuses others as the declaration does.
#[track_caller]
pub(super) fn check(data: &Value, expected: &Value, good: &[Value], bad: &[Value]) {
    let declaration: Declaration = TypeRegistry::standard()
        .declare(data)
        .expect("the declaration is right");
    let schema = Schemas::new("#/$defs/", Direction::Input).value(&declaration);
    assert_eq!(schema, *expected);
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).expect("is a schema");
    for (value, is_good) in good
        .iter()
        .map(|value| (value, true))
        .chain(bad.iter().map(|value| (value, false)))
    {
        assert_eq!(cast::accepts(&declaration, value), is_good, "accepts {value}");
        assert_eq!(validator.is_valid(value), is_good, "admits {value}");
    }
}
