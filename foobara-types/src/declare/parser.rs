use std::sync::Arc;

use serde_json::{Map, Value};

use super::{DeclarationError, DeclarationErrors, Mistake, sugar::desugar};
use crate::{
    declaration::Declaration,
    error::{brief, nearest},
    path::{DataPath, Segment},
    registry::{RegisteredType, TypeRegistry},
    rule::RuleSpec,
};

/// Builds a declaration from data.
pub(crate) fn declare(registry: &TypeRegistry, data: &Value) -> Result<Declaration, DeclarationErrors> {
    let mut parser = Parser::new(registry);
    let declaration = parser.declaration(data);
    parser.finish(declaration)
}

/// A walk over the data of a declaration.
pub(super) struct Parser<'a> {
    pub(super) registry: &'a TypeRegistry,
    path: Vec<Segment>,
    mistakes: Vec<DeclarationError>,
}

/// What a declaration may say whatever its type is.
const COMMON: [&str; 5] = [
    "type",
    "description",
    "allow_nil",
    "sensitive",
    "sensitive_exposed",
];

impl<'a> Parser<'a> {
    /// How deep declarations may be nested.
    const DEEPEST: usize = 96;

    const fn new(registry: &'a TypeRegistry) -> Self {
        Self {
            registry,
            path: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    fn finish(self, declaration: Option<Declaration>) -> Result<Declaration, DeclarationErrors> {
        match declaration {
            Some(declaration) if self.mistakes.is_empty() => Ok(declaration),
            _ => Err(DeclarationErrors(self.mistakes)),
        }
    }

    /// Returns whether further mistakes are not kept, so that there is no need to describe them.
    const fn is_full(&self) -> bool {
        self.mistakes.len() >= DeclarationErrors::MOST
    }

    pub(super) fn mistake(&mut self, mistake: Mistake) {
        if self.is_full() {
            return;
        }
        let path: DataPath = self.path.iter().cloned().collect();
        self.mistakes.push(DeclarationError { path, mistake });
    }

    pub(super) fn below<R>(&mut self, segment: impl Into<Segment>, work: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(segment.into());
        let result = work(self);
        self.path.pop();
        result
    }

    pub(super) fn declaration(&mut self, data: &Value) -> Option<Declaration> {
        if self.path.len() > Self::DEEPEST {
            self.mistake(Mistake::TooDeep(Self::DEEPEST));
            return None;
        }
        let Some(mut strict) = desugar(data) else {
            self.mistake(Mistake::NoDeclaration(brief(data)));
            return None;
        };
        let name = strict.get("type").and_then(Value::as_str)?.to_owned();
        let Some(registered) = self.registry.type_named(&name) else {
            self.unknown_type(name);
            return None;
        };
        let mut declaration = self.base(registered, data.is_array(), &mut strict)?;
        self.common(&mut declaration, &strict);
        self.rules(&mut declaration, registered, &mut strict);
        declaration.source = Some(Arc::new(shortest(strict)));
        Some(declaration)
    }

    pub(super) fn unknown_type(&mut self, name: String) {
        if self.is_full() {
            return;
        }
        let names: Vec<_> = self.registry.types().map(RegisteredType::name).collect();
        let suggestion = nearest(&name, names.iter().map(AsRef::as_ref)).map(str::to_owned);
        self.mistake(Mistake::UnknownType { name, suggestion });
    }

    fn unknown_rule(&mut self, name: &str) {
        if self.is_full() {
            return;
        }
        let names = self.registry.rules().map(|rule| rule.name);
        let suggestion = nearest(name, names).map(str::to_owned);
        self.mistake(Mistake::UnknownProcessor {
            name: name.to_owned(),
            suggestion,
        });
    }

    /// Builds what the values are, from what is said of their parts.
    fn base(
        &mut self,
        registered: &RegisteredType,
        is_list: bool,
        strict: &mut Map<String, Value>,
    ) -> Option<Declaration> {
        let RegisteredType::Structure(name, _) = registered else {
            return Some(registered.declaration());
        };
        let base = match *name {
            "array" => self.array(strict)?,
            "tuple" => self.tuple(is_list, strict)?,
            "associative_array" => self.map(strict)?,
            "attributes" => self.attributes(strict)?,
            "union" => self.union(strict)?,
            _ => self.model(name, strict)?,
        };
        Some(base.map_or_else(|| registered.declaration(), Declaration::new))
    }

    fn common(&mut self, declaration: &mut Declaration, strict: &Map<String, Value>) {
        declaration.allow_nil = self.flag(strict, "allow_nil");
        declaration.sensitive = self.flag(strict, "sensitive");
        declaration.sensitive_exposed = self.flag(strict, "sensitive_exposed");
        match strict.get("description") {
            Some(Value::String(text)) => declaration.description = Some(text.clone().into()),
            None | Some(Value::Null) => {}
            Some(other) => self.below("description", |parser| parser.unexpected("text", other)),
        }
    }

    /// Reads `true` or `false`; not said means `false`.
    pub(super) fn flag(&mut self, strict: &Map<String, Value>, name: &'static str) -> bool {
        match strict.get(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.below(name, |parser| parser.unexpected("true or false", other));
                false
            }
        }
    }

    pub(super) fn unexpected(&mut self, expected: &'static str, got: &Value) {
        self.mistake(Mistake::Unexpected {
            expected,
            got: brief(got),
        });
    }

    /// Reads what is left: rules. Lists of values come last, for they pass the other rules.
    fn rules(
        &mut self,
        declaration: &mut Declaration,
        registered: &RegisteredType,
        strict: &mut Map<String, Value>,
    ) {
        let parts = parts_of(registered);
        let mut names: Vec<String> = strict
            .keys()
            .filter(|name| !COMMON.contains(&name.as_str()) && !parts.contains(&name.as_str()))
            .cloned()
            .collect();
        names.sort_by_key(|name| {
            self.registry
                .rule_named(name)
                .is_some_and(|rule| rule.takes.needs_type())
        });
        for name in names {
            let Some(argument) = strict.get_mut(&name) else {
                continue;
            };
            if let Some(rule) = self.below(name.clone(), |parser| parser.rule(&name, argument, declaration)) {
                declaration.rules.to_mut().push(rule);
            }
        }
        declaration.rules.to_mut().sort_by_key(|rule| rule.kind.stage);
    }

    fn rule(&mut self, name: &str, argument: &mut Value, declaration: &Declaration) -> Option<RuleSpec> {
        let Some(kind) = self.registry.rule_named(name) else {
            self.unknown_rule(name);
            return None;
        };
        if !kind.on.admits(&declaration.base) {
            self.mistake(Mistake::Inapplicable {
                name: kind.name,
                on: kind.on.as_str(),
                of: declaration.type_name().into_owned(),
            });
            return None;
        }
        let arguments = self.arguments(kind, argument, declaration)?;
        Some(RuleSpec {
            kind,
            arguments: arguments.into(),
        })
    }
}

/// What a declaration may say of the parts of its type.
fn parts_of(registered: &RegisteredType) -> &'static [&'static str] {
    match registered {
        RegisteredType::Structure("array", _) => &["element_type_declaration"],
        RegisteredType::Structure("tuple", _) => &["element_type_declarations", "size"],
        RegisteredType::Structure("associative_array", _) => {
            &["key_type_declaration", "value_type_declaration"]
        }
        RegisteredType::Structure("attributes", _) => &[
            "element_type_declarations",
            "required",
            "defaults",
            "ignore_unexpected_attributes",
        ],
        RegisteredType::Structure("union", _) => &["variants", "tag", "content", "key", "name"],
        RegisteredType::Structure(..) => super::model::PARTS,
        _ => &[],
    }
}

/// A name alone says as much as an object that says nothing else.
fn shortest(mut strict: Map<String, Value>) -> Value {
    match (strict.len(), strict.get_mut("type")) {
        (1, Some(name)) => name.take(),
        _ => strict.into(),
    }
}
