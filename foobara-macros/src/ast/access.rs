use syn::{Error, ext::IdentExt};

use super::{Structure, marks_of_models};
use crate::{attr::nearest, mistakes::Mistakes};

/// Who may see and change which attributes of a model.
#[derive(Debug)]
pub(crate) struct Access {
    /// The attributes that may be changed.
    pub(crate) mutable: Mutability,
    /// The attributes that are never shown.
    pub(crate) private: Vec<String>,
    /// Names for attributes of attributes, each with the way there.
    pub(crate) delegates: Vec<(String, Vec<String>)>,
}

/// The attributes that may be changed.
#[derive(Debug)]
pub(crate) enum Mutability {
    All,
    None,
    Only(Vec<String>),
}

impl Access {
    /// Reads what a model and its fields say. Only a model with a name has a place to keep it.
    pub(crate) fn parse(structure: &Structure, is_named: bool, mistakes: &mut Mistakes) -> Self {
        if !is_named {
            refuse_unnamed(structure, mistakes);
        }
        Self {
            mutable: mutability(structure),
            private: names(structure, |is_private, _| is_private),
            delegates: delegates(structure, mistakes),
        }
    }

    /// Returns whether there is nothing to say.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.mutable, Mutability::All) && self.private.is_empty() && self.delegates.is_empty()
    }
}

fn refuse_unnamed(structure: &Structure, mistakes: &mut Mistakes) {
    const REASON: &str = " with a name: add `#[model(domain = ..)]`";
    marks_of_models(&structure.fields, REASON, mistakes);
    let container = &structure.subject.container;
    if let Some(span) = container.immutable {
        mistakes.push(Error::new(span, format!("`immutable` is for models{REASON}")));
    }
    if let Some(delegate) = container.delegates.first() {
        mistakes.at(&delegate.name, format_args!("`delegates` is for models{REASON}"));
    }
}

fn names(structure: &Structure, is_meant: fn(bool, bool) -> bool) -> Vec<String> {
    structure
        .attributes()
        .filter(|field| is_meant(field.private.is_some(), field.immutable.is_some()))
        .map(|field| field.name.clone())
        .collect()
}

fn mutability(structure: &Structure) -> Mutability {
    if structure.subject.container.immutable.is_some() {
        Mutability::None
    } else if structure.attributes().any(|field| field.immutable.is_some()) {
        Mutability::Only(names(structure, |_, is_immutable| !is_immutable))
    } else {
        Mutability::All
    }
}

fn delegates(structure: &Structure, mistakes: &mut Mistakes) -> Vec<(String, Vec<String>)> {
    let attributes: Vec<&str> = structure.attributes().map(|field| field.name.as_str()).collect();
    let delegates = structure.subject.container.delegates.iter().map(|delegate| {
        let name = delegate.name.unraw().to_string();
        let path: Vec<String> = delegate.path.value().split('.').map(str::to_owned).collect();
        if attributes.contains(&name.as_str()) {
            mistakes.at(
                &delegate.name,
                format_args!("`{name}` is an attribute of the model already"),
            );
        }
        match path.first() {
            Some(first) if !attributes.contains(&first.as_str()) => {
                let hint = nearest(first, &attributes)
                    .map_or_else(String::new, |nearest| format!("; did you mean `{nearest}`?"));
                let message =
                    format!("the way begins at `{first}`, which is no attribute of the model{hint}");
                mistakes.at(&delegate.path, message);
            }
            _ if path.len() < 2 || path.iter().any(String::is_empty) => mistakes.at(
                &delegate.path,
                "the way leads to an attribute of an attribute: `\"keeper.name\"`",
            ),
            _ => {}
        }
        (name, path)
    });
    delegates.collect()
}
