use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::names::names_difference;
use super::number::same_number;
use super::regex::same_regex;
use crate::excerpt::excerpt;

/// What counts in two values, told place by place while they are walked side by side.
pub(crate) trait View: Copy {
    /// Returns the view of a member of the object here.
    fn member(self, _key: &str) -> Self {
        self
    }

    /// Returns the view of an element of the array here.
    fn element(self, _index: usize) -> Self {
        self
    }

    /// Returns the key of a member of the object here in the form that keys compare in.
    fn key(self, key: &str) -> Cow<'_, str> {
        Cow::Borrowed(key)
    }

    /// Returns whether this member does not count at all.
    fn ignores(self, _key: &str) -> bool {
        false
    }

    /// Returns whether of this member only the names of its entries count.
    fn names_only(self, _key: &str) -> bool {
        false
    }

    /// Returns whether two texts here say the same.
    fn same_text(self, expected: &str, came: &str) -> bool {
        same_regex(expected, came)
    }
}

/// The view in which everything counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Whole;

impl View for Whole {}

/// The first difference between two values.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference<V> {
    /// Where it is, such as `response.names[0]`.
    pub(crate) at: String,
    /// The view of that place.
    pub(crate) view: V,
    /// The difference as `expected …, came …`.
    pub(crate) text: String,
}

impl<V> Difference<V> {
    fn new(at: &str, view: V, text: String) -> Self {
        Self {
            at: at.to_owned(),
            view,
            text,
        }
    }
}

/// Returns the first difference between two values at the place called `at`; `None` when they say the same.
pub(crate) fn difference<V: View>(
    at: &str,
    expected: &Value,
    came: &Value,
    view: V,
) -> Option<Difference<V>> {
    let same = match (expected, came) {
        (Value::Object(expected), Value::Object(came)) => {
            return object_difference(at, expected, came, view);
        }
        (Value::Array(expected), Value::Array(came)) if expected.len() == came.len() => {
            return array_difference(at, expected, came, view);
        }
        (Value::Number(expected), Value::Number(came)) => same_number(expected, came),
        (Value::String(expected), Value::String(came)) => view.same_text(expected, came),
        (expected, came) => expected == came,
    };
    (!same).then(|| {
        let text = format!("expected {at} {}, came {}", shown(expected), shown(came));
        Difference::new(at, view, text)
    })
}

fn array_difference<V: View>(at: &str, expected: &[Value], came: &[Value], view: V) -> Option<Difference<V>> {
    let mut pairs = expected.iter().zip(came).enumerate();
    pairs.find_map(|(index, (expected, came))| {
        difference(&format!("{at}[{index}]"), expected, came, view.element(index))
    })
}

fn object_difference<V: View>(
    at: &str,
    expected: &Map<String, Value>,
    came: &Map<String, Value>,
    view: V,
) -> Option<Difference<V>> {
    let (expected, came) = (members(expected, view), members(came, view));
    let keys: BTreeSet<&Cow<'_, str>> = expected.keys().chain(came.keys()).collect();
    keys.into_iter().filter(|key| !view.ignores(key)).find_map(|key| {
        let members = (expected.get(key).copied(), came.get(key).copied());
        member_difference(at, key, members, view)
    })
}

fn members<V: View>(object: &Map<String, Value>, view: V) -> BTreeMap<Cow<'_, str>, &Value> {
    object
        .iter()
        .map(|(key, member)| (view.key(key), member))
        .collect()
}

fn member_difference<V: View>(
    at: &str,
    key: &str,
    members: (Option<&Value>, Option<&Value>),
    view: V,
) -> Option<Difference<V>> {
    let at = format!("{at}.{key}");
    let member = view.member(key);
    let text = match members {
        (Some(expected), Some(came)) if view.names_only(key) => names_difference(&at, expected, came)?,
        (Some(expected), Some(came)) => return difference(&at, expected, came, member),
        (Some(expected), None) => format!("expected {at} {}, came without it", shown(expected)),
        (None, Some(came)) => format!("expected no {at}, came {}", shown(came)),
        (None, None) => return None,
    };
    Some(Difference::new(&at, member, text))
}

fn shown(value: &Value) -> String {
    excerpt(&value.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(expected: &Value, came: &Value, outcome: Option<&str>) {
        let difference = difference("result", expected, came, Whole);
        assert_eq!(difference.as_ref().map(|difference| &*difference.text), outcome);
    }

    #[test]
    fn objects_compare_unordered() {
        check(&json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1}), None);
    }

    #[test]
    fn numbers_compare_by_value() {
        check(&json!([1, 2.5, -0.0]), &json!([1.0, 2.5, 0]), None);
        check(&json!(1), &json!(2), Some("expected result 1, came 2"));
        check(
            &json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64),
            Some("expected result 9007199254740993, came 9007199254740992"),
        );
        check(&json!(1), &json!("1"), Some("expected result 1, came \"1\""));
    }

    #[test]
    fn members_must_be_there_and_no_others() {
        check(
            &json!({"a": {"b": 1}}),
            &json!({"a": {}}),
            Some("expected result.a.b 1, came without it"),
        );
        check(
            &json!({}),
            &json!({"a": null}),
            Some("expected no result.a, came null"),
        );
    }

    #[test]
    fn arrays_keep_their_order() {
        check(
            &json!(["a", "b"]),
            &json!(["b", "a"]),
            Some("expected result[0] \"a\", came \"b\""),
        );
        check(
            &json!([1]),
            &json!([1, 2]),
            Some("expected result [1], came [1,2]"),
        );
    }

    #[test]
    fn a_regex_compares_without_the_flags_ruby_writes() {
        check(&json!({"regex": "(?-mix:^a+$)"}), &json!({"regex": "^a+$"}), None);
        check(
            &json!({"regex": "(?-mix:^a+$)"}),
            &json!({"regex": "^b+$"}),
            Some("expected result.regex \"(?-mix:^a+$)\", came \"^b+$\""),
        );
    }

    #[test]
    fn a_difference_knows_its_place() {
        let expected = Difference {
            at: "result.a[1]".to_owned(),
            view: Whole,
            text: "expected result.a[1] 2, came 3".to_owned(),
        };
        assert_eq!(
            difference("result", &json!({"a": [1, 2]}), &json!({"a": [1, 3]}), Whole),
            Some(expected)
        );
    }
}
