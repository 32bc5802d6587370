//! The rules that values are under.

use std::collections::BTreeSet;

use foobara_types::rule;
use serde_json::Value;

use super::{
    Bump,
    diff::Comparison,
    site::{Flow, Site},
};
use crate::manifest::reader::{Declared, Manifest, Parts};

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Caster,
    Transformer { can_fail: bool },
    Validator,
}

/// How the values that pass now lie to those that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Now {
    More,
    Fewer,
    Others,
}

impl Comparison<'_> {
    pub(super) fn rules(&mut self, site: &Site, old: &Declared, new: &Declared) {
        let names: BTreeSet<&String> = old.rules.keys().chain(new.rules.keys()).collect();
        for name in names {
            let is_said_by_parts = name == "size" && matches!(new.parts, Parts::Tuple(_));
            let (before, now) = (old.rules.get(name), new.rules.get(name));
            if before == now || is_said_by_parts {
                continue;
            }
            let what = said(name, before, now);
            match role(self.new, name)
                .or_else(|| role(self.old, name))
                .unwrap_or(Role::Validator)
            {
                Role::Validator => self.validator(site, what, compare(name, before, now)),
                Role::Caster => self.caster(site, what, before, now),
                Role::Transformer { can_fail } => {
                    let can_fail = can_fail && now.is_some();
                    let is_judged = site.is_judged || self.is_judged(new);
                    self.transformer(site, what, can_fail || is_judged);
                }
            }
        }
    }

    /// Returns whether values are judged once they are cast and changed: by a validator, or by the rules of a type that is
    /// not known to have none.
    pub(super) fn is_judged(&self, declared: &Declared) -> bool {
        const WITHOUT_RULES: [&str; 12] = [
            "array",
            "associative_array",
            "attributes",
            "big_decimal",
            "boolean",
            "duck",
            "float",
            "integer",
            "number",
            "string",
            "tuple",
            "union",
        ];
        let is_validator = |name: &String| role(self.new, name).is_none_or(|role| role == Role::Validator);
        !WITHOUT_RULES.contains(&declared.type_name.as_str()) || declared.rules.keys().any(is_validator)
    }

    fn validator(&mut self, site: &Site, what: String, now: Now) {
        match now {
            Now::More => self.wider(site, what),
            Now::Fewer => self.narrower(site, what),
            Now::Others => self.other(site, what),
        }
    }

    /// Casters look at what comes in, and at nothing that goes out.
    fn caster(&mut self, site: &Site, what: String, before: Option<&Value>, now: Option<&Value>) {
        match (site.flow, before, now) {
            (Flow::Out, ..) => self.note(site, what, "clients get the same", Bump::Patch),
            (Flow::In, None, Some(_)) => self.wider(site, what),
            (Flow::In, Some(_), None) => self.narrower(site, what),
            (Flow::In, ..) => self.other(site, what),
        }
    }

    /// A value that is changed otherwise may be judged otherwise.
    fn transformer(&mut self, site: &Site, what: String, may_refuse: bool) {
        if site.flow == Flow::In && may_refuse {
            self.other(site, what);
        } else {
            self.note(
                site,
                what,
                "values are accepted as before and changed otherwise",
                Bump::Minor,
            );
        }
    }
}

fn said(name: &str, before: Option<&Value>, now: Option<&Value>) -> String {
    let written = |value: &Value| match value {
        Value::Bool(true) => format!("`{name}`"),
        value => format!("`{name}: {value}`"),
    };
    match (before, now) {
        (None, Some(now)) => format!("is under {} now", written(now)),
        (Some(before), None) => format!("is no longer under {}", written(before)),
        (Some(before), Some(now)) => {
            format!("is under {} now, and was under {}", written(now), written(before))
        }
        (None, None) => String::new(),
    }
}

/// Returns what a rule does: as a manifest says, or as it is known here.
fn role(manifest: &Manifest, name: &str) -> Option<Role> {
    let of = |kind: &str, can_fail| match kind {
        "caster" => Role::Caster,
        "transformer" => Role::Transformer { can_fail },
        _ => Role::Validator,
    };
    if let Some(processor) = manifest.processor(name) {
        return Some(of(&processor.kind, processor.can_fail));
    }
    let known = rule::ALL.iter().find(|known| known.name == name)?;
    Some(of(known.stage.role(), !known.symbols.is_empty()))
}

/// Compares the values that a validator lets pass.
fn compare(name: &str, before: Option<&Value>, now: Option<&Value>) -> Now {
    match (before, now) {
        (None, _) => Now::Fewer,
        (_, None) => Now::More,
        (Some(before), Some(now)) => match name {
            "min" | "exclusive_min" | "min_length" | "min_size" => bound(now, before),
            "max" | "exclusive_max" | "max_length" | "max_size" => bound(before, now),
            "one_of" => choices(before, now),
            "multiple_of" => multiple(before, now),
            _ => Now::Others,
        },
    }
}

/// More values pass when the first of the bounds is below the second.
fn bound(low: &Value, high: &Value) -> Now {
    let is_below = match (low.as_i64(), high.as_i64()) {
        (Some(low), Some(high)) => Some(low < high),
        _ => match (low.as_f64(), high.as_f64()) {
            (Some(low), Some(high)) => Some(low < high),
            _ => None,
        },
    };
    match is_below {
        Some(true) => Now::More,
        Some(false) => Now::Fewer,
        None => Now::Others,
    }
}

fn choices(before: &Value, now: &Value) -> Now {
    let (Some(before), Some(now)) = (before.as_array(), now.as_array()) else {
        return Now::Others;
    };
    match (
        before.iter().all(|value| now.contains(value)),
        now.iter().all(|value| before.contains(value)),
    ) {
        (true, _) => Now::More,
        (false, true) => Now::Fewer,
        (false, false) => Now::Others,
    }
}

fn multiple(before: &Value, now: &Value) -> Now {
    let (Some(before), Some(now)) = (before.as_i64(), now.as_i64()) else {
        return Now::Others;
    };
    match (before.checked_rem(now), now.checked_rem(before)) {
        (Some(0), _) => Now::More,
        (_, Some(0)) => Now::Fewer,
        _ => Now::Others,
    }
}
