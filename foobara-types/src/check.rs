//! What is found by functions that look at several attributes together.

use crate::{
    declaration::{AttributesType, Base, Declaration},
    error::{InputErrors, Issue},
    path::{At, DataPath, Segment},
};

/// Something that is wrong with a value that was looked at as a whole, and the part of it that is concerned.
///
/// ```
/// use foobara_types::{DataPath, Finding, Issue};
///
/// let late = || Issue::text("ends_too_early", "Ends before it begins");
/// assert_eq!(Finding::at("ends_on", late()).path, DataPath::root().join("ends_on"));
/// assert_eq!(Finding::from(late()).path, DataPath::root());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The path from the value that was looked at.
    pub path: DataPath,
    /// What is wrong.
    pub issue: Box<Issue>,
}

impl Finding {
    /// Returns what is wrong with an attribute.
    pub fn at(attribute: impl Into<Segment>, issue: Issue) -> Self {
        Self {
            path: DataPath::root().join(attribute),
            issue: Box::new(issue),
        }
    }
}

/// What is wrong with the value as a whole.
impl From<Issue> for Finding {
    fn from(issue: Issue) -> Self {
        Box::new(issue).into()
    }
}

impl From<Box<Issue>> for Finding {
    fn from(issue: Box<Issue>) -> Self {
        Self {
            path: DataPath::root(),
            issue,
        }
    }
}

/// What a function named by `#[command(check = ..)]` or `#[model(check = ..)]` returns.
///
/// Implemented for results whose error is a [`Finding`], an [`Issue`] (boxed or not), or several findings: a `Vec` of them or
/// [`InputErrors`]; and for `validator::ValidationErrors` with the feature `validator`.
///
/// ```
/// use foobara_types::{CheckOutcome, Finding, Issue};
///
/// struct Stay {
///     from: i64,
///     until: i64,
/// }
///
/// fn ends_after_it_begins(stay: &Stay) -> Result<(), Finding> {
///     if stay.from < stay.until {
///         return Ok(());
///     }
///     Err(Finding::at("until", Issue::text("ends_too_early", "Ends before it begins")))
/// }
///
/// assert_eq!(ends_after_it_begins(&Stay { from: 1, until: 2 }).into_findings(), []);
/// assert_eq!(ends_after_it_begins(&Stay { from: 2, until: 1 }).into_findings().len(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what a check found",
    note = "a check returns `Result<(), E>`, with `Finding`, `Vec<Finding>` or `InputErrors` for `E`"
)]
pub trait CheckOutcome {
    /// Returns what was found; nothing when all is well.
    fn into_findings(self) -> Vec<Finding>;
}

impl CheckOutcome for Result<(), Finding> {
    fn into_findings(self) -> Vec<Finding> {
        self.err().into_iter().collect()
    }
}

impl CheckOutcome for Result<(), Issue> {
    fn into_findings(self) -> Vec<Finding> {
        self.map_err(Finding::from).into_findings()
    }
}

impl CheckOutcome for Result<(), Box<Issue>> {
    fn into_findings(self) -> Vec<Finding> {
        self.map_err(Finding::from).into_findings()
    }
}

impl CheckOutcome for Result<(), Vec<Finding>> {
    fn into_findings(self) -> Vec<Finding> {
        self.err().unwrap_or_default()
    }
}

impl CheckOutcome for Result<(), InputErrors> {
    fn into_findings(self) -> Vec<Finding> {
        let errors = self.err().unwrap_or_default().into_iter();
        errors
            .map(|error| Finding {
                path: error.path,
                issue: error.issue,
            })
            .collect()
    }
}

/// Reports what a check of attributes at `at` found. What is about a secret does not show it.
pub fn report(
    outcome: impl CheckOutcome,
    attributes: &AttributesType,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    for finding in outcome.into_findings() {
        let is_secret = is_secret_in(attributes, finding.path.segments());
        add(finding, is_secret, at, errors);
    }
}

/// Reports what a check of a value at `at` found. What is about a secret does not show it.
pub fn report_within(
    outcome: impl CheckOutcome,
    declaration: Option<&Declaration>,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) {
    for finding in outcome.into_findings() {
        let is_secret = declaration.is_some_and(|declared| is_secret(declared, finding.path.segments()));
        add(finding, is_secret, at, errors);
    }
}

#[cold]
fn add(finding: Finding, is_secret: bool, at: Option<&At<'_>>, errors: &mut InputErrors) {
    let mut issue = finding.issue;
    if is_secret {
        issue.conceal();
    }
    let above = At::path(at);
    let path = above
        .segments()
        .iter()
        .chain(finding.path.segments())
        .cloned()
        .collect();
    errors.push_at(path, *issue);
}

fn is_secret_in(attributes: &AttributesType, path: &[Segment]) -> bool {
    match path {
        [Segment::Name(name), rest @ ..] => attributes
            .get(name)
            .is_some_and(|attribute| is_secret(&attribute.declaration, rest)),
        _ => false,
    }
}

/// Returns whether a part of a value is a secret, or within one.
fn is_secret(declaration: &Declaration, path: &[Segment]) -> bool {
    declaration.sensitive
        || match (&declaration.base, path) {
            (Base::Attributes(attributes), path) => is_secret_in(attributes, path),
            (Base::Model(model), path) => is_secret_in(&model.attributes, path),
            (Base::Array(element), [_, rest @ ..]) => is_secret(element, rest),
            (Base::Map(map), [_, rest @ ..]) => is_secret(&map.value, rest),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Attribute, Sensitive, Typed};

    fn odd() -> Issue {
        Issue::text("odd", "3 is odd").with("value", 3)
    }

    fn attribute<T: Typed>(name: &'static str) -> Attribute {
        Attribute {
            name: name.into(),
            declaration: Declaration::of::<T>(),
            required: true,
            default: None,
        }
    }

    fn found(outcome: impl CheckOutcome, at: Option<&At<'_>>) -> Vec<(String, serde_json::Value)> {
        let attributes =
            AttributesType::new([attribute::<Vec<Sensitive<i64>>>("pins"), attribute::<i64>("age")]);
        let mut errors = InputErrors::new();
        report(outcome, &attributes, at, &mut errors);
        errors
            .into_iter()
            .map(|error| (error.path.to_string(), error.issue.context()))
            .collect()
    }

    #[test]
    fn findings_are_placed_below_what_was_looked_at() {
        let lines = At::attribute(None, "lines");
        let first = At::index(Some(&lines), 0);
        let value = json!({ "value": 3 });
        assert_eq!(
            found(Err(Finding::at("age", odd())), Some(&first)),
            [("lines.0.age".to_owned(), value.clone())]
        );
        assert_eq!(
            found(Err(vec![odd().into(), Finding::at("age", odd())]), None),
            [(String::new(), value.clone()), ("age".to_owned(), value.clone())]
        );
        let mut errors = InputErrors::new();
        errors.push_at(DataPath::root().join("age"), odd());
        assert_eq!(found(Err(errors), None), [("age".to_owned(), value)]);
        assert_eq!(found(Ok::<(), Issue>(()), None), []);
    }

    #[test]
    fn secrets_stay_secret() {
        let path = DataPath::root().join("pins").join(0);
        let finding = Finding {
            path,
            issue: Box::new(odd()),
        };
        assert_eq!(
            found(Err(finding), None),
            [("pins.0".to_owned(), json!({ "value": "[REDACTED]" }))]
        );
    }
}
