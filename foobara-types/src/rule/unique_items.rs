use std::{
    collections::{HashSet, VecDeque},
    hash::RandomState,
};

use serde::Serialize;
use serde_json::Value;

use super::{
    Rule, RuleKind, Subject,
    same::{Hashed, same},
};
use crate::error::{Issue, brief};

/// No element twice. Elements are compared as JSON, where 1 is 1.0.
///
/// It takes linear time. Lists of more than a few elements are remembered in a table, and Rust values are written as
/// JSON before; a set does better where the elements can be hashed.
#[derive(Debug, Clone, Copy)]
pub struct UniqueItems;

/// `unique_items`: no element twice, compared as JSON, where 1 is 1.0.
pub const UNIQUE_ITEMS: &RuleKind = &RuleKind {
    name: "unique_items",
    on: Subject::List,
    symbols: &["duplicate_items"],
    looks_inside: true,
    process: &|_, value| judge(value),
    schema: |_, schema| drop(schema.insert("uniqueItems".to_owned(), true.into())),
    ..RuleKind::VALIDATOR
};

impl<T: Serialize> Rule<Vec<T>> for UniqueItems {
    fn process(&self, value: &mut Vec<T>) -> Result<(), Box<Issue>> {
        judge_as_json(value)
    }
}

impl<T: Serialize> Rule<VecDeque<T>> for UniqueItems {
    fn process(&self, value: &mut VecDeque<T>) -> Result<(), Box<Issue>> {
        judge_as_json(value)
    }
}

/// What cannot be written as JSON has nothing to compare.
fn judge_as_json(list: &impl Serialize) -> Result<(), Box<Issue>> {
    serde_json::to_value(list).map_or(Ok(()), |value| judge(&value))
}

fn judge(value: &Value) -> Result<(), Box<Issue>> {
    match value.as_array().and_then(|elements| duplicate(elements)) {
        Some(duplicate) => Err(duplicate_items(value, duplicate)),
        None => Ok(()),
    }
}

/// Returns the first element that was there before.
fn duplicate(elements: &[Value]) -> Option<&Value> {
    const FEW: usize = 8;
    if elements.len() > FEW {
        let state = RandomState::new();
        let mut seen = HashSet::with_capacity(elements.len());
        return elements
            .iter()
            .find(|element| !seen.insert(Hashed::new(element, &state)));
    }
    let is_before =
        |(index, element): &(usize, &Value)| elements.iter().take(*index).any(|before| same(before, element));
    elements
        .iter()
        .enumerate()
        .find(is_before)
        .map(|(_, element)| element)
}

#[cold]
fn duplicate_items(value: &Value, duplicate: &Value) -> Box<Issue> {
    let message = format!("Cannot have the same element twice: {}", brief(duplicate));
    Box::new(Issue::text("duplicate_items", message).with("value", value.clone()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rule::testing::{admits, assert_same, check_exact, issue_of};

    #[test]
    fn elements_are_compared_as_json() {
        let many = |last: Value| (0..20).map(Value::from).chain([last]).collect::<Value>();
        check_exact(
            UNIQUE_ITEMS,
            &[],
            &[
                json!([]),
                json!([1, "1", [1], null, false, 0]),
                json!([{ "a": 1 }, { "a": 2 }]),
                many(json!(20)),
            ],
            &[
                json!([1, 1.0]),
                json!([{ "a": 1, "b": 2 }, 0, { "b": 2, "a": 1.0 }]),
                many(json!(7.0)),
            ],
        );
    }

    #[test]
    fn the_issue_says_which_element() {
        let issue = issue_of(UNIQUE_ITEMS, &[], json!(["a", "b", "b", "a"]));
        assert_eq!(
            issue.message().to_string(),
            "Cannot have the same element twice: \"b\""
        );
        assert_eq!(issue.context(), json!({ "value": ["a", "b", "b", "a"] }));
    }

    #[test]
    fn long_lists_take_linear_time() {
        let objects: Vec<Value> = (0..100_000).map(|number| json!({ "id": number })).collect();
        assert_eq!(duplicate(&objects), None);
    }

    proptest::proptest! {
        #[test]
        fn few_and_many_have_the_same_answer(list in proptest::collection::vec(0_i8..40, 0..20)) {
            let is_unique = list.iter().collect::<HashSet<_>>().len() == list.len();
            let value = json!(list);
            proptest::prop_assert_eq!(duplicate(value.as_array().expect("is one")).is_none(), is_unique);
            proptest::prop_assert_eq!(admits(UNIQUE_ITEMS, &[], &value), is_unique);
            assert_same(&UniqueItems, UNIQUE_ITEMS, &[], list);
        }
    }
}
