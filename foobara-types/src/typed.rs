//! Rust types that have a declaration.

use serde::{Deserializer, de::DeserializeOwned};

use crate::{
    declaration::{Base, Declaration, NamedType, Ref},
    error::InputErrors,
    path::At,
    rule::RuleSpec,
};

/// A Rust type whose values can be inputs, results, or parts of them.
///
/// Derive it with `Model` or `Entity`; the built-in types implement it in [`builtin`](crate::builtin).
///
/// The constants describe values as data. The functions are what data cannot do: say what an absent value is, check
/// a value that is already typed, and decode one strictly.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no declaration",
    note = "derive `Model` for a struct or an enum of your own, or use one of the built-in types"
)]
pub trait Typed: DeserializeOwned {
    /// What the values are.
    const BASE: Base;
    /// The rules that come with the type.
    const RULES: &'static [RuleSpec] = &[];
    /// The name the type has in declarations, when it has one of its own: that of [`BASE`](Self::BASE) under
    /// [`RULES`](Self::RULES).
    const NAMED: Option<Ref<NamedType>> = None;
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

    /// Applies the rules of a model to a value that did not come in as an input: transformers change it, validators refuse it.
    ///
    /// Inputs are checked by themselves, and records of entities before they are written.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the value.
    ///
    /// ```
    /// use foobara_types::{At, Base, InputErrors, Issue, Typed};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Debug, Deserialize, Serialize)]
    /// struct Street(String);
    ///
    /// // As the derives write it.
    /// impl Typed for Street {
    ///     const BASE: Base = String::BASE;
    ///     const CHECKED: bool = true;
    ///
    ///     fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
    ///         self.0 = self.0.trim().to_owned();
    ///         if self.0.is_empty() {
    ///             errors.push(at, Issue::text("blank", "a street has a name"));
    ///         }
    ///     }
    /// }
    ///
    /// let street = |name: &str| Street(name.to_owned()).validated();
    /// assert_eq!(street(" Elm Street ").map(|street| street.0).ok(), Some("Elm Street".to_owned()));
    /// assert!(street(" ").is_err());
    /// ```
    fn validated(mut self) -> Result<Self, InputErrors> {
        let mut errors = InputErrors::new();
        self.check(None, &mut errors);
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }

    /// Decodes a value, accepting exactly the form that the declaration describes.
    ///
    /// Provided by the type's own `Deserialize`; replaced for types that take more than one form there.
    ///
    /// # Errors
    ///
    /// When the value is not of that form.
    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}
