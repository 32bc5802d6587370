use std::fmt;

use jiff::{SignedDuration, civil::DateTime};

/// A date and a time with its distance from UTC, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) local: DateTime,
    pub(super) offset: Offset,
}

/// A distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offset {
    /// UTC by name: `Z`.
    Utc,
    /// Minutes ahead of UTC, less than a day.
    Minutes(i16),
}

impl Moment {
    /// Returns the time since 1970-01-01T00:00:00Z.
    pub(super) fn since_epoch(self) -> SignedDuration {
        let local = self
            .local
            .duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
        match self.offset {
            Offset::Utc => local,
            Offset::Minutes(minutes) => local.saturating_sub(SignedDuration::from_mins(minutes.into())),
        }
    }
}

impl Offset {
    /// UTC as a distance of nothing: `+00:00`.
    pub(super) const ZERO: Self = Self::Minutes(0);
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.local, self.offset)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Utc => formatter.write_str("Z"),
            Self::Minutes(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}
