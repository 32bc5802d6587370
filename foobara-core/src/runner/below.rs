use super::{conclude_subcommand, phases};
use crate::{
    command::Execute,
    outcome::Outcome,
    run::{Frame, Unfinished},
};

/// Runs a sub-command in its place.
///
/// [`Sub::run`](crate::Sub::run) does the same by itself: a future less on every level of a deep chain.
pub(crate) fn below<'a, C: Execute>(
    command: C,
    frame: Frame<'a>,
) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
    async move {
        let unfinished = Unfinished::of(frame.run);
        let mut outcome = phases(command, &frame).await;
        conclude_subcommand(&frame, &mut outcome);
        unfinished.finish();
        outcome
    }
}
