//! All that code written by the derives may name. Not part of the public interface.

use std::{borrow::Cow, marker::PhantomData};

#[cfg(feature = "schemars")]
pub use foobara_types::foreign::{Foreign, Wrapper};
#[cfg(feature = "validator")]
pub use foobara_types::validate::validate as nested;
pub use foobara_types::{
    Argument, At, Attribute, AttributesType, Base, Declaration, DefaultValue, InputErrors, ModelType, Ref,
    Rule, RuleSpec, Typed, builtin,
    check::report,
    declaration::{
        Access, AttributeList, Content, Delegate, Kept, Mutability, NamedType, OnDelete, Stamp, Tagging,
        UnionType, Variant,
    },
    decode::{self, Encode, Fields, Variants},
    rule,
};
use foobara_types::{Issue, RuleKind, declaration::Wire, rule::Stage};
pub use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as DecodeError, MapAccess},
    ser::SerializeStruct,
};
pub use serde_json::{Map, Value, to_value};

pub use crate::{
    command::{
        Command, CommandMeta, Creates, DeclaredHints, Deletes, DependsOn, Enqueues, Execute, Publishes,
        Reads, Uses, Writes, message,
    },
    concern::Concern,
    context::Context,
    domain::{Domain, DomainMeta, GlobalDomain, Organization, OrganizationMeta, assert_may_use},
    fault::Fault,
    mapper::{DomainMapper, MapperEnd, MapperMeta, Maps},
    outcome::Outcome,
    ports::PortMeta,
    possible::{ErrorSet, Facts, PossibleError, PossibleErrors},
    run::StorageAccess,
    transaction::Isolation,
};

/// Finds out whether a type can be copied: what `Clone` brings hides what [`CannotCopy`] has for every type.
#[derive(Debug)]
pub struct Copier<'a, T>(pub &'a T);

impl<T: Clone> Copier<'_, T> {
    /// Whether it can be copied.
    pub const IS_CLONE: bool = true;

    /// Returns a copy.
    pub fn copy(&self) -> Option<T> {
        Some(self.0.clone())
    }
}

/// What is known of types that cannot be copied.
pub trait CannotCopy<T> {
    /// Whether it can be copied.
    const IS_CLONE: bool = false;

    /// Returns no copy.
    fn copy(&self) -> Option<T> {
        None
    }
}

impl<T> CannotCopy<T> for Copier<'_, T> {}
/// Which end of a mapper `T` is: [`EndOf::<T>::END`](Self::END) is that of a command, or else [`ValueEnd::END`].
#[derive(Debug)]
pub struct EndOf<T>(PhantomData<T>);

impl<T: Command> EndOf<T> {
    /// The end where the command stands.
    pub const END: MapperEnd = MapperEnd::command::<T>();
}

/// The end of a mapper where values stand that are no commands.
pub trait ValueEnd {
    /// The end.
    const END: MapperEnd;
}

impl<T: Typed + 'static> ValueEnd for EndOf<T> {
    const END: MapperEnd = MapperEnd::value::<T>();
}

/// Whether an attribute must be there, and whether null is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// As its type says.
    Typed,
    /// It may be left out, whatever its type says.
    Optional,
    /// As its type says, and null is refused.
    NotNull,
}

/// Returns the attribute that a field of type `T` is.
///
/// # Panics
///
/// When it is evaluated and the rules are not in the order of their stages.
pub const fn attribute<T: Typed>(
    name: &'static str,
    description: Option<&'static str>,
    rules: &'static [RuleSpec],
    default: Option<fn() -> Value>,
    presence: Presence,
) -> Attribute {
    assert_order(rules);
    assert_castable::<T>(rules);
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration {
            base: T::BASE,
            named: T::NAMED,
            type_rules: Cow::Borrowed(T::RULES),
            rules: Cow::Borrowed(rules),
            allow_nil: T::ALLOW_NIL && !matches!(presence, Presence::NotNull),
            sensitive: T::SENSITIVE,
            sensitive_exposed: false,
            description: match description {
                Some(description) => Some(Cow::Borrowed(description)),
                None => None,
            },
            source: None,
        },
        required: T::REQUIRED && default.is_none() && !matches!(presence, Presence::Optional),
        default: match default {
            Some(default) => Some(DefaultValue::Static(default)),
            None => None,
        },
    }
}

