use foobara_types::ErrorKind;

use super::Around;
use crate::lifecycle::State;

/// Returns how a run ended, for those who watch: in `succeeded`, in `failed`, or for bugs in `errored`.
pub(super) fn ending(run: &Around<'_>) -> State {
    if run.is_ok() {
        return State::Succeeded;
    }
    let errors = run.errors().unwrap_or_default();
    if errors.iter().any(|error| error.kind == ErrorKind::Unknown) {
        State::Errored
    } else {
        State::Failed
    }
}
