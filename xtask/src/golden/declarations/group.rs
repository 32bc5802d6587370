//! The kinds of differences, for working through a large corpus.

use std::fmt;

use serde_json::Value;

use super::line::Expected;
use super::outcome::Outcome;
use super::place::Place;

/// A kind of difference, written as `integer: expected cannot_cast, came ok`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// The type at the place of the difference.
    pub(super) type_name: String,
    /// The symbol of the error, or the kind of outcome, to expect there.
    pub(super) expected: String,
    /// What came instead.
    pub(super) came: String,
}

impl Group {
    fn new(place: Place<'_>, expected: &str, came: &str) -> Self {
        Self {
            type_name: place.type_name().to_owned(),
            expected: expected.to_owned(),
            came: came.to_owned(),
        }
    }

    /// Two results that differ at a place.
    pub(super) fn of_results(place: Place<'_>) -> Self {
        Self::new(place, "ok", "another result")
    }

    /// Two lists of errors that differ: at the first key that only one of them has or, when they have the same keys,
    /// at a place such as `data.a.odd.context.max`.
    pub(super) fn of_errors(root: Place<'_>, expected: &[Value], came: &[Value], at: &str) -> Self {
        let missing = expected.iter().find(|error| !has_key(came, error));
        let is_instead = |error: &Value| missing.is_none_or(|missing| missing["path"] == error["path"]);
        let extra = came
            .iter()
            .find(|error| !has_key(expected, error) && is_instead(error));
        let Some(first) = missing.or(extra) else {
            return Self::of_members(root, expected, at);
        };
        let [expected, came] = [missing, extra].map(|error| error.map_or("no error", symbol));
        Self::new(place_of(root, first), expected, came)
    }

    /// Lists of errors with the same keys: what differs is a member, or how often an error comes.
    fn of_members(root: Place<'_>, errors: &[Value], at: &str) -> Self {
        let within = errors.iter().find_map(|error| {
            let member = at.strip_prefix(error["key"].as_str()?)?.strip_prefix('.')?;
            Some((error, member))
        });
        let Some((error, member)) = within else {
            return Self::new(root, "errors", "errors more or less often");
        };
        let names = member.split('.').filter_map(|part| part.split('[').next());
        let member: Vec<&str> = names.take(2).collect();
        let came = format!("another {}", member.join("."));
        Self::new(place_of(root, error), symbol(error), &came)
    }

    /// An outcome of another kind than expected.
    pub(super) fn of_kinds(root: Place<'_>, expected: &Expected, outcome: &Outcome) -> Self {
        let first = match (expected, outcome) {
            (Expected::Errors(errors), _) | (_, Outcome::Errors(errors)) => errors.first(),
            _ => None,
        };
        let place = first.map_or(root, |error| place_of(root, error));
        Self::new(place, kind_of_expected(expected), kind_of_outcome(outcome))
    }
}

fn has_key(errors: &[Value], error: &Value) -> bool {
    errors.iter().any(|other| other["key"] == error["key"])
}

fn place_of<'a>(root: Place<'a>, error: &Value) -> Place<'a> {
    root.at(error["path"].as_array().map(Vec::as_slice).unwrap_or_default())
}

fn symbol(error: &Value) -> &str {
    error["symbol"].as_str().unwrap_or("an error without a symbol")
}

fn kind_of_expected(expected: &Expected) -> &str {
    match expected {
        Expected::Result(_) => "ok",
        Expected::Errors(errors) => errors.first().map_or("no errors", symbol),
        Expected::RefusedDeclaration(_) => "refused declaration",
        Expected::DubiousDeclaration => "any declaration",
        Expected::Raised(_) => "an error",
    }
}