/// Asserts that rules are written in the order they are applied in.
const fn assert_order(rules: &[RuleSpec]) {
    let mut rest = rules;
    while let [first, tail @ ..] = rest {
        if let [next, ..] = tail {
            assert!(
                position(first.kind.stage) <= position(next.kind.stage),
                "a rule that changes the value is written after one that judges it: write it before"
            );
        }
        rest = tail;
    }
}

const fn position(stage: Stage) -> u8 {
    match stage {
        Stage::Cast => 0,
        Stage::Transform => 1,
        Stage::Validate => 2,
    }
}

/// Returns the rules of a named type around `T`.
///
/// # Panics
///
/// When it is evaluated and the rules are not in the order of their stages, or `T` cannot be within a named type.
pub const fn rules_around<T: Typed>(rules: &'static [RuleSpec]) -> &'static [RuleSpec] {
    assert_order(rules);
    assert_castable::<T>(rules);
    assert!(
        T::RULES.is_empty() && (const { &T::NAMED }).is_none(),
        "a named type is around a value of a type without rules of its own: write them all here"
    );
    assert!(
        !T::ALLOW_NIL,
        "a named type is around a value that is there: make the attribute optional instead"
    );
    rules
}

/// Returns the named type around `T`.
pub fn named<T: Typed>(
    scope: &[&str],
    name: &str,
    description: Option<&'static str>,
    rules: &'static [RuleSpec],
) -> NamedType {
    let full: Vec<&str> = scope.iter().copied().chain([name]).collect();
    NamedType {
        name: full.join("::").into(),
        extends: T::BASE.name(),
        base: T::BASE,
        rules: Cow::Borrowed(rules),
        description: description.map(Cow::Borrowed),
    }
}

/// Asserts that no caster is written for values that are text already: nobody could tell whether they are to be read.
const fn assert_castable<T: Typed>(rules: &[RuleSpec]) {
    let Base::Scalar(scalar) = (const { &T::BASE }) else {
        return;
    };
    let takes_text = matches!(scalar.wire, Wire::Text | Wire::Any);
    let has_caster = matches!(rules, [first, ..] if matches!(first.kind.stage, Stage::Cast));
    assert!(
        !(takes_text && has_caster),
        "`from_..` makes another value of text, and the attribute takes text as it is"
    );
}

/// Applies a rule to a value; what is wrong is reported at `at`. Returns whether further rules have their turn.
#[inline]
pub fn apply<T, R: Rule<T>>(rule: &R, value: &mut T, at: Option<&At<'_>>, errors: &mut InputErrors) -> bool {
    match rule.process(value) {
        Ok(()) => true,
        Err(issue) => refuse(issue, at, errors),
    }
}

#[cold]
fn refuse(issue: Box<Issue>, at: Option<&At<'_>>, errors: &mut InputErrors) -> bool {
    let goes_on = !issue.is_fatal;
    errors.push(at, issue);
    goes_on
}

/// Applies a rule to a value whose elements, if it has some, are still to be checked.
#[inline]
pub fn apply_before<T: Typed, R: Rule<T>>(
    kind: &'static RuleKind,
    rule: &R,
    value: &mut T,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) -> bool {
    waits::<T>(kind) || apply(rule, value, at, errors)
}

/// Applies a rule to a value if it had to wait until the elements were checked.
#[inline]
pub fn apply_after<T: Typed, R: Rule<T>>(
    kind: &'static RuleKind,
    rule: &R,
    value: &mut T,
    at: Option<&At<'_>>,
    errors: &mut InputErrors,
) -> bool {
    !waits::<T>(kind) || apply(rule, value, at, errors)
}

#[inline]
const fn waits<T: Typed>(kind: &RuleKind) -> bool {
    kind.looks_inside && const { &T::BASE }.has_elements()
}

/// Returns whether none of the errors found since there were `found` is fatal.
#[inline]
pub fn is_whole(errors: &InputErrors, found: usize) -> bool {
    errors.len() == found || !errors.iter().skip(found).any(|error| error.issue.is_fatal)
}

/// Returns the default of an attribute as a value. A default that cannot be written is null.
pub fn default_value<T: Serialize>(value: T) -> Value {
    to_value(value).unwrap_or_default()
}

/// Adds a fact to the context of an error. A fact that cannot be written is null.
pub fn fact<T: Serialize>(context: &mut Map<String, Value>, name: &str, value: &T) {
    context.insert(name.to_owned(), to_value(value).unwrap_or_default());
}
