use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use serde_json::{Number, Value};

use crate::shape::Kind;

/// One stored value: what a driver binds and what it answers.
///
/// Data are ordered as SQL orders a column of one kind: null comes first, text by its bytes, JSON by its text.
/// Debug output shows the kind and never the value, which may be a secret.
#[derive(Clone)]
#[non_exhaustive]
pub enum Datum {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number of double precision.
    Float(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Anything else.
    Json(Value),
}

impl Datum {
    /// Returns what this is a value of; null is one of every kind.
    pub const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Null => None,
            Self::Bool(_) => Some(Kind::Bool),
            Self::Int(_) => Some(Kind::Int),
            Self::Float(_) => Some(Kind::Float),
            Self::Text(_) => Some(Kind::Text),
            Self::Bytes(_) => Some(Kind::Bytes),
            Self::Json(_) => Some(Kind::Json),
        }
    }

    /// Returns whether there is no value.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value as JSON.
    pub fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => value.into(),
            Self::Int(value) => value.into(),
            Self::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Self::Text(value) => value.into(),
            Self::Bytes(value) => value.into(),
            Self::Json(value) => value,
        }
    }

    /// Brings the value to the form in which a column keeps it: a JSON string into a text column, and the like.
    /// Returns `None` when it has no such form.
    pub fn fit(self, kind: Kind) -> Option<Self> {
        match (kind, self) {
            // JSON has no way to write them, and SQL databases differ in what they make of them.
            (_, Self::Float(value)) if !value.is_finite() => None,
            (_, Self::Null) => Some(Self::Null),
            (kind, same) if same.kind() == Some(kind) => Some(same),
            (Kind::Json, other) => Some(Self::Json(other.into_value())),
            (Kind::Float, Self::Int(value)) => {
                i32::try_from(value).ok().map(|value| Self::Float(value.into()))
            }
            (Kind::Bool, Self::Json(Value::Bool(value))) => Some(Self::Bool(value)),
            (Kind::Text, Self::Json(Value::String(value))) => Some(Self::Text(value)),
            (Kind::Int, Self::Json(Value::Number(value))) => value.as_i64().map(Self::Int),
            (Kind::Float, Self::Json(Value::Number(value))) => value.as_f64().map(Self::Float),
            _ => None,
        }
    }

    /// Returns whether the value is in the form already to which [`fit`](Self::fit) brings it.
    pub(crate) fn is_fit(&self, kind: Kind) -> bool {
        match self {
            Self::Float(value) => kind == Kind::Float && value.is_finite(),
            other => other.kind().is_none_or(|own| own == kind),
        }
    }

    /// The order of kinds among each other; columns hold one kind, so it only makes the order total.
    const fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Int(_) => 2,
            Self::Float(_) => 3,
            Self::Text(_) => 4,
            Self::Bytes(_) => 5,
            Self::Json(_) => 6,
        }
    }
}

impl Ord for Datum {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(left), Self::Bool(right)) => left.cmp(right),
            (Self::Int(left), Self::Int(right)) => left.cmp(right),
            // Both zeros are the same number, as in SQL.
            (Self::Float(left), Self::Float(right)) if left == right => Ordering::Equal,
            (Self::Float(left), Self::Float(right)) => left.total_cmp(right),
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Bytes(left), Self::Bytes(right)) => left.cmp(right),
            (Self::Json(left), Self::Json(right)) => left.to_string().cmp(&right.to_string()),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Datum {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Datum {}

/// Equal data have the same hash, both zeros included.
impl Hash for Datum {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            // The sum with zero is the zero without a sign.
            Self::Float(value) => (value + 0.0).to_bits().hash(state),
            Self::Text(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
            Self::Json(value) => value.to_string().hash(state),
        }
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl From<$type> for Datum {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Bool,
    i8 => Int, i16 => Int, i32 => Int, i64 => Int, u8 => Int, u16 => Int, u32 => Int,
    f32 => Float, f64 => Float,
    &str => Text, String => Text,
    Vec<u8> => Bytes,
}

/// Numbers beyond 63 bits become JSON, which no column of whole numbers takes: they are refused, not wrapped.
impl From<u64> for Datum {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Self::Json(value.into()), Self::Int)
    }
}

impl From<Value> for Datum {
    fn from(value: Value) -> Self {
        if value.is_null() {
            Self::Null
        } else {
            Self::Json(value)
        }
    }
}

impl<T: Into<Self>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl fmt::Debug for Datum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            None => formatter.write_str("Null"),
            Some(kind) => write!(formatter, "{kind:?}(..)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use serde_json::json;

    use super::*;

    #[test]
    fn debug_output_shows_no_value() {
        assert_eq!(
            format!("{:?}", [Datum::from("canary"), Datum::Null]),
            "[Text(..), Null]"
        );
    }

    #[test]
    fn values_take_the_form_of_their_column() {
        assert_eq!(Datum::Json(json!("red")).fit(Kind::Text), Some("red".into()));
        assert_eq!(Datum::from(5_i64).fit(Kind::Json), Some(Datum::Json(json!(5))));
        assert_eq!(Datum::from("5").fit(Kind::Int), None);
        assert_eq!(Datum::from(u64::MAX).fit(Kind::Int), None);
        assert_eq!(Datum::Null.fit(Kind::Int), Some(Datum::Null));
        assert_eq!(Datum::from(5).fit(Kind::Float), Some(Datum::from(5.0)));
        assert_eq!(Datum::from(f64::NAN).fit(Kind::Float), None);
    }

    #[test]
    fn null_comes_first_and_both_zeros_are_equal() {
        assert!(Datum::Null < Datum::from(i64::MIN));
        assert_eq!(Datum::from(0.0), Datum::from(-0.0));
        let hash = |number: f64| foldhash::fast::FixedState::default().hash_one(Datum::from(number));
        assert_eq!(hash(0.0), hash(-0.0));
        assert!(Datum::from("Z") < Datum::from("a"));
    }
}
