use std::{borrow::Cow, collections::BTreeMap};

use serde_json::Value;

use super::RegisteredType;
use crate::{
    builtin,
    declaration::{Declaration, ModelType, NamedType, Ref, Scalar},
    declare::{self, DeclarationErrors},
    rule::{self, RuleKind},
};

/// The types and rules that declarations may name: those built in, and what an app adds.
///
/// It is filled when an app is built and does not change afterwards.
///
/// ```
/// use foobara_types::{TypeRegistry, json::Notes};
/// use serde_json::json;
///
/// let mut registry = TypeRegistry::standard();
/// let even = registry.declare(&json!({ "type": "integer", "multiple_of": 2 }))?;
/// registry.add_type("even", even);
///
/// let pair = registry.declare(&json!(["even", "even"]))?;
/// assert_eq!(pair.process(json!([2, "4"]), &Notes::none()), Ok(json!([2, 4])));
/// assert!(registry.extends("even", "number"));
/// # Ok::<(), foobara_types::DeclarationErrors>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct TypeRegistry {
    types: BTreeMap<Cow<'static, str>, RegisteredType>,
    rules: BTreeMap<&'static str, &'static RuleKind>,
}

/// Types with parts, and what each is a special case of.
const STRUCTURES: [(&str, &str); 8] = [
    ("array", "duckture"),
    ("tuple", "array"),
    ("associative_array", "duckture"),
    ("attributes", "associative_array"),
    ("union", "duckture"),
    ("model", "atomic_duck"),
    ("detached_entity", "model"),
    ("entity", "detached_entity"),
];

impl TypeRegistry {
    /// Returns a registry of everything that is built in.
    pub fn standard() -> Self {
        let mut registry = Self::default();
        for (name, parent) in STRUCTURES {
            registry.insert(RegisteredType::Structure(name, parent));
        }
        registry.insert(RegisteredType::Integer);
        for scalar in builtin::SCALARS {
            registry.add_scalar(scalar);
        }
        for rule in rule::ALL {
            registry.add_rule(rule);
        }
        for named in builtin::named::NAMED_TYPES {
            registry.insert(RegisteredType::Named(NamedType::clone(named).into()));
        }
        registry
    }

    /// Adds a type of one piece. A type of the same name is replaced.
    pub fn add_scalar(&mut self, scalar: &'static Scalar) {
        self.insert(RegisteredType::Scalar(scalar));
    }

    /// Adds a type called `name` made of another. A type of the same name is replaced.
    pub fn add_type(&mut self, name: impl Into<Cow<'static, str>>, declaration: Declaration) {
        self.insert(RegisteredType::Named(NamedType::new(name, declaration).into()));
    }

    /// Adds a model or an entity by its full name. One of the same name is replaced.
    pub fn add_model(&mut self, model: impl Into<Ref<ModelType>>) {
        self.insert(RegisteredType::Model(model.into()));
    }

    /// Adds a caster, a transformer or a validator. One of the same name is replaced.
    pub fn add_rule(&mut self, rule: &'static RuleKind) {
        self.rules.insert(rule.name, rule);
    }

    fn insert(&mut self, registered: RegisteredType) {
        let name = registered.name().into_owned().into();
        self.types.insert(name, registered);
    }

    /// Returns the type called `name`.
    pub fn type_named(&self, name: &str) -> Option<&RegisteredType> {
        self.types.get(name)
    }

    /// Returns the rule called `name`.
    pub fn rule_named(&self, name: &str) -> Option<&'static RuleKind> {
        self.rules.get(name).copied()
    }

    /// Returns every type, sorted by name.
    pub fn types(&self) -> impl Iterator<Item = &RegisteredType> {
        self.types.values()
    }

    /// Returns every rule, sorted by name.
    pub fn rules(&self) -> impl Iterator<Item = &'static RuleKind> {
        self.rules.values().copied()
    }

    /// Returns whether the type called `name` is called `ancestor`, or is a special case of what is.
    pub fn extends(&self, name: &str, ancestor: &str) -> bool {
        let mut next = Some(Cow::Borrowed(name));
        while let Some(name) = next {
            if name == ancestor {
                return true;
            }
            next = self.types.get(&name).and_then(RegisteredType::extends);
        }
        false
    }

    /// Builds a declaration from data: Ruby foobara's strict form, or its sugar.
    ///
    /// # Errors
    ///
    /// Every mistake in the data.
    pub fn declare(&self, data: &Value) -> Result<Declaration, DeclarationErrors> {
        declare::declare(self, data)
    }
}
