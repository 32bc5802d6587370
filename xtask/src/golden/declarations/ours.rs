//! Our types, as the replay uses them: the only file here that names them.

use foobara_types::{InputErrors, TypeRegistry, json};
use serde_json::Value;

use super::line::Line;
use super::outcome::Outcome;
use crate::caught::caught;

/// The standard types.
#[derive(Debug)]
pub(super) struct Ours(TypeRegistry);

impl Ours {
    /// Builds the standard types.
    pub(super) fn standard() -> Self {
        Self(TypeRegistry::standard())
    }

    /// Returns whether a type has this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.0.types().any(|known| known.name() == name)
    }

    /// Declares the type of a line and processes its value; a panic is an outcome, too.
    pub(super) fn process(&self, line: &Line) -> Outcome {
        caught(|| self.outcome(line).unwrap_or_else(|refused| refused)).unwrap_or_else(Outcome::Panic)
    }

    fn outcome(&self, line: &Line) -> Result<Outcome, Outcome> {
        let declaration = self
            .0
            .declare(&line.declaration)
            .map_err(|errors| Outcome::RefusedDeclaration(errors.to_string()))?;
        let Some(text) = &line.value else {
            return Ok(Outcome::Declared);
        };
        let (value, notes) =
            json::parse(text.as_bytes()).map_err(|error| Outcome::NotJson(error.to_string()))?;
        declaration
            .process(value, &notes)
            .map(Outcome::Result)
            .map_err(|errors| Outcome::Errors(wire_form(errors)))
    }
}

fn wire_form(errors: InputErrors) -> Vec<Value> {
    errors
        .into_iter()
        .map(|report| serde_json::to_value(report).expect("invariant: an error is made of JSON"))
        .collect()
}

#[cfg(test)]
mod tests {
    use foobara_types::{DataPath, Issue};
    use serde_json::json;

    use super::*;

    fn process(line: &str) -> Outcome {
        Ours::standard().process(&Line::parse(line).expect("the line is well formed"))
    }

    #[test]
    fn processes_a_value() {
        assert_eq!(
            process(r#"{"id":1,"declaration":"duck","value":[1,null],"ok":1}"#),
            Outcome::Result(json!([1, null]))
        );
    }

    #[test]
    fn a_line_may_have_no_value() {
        assert_eq!(
            process(r#"{"id":1,"declaration":"duck","declaration_ok":true}"#),
            Outcome::Declared
        );
    }

    #[test]
    fn a_value_may_be_no_json() {
        assert_eq!(
            process(r#"{"id":1,"declaration":"duck","value":1e400,"ok":1}"#),
            Outcome::NotJson("number out of range at line 1 column 5".to_owned())
        );
    }

    #[test]
    fn errors_are_those_a_caller_sees() {
        let mut errors = InputErrors::new();
        let issue = Issue::text("odd", "Odd").with("max", 5);
        errors.push_at(DataPath::root().join("a"), issue);
        let expected = json!({
            "key": "data.a.odd", "path": ["a"], "runtime_path": [], "category": "data", "symbol": "odd",
            "message": "Odd", "context": {"max": 5}, "is_fatal": false,
        });
        assert_eq!(wire_form(errors), [expected]);
    }
}
