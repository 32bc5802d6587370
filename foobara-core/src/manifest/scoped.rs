//! What every entry of a manifest starts with: where the thing is among all names.

use serde_json::{Map, Value, json};

use crate::DomainMeta;

/// The domain of what belongs to none.
pub(super) const GLOBAL_DOMAIN: &str = "global_organization::global_domain";
/// The organisation of what belongs to none.
pub(super) const GLOBAL_ORGANIZATION: &str = "global_organization";

/// Returns the name of a domain in a manifest; the global one has one here.
pub(super) fn domain(domain: &DomainMeta) -> String {
    if domain.scope.is_empty() {
        GLOBAL_DOMAIN.to_owned()
    } else {
        domain.reference()
    }
}

/// Returns the entry of a thing called `name` within `scope`: an organisation and a domain, or less.
pub(super) fn scoped(category: &str, scope: &[&str], name: &str, parent: (&str, &str)) -> Map<String, Value> {
    let full: Vec<&str> = scope.iter().copied().chain([name]).collect();
    let full_name = full.join("::");
    let domain = if scope.is_empty() {
        GLOBAL_DOMAIN.to_owned()
    } else {
        scope.iter().take(2).copied().collect::<Vec<_>>().join("::")
    };
    let organization = match scope {
        [organization, _, ..] => organization,
        _ => GLOBAL_ORGANIZATION,
    };
    object(json!({
        "scoped_path": [name],
        "scoped_name": name,
        "scoped_short_name": name,
        "scoped_prefix": null,
        "scoped_full_path": full,
        "scoped_full_name": full_name,
        "scoped_category": category,
        "reference": full_name,
        "domain": domain,
        "organization": organization,
        "parent": [parent.0, parent.1],
    }))
}

/// Returns the entry of a thing in the global domain.
pub(super) fn global(category: &str, path: &[&str], parent: (&str, &str)) -> Map<String, Value> {
    let name = path.join("::");
    object(json!({
        "scoped_path": path,
        "scoped_name": name,
        "scoped_short_name": path.last(),
        "scoped_prefix": path.split_last().map(|(_, prefix)| prefix).unwrap_or_default(),
        "scoped_full_path": path,
        "scoped_full_name": name,
        "scoped_category": category,
        "reference": name,
        "domain": GLOBAL_DOMAIN,
        "organization": GLOBAL_ORGANIZATION,
        "parent": [parent.0, parent.1],
    }))
}

/// Returns the object that a value built with `json!` is.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}