fn kind_of_outcome(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Declared => "declaration",
        Outcome::Result(_) => "ok",
        Outcome::Errors(errors) => errors.first().map_or("no errors", symbol),
        Outcome::RefusedDeclaration(_) => "refused declaration",
        Outcome::NotJson(_) => "no JSON",
        Outcome::Panic(_) => "panic",
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            type_name,
            expected,
            came,
        } = self;
        write!(f, "{type_name}: expected {expected}, came {came}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declaration() -> Value {
        json!({"type": "attributes", "element_type_declarations": {"a": "integer", "b": {"type": "date"}}})
    }

    fn errors(errors: &[(&str, &str)]) -> Vec<Value> {
        let errors = errors.iter();
        errors
            .map(|(name, symbol)| {
                json!({"key": format!("data.{name}.{symbol}"), "path": [name], "symbol": symbol})
            })
            .collect()
    }

    #[track_caller]
    fn check_errors(expected: &[(&str, &str)], came: &[(&str, &str)], at: &str, group: &str) {
        let declaration = declaration();
        let place = Place::root(&declaration);
        let came = Group::of_errors(place, &errors(expected), &errors(came), at);
        assert_eq!(came.to_string(), group);
    }

    #[test]
    fn errors_differ_at_the_first_that_only_one_side_has() {
        let (low, high) = (("a", "below_minimum"), ("a", "max_exceeded"));
        let date = ("b", "cannot_cast");
        for (expected, came, group) in [
            (
                &[date, low][..],
                &[date, high][..],
                "integer: expected below_minimum, came max_exceeded",
            ),
            (&[low, date], &[low], "date: expected cannot_cast, came no error"),
            (&[low], &[low, date], "date: expected no error, came cannot_cast"),
            (&[low], &[date], "integer: expected below_minimum, came no error"),
        ] {
            check_errors(expected, came, "errors", group);
        }
    }

    #[test]
    fn errors_of_the_same_keys_differ_in_a_member() {
        let low = ("a", "below_minimum");
        for (at, came) in [
            ("data.a.below_minimum.is_fatal", "another is_fatal"),
            ("data.a.below_minimum.context.min", "another context.min"),
            (
                "data.a.below_minimum.context.cast_to.one_of[0]",
                "another context.cast_to",
            ),
            ("data.a.below_minimum.path[0]", "another path"),
        ] {
            let group = format!("integer: expected below_minimum, came {came}");
            check_errors(&[low], &[low], at, &group);
        }
        check_errors(
            &[low, low],
            &[low],
            "errors",
            "attributes: expected errors, came errors more or less often",
        );
    }

    #[test]
    fn outcomes_differ_in_kind() {
        let declaration = declaration();
        let root = Place::root(&declaration);
        let errors = || errors(&[("a", "cannot_cast")]);
        for (expected, outcome, group) in [
            (
                Expected::Result(json!(1)),
                Outcome::Errors(errors()),
                "integer: expected ok, came cannot_cast",
            ),
            (
                Expected::Errors(errors()),
                Outcome::Result(json!(1)),
                "integer: expected cannot_cast, came ok",
            ),
            (
                Expected::Result(json!(1)),
                Outcome::RefusedDeclaration(String::new()),
                "attributes: expected ok, came refused declaration",
            ),
            (
                Expected::RefusedDeclaration(String::new()),
                Outcome::Declared,
                "attributes: expected refused declaration, came declaration",
            ),
            (
                Expected::DubiousDeclaration,
                Outcome::Panic(String::new()),
                "attributes: expected any declaration, came panic",
            ),
            (
                Expected::Raised(String::new()),
                Outcome::Result(json!(1)),
                "attributes: expected an error, came ok",
            ),
            (
                Expected::Result(json!(1)),
                Outcome::NotJson(String::new()),
                "attributes: expected ok, came no JSON",
            ),
        ] {
            assert_eq!(Group::of_kinds(root, &expected, &outcome).to_string(), group);
        }
    }

    #[test]
    fn results_differ_at_a_place() {
        let declaration = declaration();
        let place = Place::root(&declaration).at(&[json!("b")]);
        assert_eq!(
            Group::of_results(place).to_string(),
            "date: expected ok, came another result"
        );
    }
}
