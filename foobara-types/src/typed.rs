//! Rust types that have a declaration.

use crate::{
    declaration::{Base, Declaration, Ref},
    error::InputErrors,
    path::At,
    rule::RuleSpec,
};

/// A Rust type whose values can be inputs, results, or parts of them.
///
/// Derive it with `Model` or `Entity`; the built-in types implement it in [`builtin`](crate::builtin).
///
/// The constants describe values as data. The two functions are what data cannot do: say what an absent value is,
/// and check a value that is already typed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no declaration",
    note = "derive `Model` for a struct or an enum of your own, or use one of the built-in types"
)]
pub trait Typed: Sized {
    /// What the values are.
    const BASE: Base;
    /// The rules that come with the type.
    const RULES: &'static [RuleSpec] = &[];
    /// Whether an attribute of this type must be given.
    const REQUIRED: bool = true;
    /// Whether null is a value.
    const ALLOW_NIL: bool = false;
    /// Whether the values are secrets.
    const SENSITIVE: bool = false;
    /// Whether [`check`](Self::check) does anything.
    const CHECKED: bool = false;

    /// A reference to the declaration, for types made of this one.
    const DECLARATION: Ref<Declaration> = Ref::Static(|| const { &Declaration::of::<Self>() });

    /// Returns the value of an attribute that was not given; `None` when it must be.
    fn absent() -> Option<Self> {
        None
    }

    /// Returns whether this is the value of an attribute that was not given. Such attributes are left out of results.
    fn is_absent(&self) -> bool {
        false
    }

    /// Applies the rules inside this value: those of its attributes and elements.
    fn check(&mut self, _at: Option<&At<'_>>, _errors: &mut InputErrors) {}
}
