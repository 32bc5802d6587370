//! What Ruby foobara was seen to do.

use serde_json::Value;

use crate::observed::{Case, Observed};

/// What of a scenario is not the same here, and why.
#[derive(Default)]
pub(crate) struct Differs {
    /// Lines that are in Ruby's trace alone.
    pub(crate) without: &'static [&'static str],
    /// The keys of the errors here.
    pub(crate) error_keys: Option<&'static [&'static str]>,
}

/// Holds a run to the scenario of that name.
pub(crate) async fn check(scenario: &str, case: Case, differs: Differs) {
    let golden = golden(scenario);
    let trace = texts(&golden["callback_trace"]);
    let names = trace.iter().any(|line| line.contains(".before_"));
    let raised = !golden["raised"].is_null();
    let found = case.observe(names).await;
    let expected = Observed {
        transitions: texts(&golden["transitions"]),
        trace: trace
            .iter()
            .filter_map(|line| seen_here(line))
            .filter(|line| !differs.without.contains(&line.as_str()))
            .collect(),
        final_state: golden["final_state"].as_str().unwrap_or_default().to_owned(),
        error_keys: match differs.error_keys {
            Some(keys) => keys.iter().map(|key| (*key).to_owned()).collect(),
            None if raised => vec!["runtime.unknown".to_owned()],
            None => texts(&golden["error_keys"]),
        },
        rows_added: number(&golden["rows_after"]) - number(&golden["rows_before"]),
    };
    let found = Observed {
        error_keys: found
            .error_keys
            .iter()
            .map(|key| key.replace("lab::", ""))
            .collect(),
        ..found
    };
    assert_eq!(found, expected, "{scenario}");
}

/// Returns the names of all scenarios.
pub(crate) fn names() -> Vec<String> {
    let scenarios = scenarios().into_iter();
    scenarios
        .map(|scenario| scenario["scenario"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn scenarios() -> Vec<Value> {
    let file = include_str!("../../foobara-testing/golden/lifecycle.jsonl");
    let lines = file.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

fn golden(scenario: &str) -> Value {
    let found = scenarios().into_iter().find(|one| one["scenario"] == scenario);
    found.expect("a scenario")
}

/// Returns a line of Ruby's trace as it is written here: without what the command itself said (in capitals, or several words), without the
/// names of Ruby's exceptions, and without what goes around each transition.
fn seen_here(line: &str) -> Option<String> {
    let line = line.split(": ").next().unwrap_or(line);
    let said = line.rsplit('.').next().unwrap_or(line);
    let is_said_by_command =
        said.contains(' ') || !said.starts_with(|first: char| first.is_lowercase() || first == '<');
    let goes_around_any = line.starts_with("any(") || line.starts_with("<any(");
    (!is_said_by_command && !goes_around_any).then(|| line.to_owned())
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}
