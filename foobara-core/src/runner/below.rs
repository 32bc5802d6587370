use super::{conclude_subcommand, drive};
use crate::{
    command::Execute,
    outcome::Outcome,
    run::{Frame, Unfinished},
};

/// Runs a sub-command in its place.
///
/// [`Sub::run`](crate::Sub::run) does the same by itself: a future less on every level of a deep chain.
pub(crate) fn below<'a, C: Execute>(
    mut command: C,
    frame: Frame<'a>,
) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
    async move {
        let unfinished = Unfinished::of(frame.run);
        let outcome = conclude_subcommand(drive!(command, frame), &frame);
        unfinished.finish();
        outcome
    }
}
