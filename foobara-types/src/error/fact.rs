use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use serde::{Serialize, Serializer};
use serde_json::{Map, Number, Value};

use super::escape::quoted;

/// One thing known about an error, as the bound that was exceeded. Shown and serialised as JSON.
///
/// ```
/// use foobara_types::error::Fact;
///
/// assert_eq!(Fact::from(3), Fact::Int(3));
/// assert_eq!(Fact::from("a\"b").to_string(), r#""a\"b""#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Nothing, and what JSON cannot say: numbers that are infinite or none.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number too large for [`Int`](Self::Int).
    Uint(u64),
    /// A finite number.
    Float(f64),
    /// Text; that of a program is not copied.
    Text(Cow<'static, str>),
    /// An array or an object.
    Value(Box<Value>),
}

impl Fact {
    /// Returns the text, for a fact that is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the fact as a JSON value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => (*truth).into(),
            Self::Int(integer) => (*integer).into(),
            Self::Uint(integer) => (*integer).into(),
            Self::Float(float) => (*float).into(),
            Self::Text(text) => text.as_ref().into(),
            Self::Value(value) => Value::clone(value),
        }
    }

    /// Writes the fact as JSON text.
    pub(super) fn write(&self, out: &mut impl Write) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(truth) => write!(out, "{truth}"),
            Self::Int(integer) => write!(out, "{integer}"),
            Self::Uint(integer) => write!(out, "{integer}"),
            Self::Float(float) => match Number::from_f64(*float) {
                Some(number) => write!(out, "{number}"),
                None => out.write_str("null"),
            },
            Self::Text(text) => quoted(text, out),
            Self::Value(value) => write!(out, "{value}"),
        }
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Int(integer) => serializer.serialize_i64(*integer),
            Self::Uint(integer) => serializer.serialize_u64(*integer),
            Self::Float(float) => serializer.serialize_f64(*float),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter)
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Fact {
            fn from(integer: $integer) -> Self {
                Self::Int(integer.into())
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32);

impl From<u64> for Fact {
    fn from(integer: u64) -> Self {
        i64::try_from(integer).map_or(Self::Uint(integer), Self::Int)
    }
}

impl From<usize> for Fact {
    fn from(integer: usize) -> Self {
        u64::try_from(integer).unwrap_or(u64::MAX).into()
    }
}

impl From<f64> for Fact {
    fn from(float: f64) -> Self {
        if float.is_finite() {
            Self::Float(float)
        } else {
            Self::Null
        }
    }
}

impl From<f32> for Fact {
    fn from(float: f32) -> Self {
        f64::from(float).into()
    }
}

impl From<bool> for Fact {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<&'static str> for Fact {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Cow<'static, str>> for Fact {
    fn from(text: Cow<'static, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Value> for Fact {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => truth.into(),
            Value::Number(number) => number.into(),
            Value::String(text) => text.into(),
            Value::Array(_) | Value::Object(_) => Self::Value(Box::new(value)),
        }
    }
}

impl From<Number> for Fact {
    fn from(number: Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Self::Int(integer),
            (None, Some(integer)) => Self::Uint(integer),
            (None, None) => number.as_f64().map_or(Self::Null, Self::from),
        }
    }
}

impl From<Map<String, Value>> for Fact {
    fn from(entries: Map<String, Value>) -> Self {
        Self::Value(Box::new(entries.into()))
    }
}

impl<T: Into<Value>> From<Vec<T>> for Fact {
    fn from(list: Vec<T>) -> Self {
        Self::Value(Box::new(list.into()))
    }
}

impl<T: Into<Self>> From<Option<T>> for Fact {
    fn from(fact: Option<T>) -> Self {
        fact.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value) {
        let fact = Fact::from(value.clone());
        assert_eq!(&fact.to_value(), value);
        assert_eq!(fact.to_string(), value.to_string());
        assert_eq!(serde_json::to_string(&fact).ok(), Some(value.to_string()));
    }

    #[test]
    fn a_fact_is_the_value_it_was_made_of() {
        for value in [
            json!(null),
            json!(true),
            json!(-1),
            json!(u64::MAX),
            json!(1.0),
            json!(1e20),
            json!([1, {}]),
        ] {
            check(&value);
        }
        assert_eq!(Fact::from(f64::NAN), Fact::Null);
        assert_eq!(Fact::from(7_u64), Fact::from(7_i8));
    }

    #[test]
    fn only_text_is_text() {
        assert_eq!(Fact::from("a").as_str(), Some("a"));
        assert_eq!(Fact::from(json!(["a"])).as_str(), None);
    }

    proptest! {
        #[test]
        fn text_is_written_as_json_does(text in any::<String>()) {
            check(&text.into());
        }

        #[test]
        fn numbers_are_written_as_json_does(float in any::<f64>()) {
            check(&float.into());
        }
    }
}
