//! Whether every value of one type is one of another.

use crate::manifest::reader::{Declared, Manifest, TypeKind};

/// Returns whether whatever `one` accepts, text that stands for a value included, is accepted by `other`. Rules are not
/// looked at. When it is not known, it is not so.
pub(super) fn is_special_case(manifest: &Manifest, one: &Declared, other: &Declared) -> bool {
    if other.type_name == "duck" {
        return true;
    }
    let is_plain_number = ["integer", "float"].contains(&one.type_name.as_str());
    (is_plain_number && other.type_name == "number") || is_made_of(manifest, &one.type_name, &other.type_name)
}

/// Whether a type is made of another by rules, as `email` is of `string`.
fn is_made_of(manifest: &Manifest, name: &str, other: &str) -> bool {
    let mut name = name.to_owned();
    for _ in 0..MOST_STEPS {
        let Some(declared) = manifest.type_named(&name) else {
            return false;
        };
        let Some(base) = declared.base.clone() else {
            return false;
        };
        let is_by_rules = declared.kind == TypeKind::Named || base == "string";
        if !is_by_rules {
            return false;
        }
        if base == other {
            return true;
        }
        name = base;
    }
    false
}

/// How many types may lie between two, so that those that are made of each other come to an end.
const MOST_STEPS: usize = 32;
