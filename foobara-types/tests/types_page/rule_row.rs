//! One rule in the table of its stage.

use foobara_types::{
    Declaration, Issue, TypeRegistry,
    json::Notes,
    rule::{RuleKind, Stage},
    schema::{Direction, Schemas},
};
use serde_json::{Map, Value};

use super::{
    markdown::{code, json, lines, list},
    rule_values::{Shown, shown},
};

/// Returns the heads of the columns.
pub(crate) const fn head(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Validate => &[
            "rule",
            "what it asks",
            "on",
            "takes",
            "example",
            "passes",
            "errors and their contexts",
            "JSON Schema",
        ],
        _ => &[
            "rule",
            "what it does",
            "on",
            "takes",
            "example",
            "becomes",
            "errors",
        ],
    }
}

/// Returns the cells of a rule.
pub(crate) fn cells(registry: &TypeRegistry, rule: &'static RuleKind) -> Vec<String> {
    let shown = shown(rule.name);
    let outcomes = outcomes(registry, rule);
    let mut cells = vec![
        code(rule.name),
        shown.says.to_owned(),
        rule.on.as_str().to_owned(),
        rule.takes.as_str().to_owned(),
        json(&shown.declaration),
    ];
    if rule.stage == Stage::Validate {
        let refused = outcomes.refused.iter();
        cells.extend([
            list(&outcomes.passed),
            lines(refused.map(|(symbol, context)| format!("{} {}", code(symbol), json(context)))),
            schema(registry, rule, &shown),
        ]);
    } else {
        let changed = outcomes.changed.iter();
        cells.extend([
            lines(changed.map(|(from, to)| format!("{} → {}", json(from), json(to)))),
            lines(rule.symbols.iter().map(|symbol| code(symbol))),
        ]);
    }
    cells
}

/// What became of the values that show a rule.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    passed: Vec<Value>,
    changed: Vec<(Value, Value)>,
    refused: Vec<(String, Value)>,
}

impl Outcomes {
    /// Each symbol is shown once.
    fn refuse(&mut self, issue: &Issue) {
        if self.refused.iter().all(|(shown, _)| *shown != issue.symbol) {
            self.refused.push((issue.symbol.to_string(), issue.context()));
        }
    }

    /// Returns whether all that the rule can do is among them: a change, or each of its errors and a value that passes.
    pub(crate) fn has_all(&self, rule: &RuleKind) -> bool {
        if rule.stage != Stage::Validate {
            return !self.changed.is_empty();
        }
        let is_shown = |symbol: &&str| self.refused.iter().any(|(shown, _)| shown == symbol);
        !self.passed.is_empty() && rule.symbols.iter().all(is_shown)
    }
}

/// Processes the values that show a rule.
pub(crate) fn outcomes(registry: &TypeRegistry, rule: &RuleKind) -> Outcomes {
    let shown = shown(rule.name);
    let declaration = declare(registry, &shown.declaration);
    let mut outcomes = Outcomes::default();
    for value in shown.values {
        match declaration.process(value.clone(), &Notes::none()) {
            Ok(same) if same == value => outcomes.passed.push(value),
            Ok(other) => outcomes.changed.push((value, other)),
            Err(errors) => errors.iter().for_each(|error| outcomes.refuse(&error.issue)),
        }
    }
    outcomes
}

fn declare(registry: &TypeRegistry, data: &Value) -> Declaration {
    registry.declare(data).expect("the declaration is right")
}

/// The keywords that the rule adds to the schema of its type.
fn schema(registry: &TypeRegistry, rule: &RuleKind, shown: &Shown) -> String {
    let mut plain = shown.declaration.clone();
    plain
        .as_object_mut()
        .map(|entries| entries.shift_remove(rule.name));
    let without = keywords(&declare(registry, &plain));
    let added: Map<String, Value> = keywords(&declare(registry, &shown.declaration))
        .into_iter()
        .filter(|(keyword, value)| without.get(keyword) != Some(value))
        .collect();
    if added.is_empty() {
        String::new()
    } else {
        json(&added.into())
    }
}

fn keywords(declaration: &Declaration) -> Map<String, Value> {
    match Schemas::new("#/$defs/", Direction::Input).value(declaration) {
        Value::Object(keywords) => keywords,
        _ => Map::new(),
    }
}
