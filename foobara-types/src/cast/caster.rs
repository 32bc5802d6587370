use serde_json::Value;

use crate::{
    builtin::integer,
    declaration::{Base, Declaration},
    error::{InputErrors, Issue},
    json::Notes,
    path::At,
    rule::{RuleSpec, Stage},
};

/// What becomes of the value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is decoded into a Rust type, which applies the rules itself: transformers change a copy.
    Decode,
    /// It stays as it is, transformed.
    Keep,
    /// Nothing: it is asked whether it could be decoded without a cast.
    Judge,
}

/// A walk over a value along its declaration.
pub(super) struct Caster<'a> {
    pub(super) purpose: Purpose,
    pub(super) notes: &'a Notes,
    pub(super) errors: &'a mut InputErrors,
    /// Whether the walk is within a secret.
    is_secret: bool,
}

impl<'a> Caster<'a> {
    pub(super) const fn new(purpose: Purpose, notes: &'a Notes, errors: &'a mut InputErrors) -> Self {
        Self {
            purpose,
            notes,
            errors,
            is_secret: false,
        }
    }

    pub(super) fn value(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        if self.errors.is_full() || value.is_null() && declaration.allow_nil {
            return;
        }
        let was_secret = self.is_secret;
        self.is_secret |= declaration.sensitive;
        self.steps(declaration, value, at);
        self.is_secret = was_secret;
    }

    fn steps(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        self.recast(declaration, value, at);
        if value.is_null() && declaration.allow_nil {
            return;
        }
        if !self.shape(declaration, value, at) {
            return;
        }
        let waits = |rule: &RuleSpec| rule.kind.looks_inside && declaration.base.has_elements();
        self.rules(declaration, value, at, |rule| !waits(rule));
        if self.misses_size(&declaration.base, value, at) {
            return;
        }
        let found = self.errors.len();
        self.elements(declaration, value, at);
        let is_whole = !self.errors.iter().skip(found).any(|error| error.issue.is_fatal);
        if is_whole && declaration.all_rules().any(waits) {
            self.rules_inside(declaration, value, at, waits);
        }
    }

    /// Applies the rules that look inside, to elements as their own transformers leave them.
    fn rules_inside(
        &mut self,
        declaration: &Declaration,
        value: &mut Value,
        at: Option<&At<'_>>,
        waits: impl Fn(&RuleSpec) -> bool,
    ) {
        if self.purpose == Purpose::Keep {
            return self.rules(declaration, value, at, waits);
        }
        let (mut transformed, mut reported) = (value.clone(), InputErrors::new());
        Caster::new(Purpose::Keep, self.notes, &mut reported).elements(declaration, &mut transformed, at);
        self.rules(declaration, &mut transformed, at, waits);
    }

    pub(super) fn refuse(&mut self, at: Option<&At<'_>>, mut issue: Issue) {
        if self.is_secret {
            issue.conceal();
        }
        self.errors.push(at, issue);
    }

    /// Says that the value is not of its type and cannot be made one.
    pub(super) fn cannot_cast(
        &mut self,
        declaration: &Declaration,
        value: &Value,
        at: Option<&At<'_>>,
    ) -> bool {
        self.refuse(at, Issue::cannot_cast(declaration, value));
        false
    }

    /// Applies the casters of the declaration, which know forms that the base does not.
    fn recast(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) {
        if self.purpose == Purpose::Judge {
            return;
        }
        for rule in declaration.rules_of(Stage::Cast) {
            if let Err(issue) = rule.process(&declaration.base, value) {
                self.refuse(at, *issue);
            }
        }
    }

    /// Brings a value to what its base is on the outside. Its elements come later.
    fn shape(&mut self, declaration: &Declaration, value: &mut Value, at: Option<&At<'_>>) -> bool {
        match &declaration.base {
            Base::Scalar(scalar) => self.atom(declaration, (scalar.cast)(value), value, at),
            Base::Integer { min, max } => self.atom(declaration, integer::cast(value, *min, *max), value, at),
            Base::Key(model) | Base::Record(model) => match model.key() {
                Some(key) if !matches!(key.declaration.base, Base::Key(_) | Base::Record(_)) => {
                    let cast = self.key(&key.declaration.base, value);
                    self.atom(declaration, cast, value, at)
                }
                _ => self.cannot_cast(declaration, value, at),
            },
            Base::Foreign(foreign) => match (foreign.refusal)(value) {
                None => true,
                Some(reason) => {
                    self.refuse(at, Issue::foreign(declaration, value, reason));
                    false
                }
            },
            Base::Array(_) | Base::Tuple(_) => value.is_array() || self.cannot_cast(declaration, value, at),
            Base::Map(_) => self.open_map(declaration, value, at),
            Base::Attributes(attributes) => self.open_object(declaration, attributes, value, at),
            Base::Model(model) => self.open_object(declaration, &model.attributes, value, at),
            Base::Union(union) => self.open_union(declaration, union, value, at),
        }
    }

    fn key(&self, base: &Base, value: &Value) -> Option<Value> {
        match base {
            Base::Scalar(scalar) => (scalar.cast)(value),
            Base::Integer { min, max } => integer::cast(value, *min, *max),
            _ => None,
        }
    }

    /// Takes over a cast. A number of more than 64 bits is known by its rounded form only, which must not become text.
    fn atom(
        &mut self,
        declaration: &Declaration,
        cast: Option<Value>,
        value: &mut Value,
        at: Option<&At<'_>>,
    ) -> bool {
        let is_good = |cast: &Value| match self.purpose {
            Purpose::Judge => cast == value,
            _ => !(value.is_f64() && cast.is_string() && self.notes.is_oversized(at)),
        };
        match cast.filter(is_good) {
            Some(cast) => {
                *value = cast;
                true
            }
            None => self.cannot_cast(declaration, value, at),
        }
    }

    fn rules(
        &mut self,
        declaration: &Declaration,
        value: &mut Value,
        at: Option<&At<'_>>,
        has_turn: impl Fn(&RuleSpec) -> bool,
    ) {
        let is_kept = self.purpose == Purpose::Keep;
        let mut copy = None;
        for rule in declaration
            .rules_of(Stage::Transform)
            .filter(|rule| has_turn(rule))
        {
            let value = if is_kept {
                &mut *value
            } else {
                copy.get_or_insert_with(|| value.clone())
            };
            if !self.rule(declaration, rule, value, at) {
                return;
            }
        }
        let value = copy.as_mut().unwrap_or(value);
        for rule in declaration
            .rules_of(Stage::Validate)
            .filter(|rule| has_turn(rule))
        {
            if !self.rule(declaration, rule, value, at) {
                return;
            }
        }
    }

    /// Applies a rule; a fatal complaint ends the processing of the value.
    fn rule(
        &mut self,
        declaration: &Declaration,
        rule: &RuleSpec,
        value: &mut Value,
        at: Option<&At<'_>>,
    ) -> bool {
        let Err(mut issue) = rule.process(&declaration.base, value) else {
            return true;
        };
        if declaration.holds_secrets() {
            issue.conceal();
        }
        let is_fatal = issue.is_fatal;
        self.refuse(at, *issue);
        !is_fatal
    }
}
