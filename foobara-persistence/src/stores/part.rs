use std::sync::Arc;

use foobara_core::DomainMeta;
use foobara_types::ModelType;

use crate::driver::Store;

/// A store among several, and what it keeps.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) store: Arc<dyn Store>,
    pub(super) keeps: Keeps,
}

/// What a store keeps.
#[derive(Clone)]
pub(super) enum Keeps {
    /// These entities.
    Entities(Vec<&'static ModelType>),
    /// The entities of these domains that no other store keeps.
    Domains(Vec<&'static DomainMeta>),
    /// What no other store keeps.
    Rest,
}

impl Keeps {
    pub(super) fn names(&self, entity: &ModelType) -> bool {
        matches!(self, Self::Entities(entities) if entities.iter().any(|kept| std::ptr::eq(*kept, entity)))
    }

    pub(super) fn spans(&self, entity: &ModelType) -> bool {
        matches!(self, Self::Domains(domains) if domains.iter().any(|domain| domain.scope == entity.scope))
    }

    /// Returns the name of each entity and domain that is said to be kept, and whether it is among the entities.
    pub(super) fn named(&self, entities: &[&'static ModelType]) -> Vec<(String, bool)> {
        let is_used = |is_meant: &dyn Fn(&ModelType) -> bool| entities.iter().any(|entity| is_meant(entity));
        match self {
            Self::Entities(kept) => kept
                .iter()
                .map(|kept| {
                    (
                        format!("`{}`", kept.reference()),
                        is_used(&|entity| std::ptr::eq(entity, *kept)),
                    )
                })
                .collect(),
            Self::Domains(kept) => kept
                .iter()
                .map(|kept| {
                    let name = format!("the domain `{}`", kept.reference());
                    (name, is_used(&|entity| entity.scope == kept.scope))
                })
                .collect(),
            Self::Rest => Vec::new(),
        }
    }

    /// Returns what it is called in errors.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Entities(entities) => {
                format!(
                    "the store of {}",
                    quoted(entities.iter().map(|entity| entity.reference()))
                )
            }
            Self::Domains(domains) => {
                let names = quoted(domains.iter().map(|domain| domain.reference()));
                format!("the store of the domain {names}")
            }
            Self::Rest => "the default store".to_owned(),
        }
    }
}

fn quoted(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}
