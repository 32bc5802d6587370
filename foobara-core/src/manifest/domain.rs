use std::collections::{BTreeMap, BTreeSet};

use foobara_types::ModelType;
use serde_json::{Map, Value, json};

use super::scoped::{GLOBAL_DOMAIN, GLOBAL_ORGANIZATION, object, scoped};
use crate::CommandEntry;

/// Returns the `domain` section of a manifest.
pub(super) fn domains(
    registered: &[String],
    models: &[&'static ModelType],
    commands: &[(String, &CommandEntry)],
    scopes: &BTreeSet<&'static [&'static str]>,
) -> Map<String, Value> {
    let mut domains: Map<String, Value> = scopes
        .iter()
        .filter(|scope| !scope.is_empty())
        .map(|scope| (scope.join("::"), domain(models, commands, scope)))
        .collect();
    let mut global = nameless("domain", GLOBAL_DOMAIN);
    let outside = models.iter().filter(|model| model.scope.is_empty());
    let types: BTreeSet<String> = outside
        .map(|model| model.reference())
        .chain(registered.iter().cloned())
        .collect();
    let inside = commands
        .iter()
        .filter(|(_, command)| command.meta.domain.is_global());
    let names: Vec<&str> = inside.map(|(name, _)| name.as_str()).collect();
    global.insert("types".to_owned(), json!(types));
    global.insert("commands".to_owned(), json!(names));
    global.insert("parent".to_owned(), json!(["organization", GLOBAL_ORGANIZATION]));
    domains.insert(GLOBAL_DOMAIN.to_owned(), global.into());
    domains
}

fn domain(
    models: &[&'static ModelType],
    commands: &[(String, &CommandEntry)],
    scope: &'static [&'static str],
) -> Value {
    let (name, organization) = scope.split_last().map_or(("", ""), |(name, organization)| {
        (*name, organization.first().copied().unwrap_or_default())
    });
    let organization = if organization.is_empty() {
        GLOBAL_ORGANIZATION
    } else {
        organization
    };
    let mut entry = scoped("domain", &[], name, ("organization", organization));
    let reference = scope.join("::");
    let types: Vec<String> = models
        .iter()
        .filter(|model| model.scope == scope)
        .map(|model| model.reference())
        .collect();
    let inside: Vec<&(String, &CommandEntry)> = commands
        .iter()
        .filter(|(_, command)| command.meta.domain.scope == scope)
        .collect();
    let names: Vec<&str> = inside.iter().map(|(name, _)| name.as_str()).collect();
    let mut depends_on: Vec<String> = inside
        .first()
        .map(|(_, command)| {
            command
                .meta
                .domain
                .depends_on
                .iter()
                .map(|domain| domain().reference())
                .collect()
        })
        .unwrap_or_default();
    depends_on.sort_unstable();
    entry.extend(object(json!({
        "scoped_full_path": scope,
        "scoped_full_name": reference,
        "reference": reference,
        "domain": reference,
        "organization": organization,
        "types": types,
        "commands": names,
    })));
    if let Some(description) = inside
        .first()
        .and_then(|(_, command)| command.meta.domain.description)
    {
        entry.insert("description".to_owned(), description.into());
    }
    if !depends_on.is_empty() {
        entry.insert("depends_on".to_owned(), depends_on.into());
    }
    entry.into()
}

/// Returns the `organization` section of a manifest.
pub(super) fn organizations(commands: &[(String, &CommandEntry)]) -> Map<String, Value> {
    let mut domains: BTreeMap<&str, (Option<&str>, BTreeSet<String>)> = BTreeMap::new();
    for (_, command) in commands {
        let domain = command.meta.domain;
        if let Some(organization) = domain.organization {
            let (description, inside) = domains.entry(organization.name).or_default();
            *description = description.or(organization.description);
            inside.insert(domain.reference());
        }
    }
    let mut organizations: Map<String, Value> = domains
        .into_iter()
        .map(|(name, (description, domains))| (name.to_owned(), organization(name, description, &domains)))
        .collect();
    let mut global = nameless("organization", GLOBAL_ORGANIZATION);
    global.insert("domains".to_owned(), json!([GLOBAL_DOMAIN]));
    organizations.insert(GLOBAL_ORGANIZATION.to_owned(), global.into());
    organizations
}

fn organization(name: &str, description: Option<&str>, domains: &BTreeSet<String>) -> Value {
    let mut entry = scoped("organization", &[], name, ("", ""));
    entry.remove("parent");
    entry.insert("organization".to_owned(), name.into());
    entry.insert("domains".to_owned(), json!(domains));
    if let Some(description) = description {
        entry.insert("description".to_owned(), description.into());
    }
    entry.into()
}

/// Returns the entry of a thing that has no name: the global domain and the global organisation.
fn nameless(category: &str, reference: &str) -> Map<String, Value> {
    object(json!({
        "scoped_path": [],
        "scoped_name": null,
        "scoped_short_name": null,
        "scoped_prefix": [],
        "scoped_full_path": [],
        "scoped_full_name": "",
        "scoped_category": category,
        "reference": reference,
        "domain": GLOBAL_DOMAIN,
        "organization": GLOBAL_ORGANIZATION,
    }))
}
