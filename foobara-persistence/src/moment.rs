//! Moments, as they are kept: text of one length, so that its order is that of time.

use std::time::SystemTime;

use foobara_core::transaction::StorageError;
use jiff::Timestamp;

use crate::{datum::Datum, field::Field};

/// A type of attributes that hold a moment which is written for the record: `jiff::Timestamp`, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` does not hold the moment of a creation or a change",
    note = "use `jiff::Timestamp`, or an `Option` of it"
)]
pub trait Moment: Field {}

impl Moment for Timestamp {}

impl Moment for Option<Timestamp> {}

/// A type of attributes that may hold a moment, by which the record is hidden: an `Option` of `jiff::Timestamp`.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` cannot say that a record is deleted or archived, and that it is not",
    note = "use `Option<jiff::Timestamp>`"
)]
pub trait OptionalMoment: Field {}

impl OptionalMoment for Option<Timestamp> {}

/// Kept with nine decimals of the seconds, from the year 0 to 9999: `2020-01-31T13:30:00.000000000Z`.
impl Field for Timestamp {
    fn to_datum(&self) -> Datum {
        Datum::from(*self)
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        let Datum::Text(text) = datum else {
            return Err(StorageError::Corrupt(format!(
                "expected a moment, found {datum:?}"
            )));
        };
        text.parse()
            .map_err(|_| StorageError::Corrupt("a text that is no moment".to_owned()))
    }
}

impl From<Timestamp> for Datum {
    fn from(moment: Timestamp) -> Self {
        Self::Text(format!("{moment:.9}"))
    }
}

/// Returns a time of day as it is kept; one that is further away than any moment is the last one.
pub(crate) fn datum(time: SystemTime) -> Datum {
    Timestamp::try_from(time).unwrap_or(Timestamp::MAX).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAWN: i64 = -62_167_219_200;
    const DUSK: i64 = 253_402_207_200;

    fn moment() -> impl Strategy<Value = Timestamp> {
        let parts = (DAWN..DUSK, 0..1_000_000_000_i32);
        parts.prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).expect("it is within the range"))
    }

    proptest! {
        #[test]
        fn moments_are_kept_in_their_order(one in moment(), other in moment()) {
            prop_assert_eq!(Timestamp::from_datum(one.to_datum()).ok(), Some(one));
            prop_assert_eq!(one.to_datum().cmp(&other.to_datum()), one.cmp(&other));
        }
    }

    #[test]
    fn a_moment_is_kept_with_all_its_decimals() {
        assert_eq!(
            Timestamp::UNIX_EPOCH.to_datum(),
            Datum::from("1970-01-01T00:00:00.000000000Z")
        );
        assert_eq!(datum(SystemTime::UNIX_EPOCH), Timestamp::UNIX_EPOCH.to_datum());
        assert!(Timestamp::from_datum(Datum::from("soon")).is_err());
    }
}
