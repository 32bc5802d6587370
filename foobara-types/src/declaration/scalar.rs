use std::{cmp::Ordering, fmt};

use serde_json::{Map, Value};

/// A type whose values are one piece, as text, numbers and dates are.
///
/// Scalars are constants, one a file in [`builtin`](crate::builtin), and as well in crates of users:
///
/// ```
/// use foobara_types::{Base, Declaration, InputErrors, cast, declaration::{Scalar, Wire}};
///
/// const PARITY: &Scalar = &Scalar {
///     name: "parity",
///     wire: Wire::Text,
///     expectation: "\"even\", \"odd\" or a whole number",
///     cast: |value| match value.as_i64() {
///         Some(number) => Some(if number % 2 == 0 { "even" } else { "odd" }.into()),
///         None => matches!(value.as_str()?, "even" | "odd").then(|| value.clone()),
///     },
///     ..Scalar::ATOM
/// };
///
/// let mut value = serde_json::json!(7);
/// let mut errors = InputErrors::new();
/// cast::cast_value(&Declaration::new(Base::Scalar(PARITY)), &mut value, None, &mut errors);
/// assert_eq!(value, "odd");
/// ```
pub struct Scalar {
    /// The name in declarations.
    pub name: &'static str,
    /// The type it is a special case of.
    pub extends: Option<&'static Self>,
    /// What its values are in JSON.
    pub wire: Wire,
    /// What a caster accepts, to complete "Expected …".
    pub expectation: &'static str,
    /// Brings a value to the form that the decoder accepts; leaves alone what has it; `None` when there is no way.
    pub cast: fn(&Value) -> Option<Value>,
    /// The order of two values in that form, where the type has one.
    pub compare: Option<fn(&Value, &Value) -> Option<Ordering>>,
    /// Adds what JSON Schema can say beyond the kind of JSON value.
    pub schema: fn(&mut Map<String, Value>),
}

/// What the values of a scalar are in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Anything.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
}

impl Scalar {
    /// What the constants of scalars are written as a difference from: a special case of `atomic_duck` that takes
    /// everything.
    pub const ATOM: Self = Self {
        name: "",
        extends: Some(crate::builtin::ATOMIC_DUCK),
        wire: Wire::Any,
        expectation: "any value",
        cast: |value| Some(value.clone()),
        compare: None,
        schema: |_| {},
    };

    /// Returns this type and those it is a special case of, nearest first.
    pub fn ancestry(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |scalar| scalar.extends)
    }

    /// Returns whether it is called `name`, or is a special case of what is.
    pub fn is_a(&'static self, name: &str) -> bool {
        self.ancestry().any(|scalar| scalar.name == name)
    }
}

impl fmt::Debug for Scalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Scalar").field(&self.name).finish()
    }
}

impl PartialEq for Scalar {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.name == other.name
    }
}

impl Eq for Scalar {}
