use std::fmt;

use serde_json::{Map, Value};

use super::Argument;
use crate::{
    declaration::{Base, Wire},
    error::Issue,
};

/// What there is to know about a rule: on what it works, what it is given, what it can complain of, how schemas say it.
///
/// Rules are constants, written as what differs from [`CASTER`](Self::CASTER), [`TRANSFORMER`](Self::TRANSFORMER) or
/// [`VALIDATOR`](Self::VALIDATOR):
///
/// ```
/// use foobara_types::rule::{RuleKind, Subject};
///
/// const REVERSE: &RuleKind = &RuleKind {
///     name: "reverse",
///     on: Subject::Text,
///     process: &|_, value| {
///         if let Some(text) = value.as_str() {
///             *value = text.chars().rev().collect::<String>().into();
///         }
///         Ok(())
///     },
///     ..RuleKind::TRANSFORMER
/// };
/// ```
pub struct RuleKind {
    /// The name in declarations and in `#[input(..)]`; declarations do not show a rule without one.
    pub name: &'static str,
    /// When it has its turn.
    pub stage: Stage,
    /// The values it works on.
    pub on: Subject,
    /// What it is given.
    pub takes: Takes,
    /// Says what is wrong with arguments that are of the right kind; asked once, when a declaration is made.
    pub check: fn(&[Argument]) -> Result<(), String>,
    /// The symbols of the errors it can report; none for a transformer that cannot fail.
    pub symbols: &'static [&'static str],
    /// Whether it looks at the elements of a collection, so that they must be cast before.
    pub looks_inside: bool,
    /// The step on a dynamic value, which is of the declared base already; before the cast for a caster.
    pub process: Step,
    /// Adds what JSON Schema can say of it.
    pub schema: fn(&[Argument], &mut Map<String, Value>),
}

impl RuleKind {
    /// Judges a value, and does not change it.
    pub const VALIDATOR: Self = Self {
        name: "",
        stage: Stage::Validate,
        on: Subject::Any,
        takes: Takes::Nothing,
        check: |_| Ok(()),
        symbols: &[],
        looks_inside: false,
        process: &|_, _| Ok(()),
        schema: |_, _| {},
    };

    /// Changes a value that is of its type already.
    pub const TRANSFORMER: Self = Self {
        stage: Stage::Transform,
        ..Self::VALIDATOR
    };

    /// Makes a value of another form into one that the type takes. Leaves alone what it does not know.
    pub const CASTER: Self = Self {
        stage: Stage::Cast,
        ..Self::VALIDATOR
    };
}

impl fmt::Debug for RuleKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("RuleKind").field(&self.name).finish()
    }
}

/// The step of a rule on a dynamic value. A rule made at run time may hold what it needs, and is leaked once.
pub type Step = &'static (dyn Fn(&Given<'_>, &mut Value) -> Result<(), Box<Issue>> + Send + Sync);

/// What a rule is given to work on a dynamic value.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its arguments in the declaration.
    pub arguments: &'a [Argument],
    /// What the value is.
    pub base: &'a Base,
}

impl<'a> Given<'a> {
    /// Returns the only argument, when it is text.
    pub fn text(&self) -> Option<&'a str> {
        self.arguments.first()?.as_str()
    }
}

/// The stages of processing, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Before the value is cast to its type.
    Cast,
    /// Changes the value.
    Transform,
    /// Judges the value.
    Validate,
}

impl Stage {
    /// Returns the word for rules of this stage: `caster`, `transformer` or `validator`.
    pub const fn role(self) -> &'static str {
        match self {
            Self::Cast => "caster",
            Self::Transform => "transformer",
            Self::Validate => "validator",
        }
    }
}

/// What a rule is given in a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: `true` turns it on.
    Nothing,
    /// Nothing: naming it turns it on, whatever stands behind it.
    Presence,
    /// A value of the type it is declared on, as a bound.
    Bound,
    /// A number.
    Number,
    /// A number of characters or elements, not negative.
    Length,
    /// A number of decimals, not negative; it stands with `true` for none.
    Decimals,
    /// Two values of the type it is declared on, the lower first, as a list.
    Range,
    /// Text.
    Text,
    /// A regular expression.
    Pattern,
    /// A list of values of the type it is declared on.
    Values,
    /// The name of a type.
    Type,
    /// Any value.
    Anything,
}

impl Takes {
    /// Says what, to complete "takes …".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "`true`",
            Self::Presence => "anything: naming it is enough",
            Self::Bound => "a value of the type",
            Self::Number => "a number",
            Self::Length => "a whole number, not negative",
            Self::Decimals => "a number of decimals, or `true` for none",
            Self::Range => "a list of two values of the type, the lower first",
            Self::Text => "text",
            Self::Pattern => "a regular expression",
            Self::Values => "a list of values of the type",
            Self::Type => "the name of a type",
            Self::Anything => "any value",
        }
    }

    /// Returns whether the arguments are values of the type, which pass its other rules.
    pub(crate) const fn needs_type(self) -> bool {
        matches!(self, Self::Values)
    }
}

/// The values that a rule works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// All.
    Any,
    /// Numbers.
    Number,
    /// Numbers, dates, times and what else has an order.
    Ordered,
    /// Text.
    Text,
    /// Arrays and tuples.
    List,
    /// Arrays, tuples and maps.
    Collection,
    /// Text, arrays, tuples and maps.
    Sized,
    /// Text and arrays.
    TextOrList,
}

impl Subject {
    /// Returns whether values of `base` are among them.
    pub fn admits(self, base: &Base) -> bool {
        let is_text = || base.scalar().is_some_and(|scalar| scalar.is_a("string"));
        let is_list = matches!(base, Base::Array(_) | Base::Tuple(_));
        let is_map = matches!(base, Base::Map(_));
        match self {
            Self::Any => true,
            Self::Number => is_number(base),
            Self::Ordered => is_number(base) || base.scalar().is_some_and(|scalar| scalar.compare.is_some()),
            Self::Text => is_text(),
            Self::List => is_list,
            Self::Collection => is_list || is_map,
            Self::Sized => is_text() || is_list || is_map,
            Self::TextOrList => is_text() || is_list,
        }
    }

    /// Says which values, to complete "works on …".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Number => "numbers",
            Self::Ordered => "numbers, dates and times",
            Self::Text => "text",
            Self::List => "arrays",
            Self::Collection => "arrays and maps",
            Self::Sized => "text, arrays and maps",
            Self::TextOrList => "text and arrays",
        }
    }
}

fn is_number(base: &Base) -> bool {
    match base {
        Base::Integer { .. } => true,
        Base::Scalar(scalar) => scalar.wire == Wire::Number || scalar.is_a("number"),
        _ => false,
    }
}
