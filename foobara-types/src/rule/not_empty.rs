use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};

use super::{Argument, Collection, Rule, RuleKind, Subject, collection::size, keywords::require_min_size};
use crate::error::Issue;

/// At least one character, element or entry.
#[derive(Debug, Clone, Copy)]
pub struct NotEmpty;

/// `not_empty`: at least one character, element or entry.
pub const NOT_EMPTY: &RuleKind = &RuleKind {
    name: "not_empty",
    on: Subject::Sized,
    symbols: &["is_empty"],
    process: &|_, value| {
        if value == "" || size(value) == Some(0) {
            Err(is_empty(value.clone()))
        } else {
            Ok(())
        }
    },
    schema: |_, schema| require_min_size(&[Argument::Int(1)], schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for NotEmpty {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if value.is_empty() {
            Err(is_empty("".into()))
        } else {
            Ok(())
        }
    }
}

impl<C: Collection> Rule<C> for NotEmpty {
    fn process(&self, value: &mut C) -> Result<(), Box<Issue>> {
        if value.size() == 0 {
            Err(is_empty(super::collection::shown(value)))
        } else {
            Ok(())
        }
    }
}

impl<T> Rule<BTreeSet<T>> for NotEmpty {
    fn process(&self, value: &mut BTreeSet<T>) -> Result<(), Box<Issue>> {
        if value.is_empty() {
            Err(is_empty(json!([])))
        } else {
            Ok(())
        }
    }
}

impl<T> Rule<HashSet<T>> for NotEmpty {
    fn process(&self, value: &mut HashSet<T>) -> Result<(), Box<Issue>> {
        if value.is_empty() {
            Err(is_empty(json!([])))
        } else {
            Ok(())
        }
    }
}

#[cold]
fn is_empty(value: Value) -> Box<Issue> {
    Box::new(Issue::text("is_empty", "Cannot be empty").with("value", value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check_exact};

    #[test]
    fn text_arrays_and_maps_have_something_in_them() {
        check_exact(
            NOT_EMPTY,
            &[],
            &[json!(" "), json!([null]), json!({ "a": 1 }), json!(0)],
            &[json!(""), json!([]), json!({})],
        );
    }

    #[test]
    fn typed_and_dynamic_agree() {
        assert_same(&NotEmpty, NOT_EMPTY, &[], String::new());
        assert_same(&NotEmpty, NOT_EMPTY, &[], "é".to_owned());
        assert_same(&NotEmpty, NOT_EMPTY, &[], Vec::<u8>::new());
        assert_same(&NotEmpty, NOT_EMPTY, &[], BTreeSet::<u8>::new());
        assert_same(&NotEmpty, NOT_EMPTY, &[], HashSet::from([1]));
    }
}
