use foobara_core::transaction::StorageError;
use foobara_types::Sensitive;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{datum::Datum, row::RowValues};

/// A type whose values are kept in a column of their own kind; all others are kept as JSON, by [`json_datum`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not kept in a column of its own",
    note = "keep it as JSON, with `json_datum` and `json_column`"
)]
pub trait Field: Sized {
    /// Returns the value as it is kept.
    fn to_datum(&self) -> Datum;

    /// Takes back what was kept.
    ///
    /// # Errors
    ///
    /// [`StorageError::Corrupt`] when it is no value of this type.
    fn from_datum(datum: Datum) -> Result<Self, StorageError>;
}

/// Takes the next value of a row.
///
/// # Errors
///
/// [`StorageError::Corrupt`], with the name of the column, when the value is not one of `T` or the row has ended.
pub fn column<T: Field>(columns: &mut RowValues, name: &str) -> Result<T, StorageError> {
    T::from_datum(next(columns, name)?).map_err(|error| within(name, error))
}

/// Returns a value as JSON for a column. What cannot be written, and null itself, is kept as null.
pub fn json_datum<T: Serialize>(value: &T) -> Datum {
    serde_json::to_value(value).map_or(Datum::Null, Datum::from)
}

/// Takes the next value of a row, kept by [`json_datum`].
///
/// # Errors
///
/// [`StorageError::Corrupt`], with the name of the column, when the value is not one of `T` or the row has ended.
pub fn json_column<T: DeserializeOwned>(columns: &mut RowValues, name: &str) -> Result<T, StorageError> {
    let value = next(columns, name)?.into_value();
    T::deserialize(value).map_err(|error| StorageError::Corrupt(format!("{name}: {error}")))
}

fn next(columns: &mut RowValues, name: &str) -> Result<Datum, StorageError> {
    columns
        .next()
        .ok_or_else(|| StorageError::Corrupt(format!("{name}: the row has no such column")))
}

fn within(name: &str, error: StorageError) -> StorageError {
    match error {
        StorageError::Corrupt(what) => StorageError::Corrupt(format!("{name}: {what}")),
        other => other,
    }
}

/// What is stored is not what the type holds; says the kind and not the value, which may be a secret.
fn mismatch(expected: &str, datum: &Datum) -> StorageError {
    StorageError::Corrupt(format!("expected {expected}, found {datum:?}"))
}

macro_rules! whole_numbers {
    ($($integer:ty)*) => {$(
        impl Field for $integer {
            fn to_datum(&self) -> Datum {
                Datum::from(*self)
            }

            fn from_datum(datum: Datum) -> Result<Self, StorageError> {
                match datum {
                    Datum::Int(value) => Self::try_from(value).map_err(|_| {
                        StorageError::Corrupt(concat!("a whole number that is no ", stringify!($integer)).to_owned())
                    }),
                    other => Err(mismatch("a whole number", &other)),
                }
            }
        }
    )*};
}

whole_numbers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Field for f64 {
    fn to_datum(&self) -> Datum {
        Datum::Float(*self)
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        match datum {
            Datum::Float(value) => Ok(value),
            other => Err(mismatch("a number", &other)),
        }
    }
}

impl Field for f32 {
    fn to_datum(&self) -> Datum {
        Datum::Float((*self).into())
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "what was kept was a number of single precision"
    )]
    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        f64::from_datum(datum).map(|value| value as Self)
    }
}

impl Field for bool {
    fn to_datum(&self) -> Datum {
        Datum::Bool(*self)
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        match datum {
            Datum::Bool(value) => Ok(value),
            other => Err(mismatch("a boolean", &other)),
        }
    }
}

impl Field for String {
    fn to_datum(&self) -> Datum {
        Datum::Text(self.clone())
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        match datum {
            Datum::Text(value) => Ok(value),
            other => Err(mismatch("text", &other)),
        }
    }
}

impl Field for Value {
    fn to_datum(&self) -> Datum {
        self.clone().into()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        Ok(datum.into_value())
    }
}

impl<T: Field> Field for Option<T> {
    fn to_datum(&self) -> Datum {
        self.as_ref().map_or(Datum::Null, T::to_datum)
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        if datum.is_null() {
            Ok(None)
        } else {
            T::from_datum(datum).map(Some)
        }
    }
}

impl<T: Field> Field for Sensitive<T> {
    fn to_datum(&self) -> Datum {
        self.expose().to_datum()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        T::from_datum(datum).map(Self::new)
    }
}

impl<T: Field> Field for Box<T> {
    fn to_datum(&self) -> Datum {
        (**self).to_datum()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        T::from_datum(datum).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Row;

    #[test]
    fn numbers_come_back_only_within_their_range() {
        assert_eq!(u8::from_datum(Datum::Int(255)).ok(), Some(255));
        let error = column::<u8>(&mut Row::from([Datum::Int(256)]).into_iter(), "age").unwrap_err();
        assert_eq!(
            error.to_string(),
            "what is stored does not fit the entity: age: a whole number that is no u8"
        );
        assert!(u64::from_datum(Datum::Int(-1)).is_err());
    }

    #[test]
    fn null_is_only_a_value_of_options() {
        assert_eq!(Option::<i64>::from_datum(Datum::Null).ok(), Some(None));
        assert!(i64::from_datum(Datum::Null).is_err());
        assert_eq!(
            json_column::<Option<Vec<u8>>>(&mut Row::from([Datum::Null]).into_iter(), "tags").ok(),
            Some(None)
        );
    }

    #[test]
    fn secrets_are_kept_as_they_are() {
        let pin = Sensitive::new("1234".to_owned());
        assert_eq!(pin.to_datum(), Datum::from("1234"));
    }
}
