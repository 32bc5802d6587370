use std::borrow::Cow;

use super::{Base, Declaration};
use crate::rule::RuleSpec;

/// A type with a name of its own, made of another by casters, transformers and validators: `email` out of `string`.
///
/// Declarations that use it have its name in place of its rules.
#[derive(Debug, Clone)]
pub struct NamedType {
    /// The name in declarations.
    pub name: Cow<'static, str>,
    /// The name of the type it is made of.
    pub extends: Cow<'static, str>,
    /// What the values are.
    pub base: Base,
    /// What is asked of them.
    pub rules: Cow<'static, [RuleSpec]>,
    /// What it is; one line.
    pub description: Option<Cow<'static, str>>,
}

impl NamedType {
    /// Returns a type called `name` that is `declaration`, whose own name it extends.
    pub fn new(name: impl Into<Cow<'static, str>>, declaration: Declaration) -> Self {
        let mut rules = declaration.rules.into_owned();
        rules.extend(declaration.type_rules.iter().cloned());
        Self {
            name: name.into(),
            extends: declaration
                .named
                .map_or_else(|| declaration.base.name(), |named| named.name.clone()),
            base: declaration.base,
            rules: rules.into(),
            description: declaration.description,
        }
    }
}
