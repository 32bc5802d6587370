use foobara_core::transaction::StorageError;
use foobara_types::{Argument, Base, RuleSpec, Typed, builtin, rule};
use serde::{Deserialize, Serialize};

use crate::{datum::Datum, field::Field};

/// What has become of a [`Job`](super::Job).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits for its time, or for a worker.
    Queued,
    /// A worker has claimed it; once its lease has ended, another may.
    Running,
    /// It was run.
    Done,
    /// It has failed, and is not tried again.
    Dead,
}

impl JobState {
    const ALL: [Self; 4] = [Self::Queued, Self::Running, Self::Done, Self::Dead];

    const NAMES: &'static [Argument] = &[
        Argument::text(Self::Queued.as_str()),
        Argument::text(Self::Running.as_str()),
        Argument::text(Self::Done.as_str()),
        Argument::text(Self::Dead.as_str()),
    ];

    /// Returns the name, as it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

impl Typed for JobState {
    const BASE: Base = Base::Scalar(builtin::SYMBOL);
    const RULES: &'static [RuleSpec] = &[RuleSpec::new(rule::ONE_OF, Self::NAMES)];
}

impl Field for JobState {
    fn to_datum(&self) -> Datum {
        Datum::from(self.as_str())
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        let text = String::from_datum(datum)?;
        let state = Self::ALL.into_iter().find(|state| state.as_str() == text);
        state.ok_or_else(|| StorageError::Corrupt("text that is no state of a job".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_back() {
        for state in JobState::ALL {
            assert_eq!(JobState::from_datum(state.to_datum()).ok(), Some(state));
            assert_eq!(serde_json::to_value(state).ok(), Some(state.as_str().into()));
        }
        assert!(JobState::from_datum(Datum::from("sleeping")).is_err());
    }
}
