//! What the `validator` crate finds, as findings of our own.
//!
//! The symbol of an issue is validator's code, as `length` or `email`, or the one that was given; its parameters are
//! the context. The codes are not known before, so that they are not among the errors that a command lists.
//! Paths have the names of Rust's fields, as validator knows no others.

use std::borrow::Cow;

use serde_json::Value;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{
    check::{CheckOutcome, Finding, report_within},
    declaration::{Declaration, Ref},
    error::{InputErrors, Issue},
    path::{At, DataPath},
};

/// Where validator keeps what is about a struct as a whole.
const WHOLE: &str = "__all__";

/// Where validator keeps what is about the elements of a collection that was validated itself.
const ELEMENTS: &str = "_tmp_validator";

/// Validates a value at `at`; one that is not there is valid.
pub fn validate<T: Validate>(
    value: Option<&T>,
    declaration: Option<&Ref<Declaration>>,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    if let Some(Err(invalid)) = value.map(Validate::validate) {
        report_within(
            Err(invalid),
            declaration.map(|declaration| &**declaration),
            at,
            errors,
        );
    }
}

#[diagnostic::do_not_recommend]
impl CheckOutcome for Result<(), ValidationErrors> {
    fn into_findings(self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Err(errors) = self {
            collect(errors, &DataPath::root(), &mut findings);
        }
        findings
    }
}

/// Collects errors in the order of their names, for validator keeps them in none.
fn collect(errors: ValidationErrors, path: &DataPath, findings: &mut Vec<Finding>) {
    let mut fields: Vec<(Cow<'static, str>, ValidationErrorsKind)> = errors.0.into_iter().collect();
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    for (name, kind) in fields {
        let path = match name.as_ref() {
            WHOLE | ELEMENTS => path.clone(),
            _ => path.clone().join(name.into_owned()),
        };
        match kind {
            ValidationErrorsKind::Struct(errors) => collect(*errors, &path, findings),
            ValidationErrorsKind::List(elements) => {
                for (index, errors) in elements {
                    collect(*errors, &path.clone().join(index), findings);
                }
            }
            ValidationErrorsKind::Field(errors) => findings.extend(errors.into_iter().map(|error| Finding {
                path: path.clone(),
                issue: Box::new(issue(error)),
            })),
        }
    }
}

#[cold]
fn issue(error: ValidationError) -> Issue {
    let message = error
        .message
        .unwrap_or_else(|| error.code.replace('_', " ").into());
    let mut params: Vec<(Cow<'static, str>, Value)> = error.params.into_iter().collect();
    params.sort_by(|one, other| one.0.cmp(&other.0));
    let issue = Issue::text(error.code, message);
    params
        .into_iter()
        .fold(issue, |issue, (name, param)| issue.with(name, param))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Validate)]
    #[validate(schema(function = crowded, skip_on_field_errors = false))]
    struct Party {
        #[validate(length(min = 2, message = "Name it in two letters at least"))]
        name: String,
        #[validate(nested)]
        host: Guest,
        #[validate(nested)]
        guests: Vec<Guest>,
    }

    #[derive(Validate)]
    struct Guest {
        #[validate(email, range(max = 5, code = "too_long"))]
        address: Address,
    }

    struct Address(&'static str);

    impl validator::ValidateEmail for Address {
        fn as_email_string(&self) -> Option<Cow<'_, str>> {
            Some(self.0.into())
        }
    }

    impl validator::ValidateRange<usize> for Address {
        fn greater_than(&self, max: usize) -> Option<bool> {
            Some(self.0.len() > max)
        }

        fn less_than(&self, min: usize) -> Option<bool> {
            Some(self.0.len() < min)
        }
    }

    impl serde::Serialize for Address {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.0)
        }
    }

    fn crowded(party: &Party) -> Result<(), ValidationError> {
        if party.guests.len() < 2 {
            return Ok(());
        }
        let mut error = ValidationError::new("crowded");
        error.add_param("most".into(), &1);
        Err(error)
    }

    fn guest(address: &'static str) -> Guest {
        Guest {
            address: Address(address),
        }
    }

    fn found(outcome: Result<(), ValidationErrors>) -> Vec<(String, String, String, Value)> {
        let findings = outcome.into_findings().into_iter();
        findings
            .map(|Finding { path, issue }| {
                (
                    path.to_string(),
                    issue.symbol.to_string(),
                    issue.message().to_string(),
                    issue.context(),
                )
            })
            .collect()
    }

    fn finding(path: &str, symbol: &str, message: &str, context: Value) -> (String, String, String, Value) {
        (path.to_owned(), symbol.to_owned(), message.to_owned(), context)
    }

    #[test]
    fn errors_have_their_paths_codes_and_params() {
        let party = Party {
            name: "x".to_owned(),
            host: guest("a@b.c"),
            guests: vec![guest("a@b.c"), guest("nobody")],
        };
        assert_eq!(
            found(party.validate()),
            [
                finding("", "crowded", "crowded", json!({ "most": 1 })),
                finding("guests.1.address", "email", "email", json!({ "value": "nobody" })),
                finding(
                    "guests.1.address",
                    "too_long",
                    "too long",
                    json!({ "max": 5, "value": "nobody" })
                ),
                finding(
                    "name",
                    "length",
                    "Name it in two letters at least",
                    json!({ "min": 2, "value": "x" })
                ),
            ]
        );
    }

    #[test]
    fn elements_of_a_list_have_their_indices() {
        let mut errors = InputErrors::new();
        let guests = vec![guest("a@b.c"), guest("nobo")];
        validate(
            Some(&guests),
            None,
            Some(&At::attribute(None, "guests")),
            &mut errors,
        );
        let paths: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
        assert_eq!(paths, ["guests.1.address"]);
    }
}
