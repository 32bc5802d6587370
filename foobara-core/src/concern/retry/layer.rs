use std::time::Duration;

use super::{Retry, errors};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Place, Subject},
    ports::Random,
};

impl Concern for Retry {
    fn name(&self) -> &'static str {
        "retry"
    }

    fn around<'a>(&'a self, run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(self.attempts(run))
    }

    fn place(&self) -> Place {
        self.place
    }

    fn repeats(&self) -> bool {
        true
    }

    fn check(&self, subject: &Subject) -> Result<(), String> {
        if self.place == Place::Everywhere && subject.writes_within_others() {
            return Err(
                "retries and writes, and is run by other commands: the retry would be within their unit of work; \
                 `Retry::at_root` leaves it alone there"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

impl Retry {
    async fn attempts(&self, mut run: Around<'_>) {
        run.proceed().await;
        for further in 0..self.times {
            let random = run.app().ports().random.as_ref();
            if !self.is_worthwhile(&run) || !run.sleep(self.wait(further, random)).await {
                return;
            }
            tracing::debug!(command = run.command().name, further, "a run is tried again");
            run.proceed().await;
        }
    }

    fn is_worthwhile(&self, run: &Around<'_>) -> bool {
        let Some(errors) = run.errors() else {
            return false;
        };
        let passes = |error| match self.when {
            Some(when) => when(error),
            None => errors::passes(error, run.command(), run.app()),
        };
        errors.iter().all(passes) && (self.is_after_effects || !run.has_left_traces())
    }

    /// Returns the wait, less a random part of it.
    pub(super) fn wait(&self, further: u32, random: &dyn Random) -> Duration {
        let wait = self.backoff.wait(further);
        if self.jitter <= 0.0 {
            return wait;
        }
        let high = u32::try_from(random.bits() >> 32).unwrap_or(u32::MAX);
        let part = f64::from(high) / f64::from(u32::MAX);
        let left_out = Duration::try_from_secs_f64(wait.as_secs_f64() * self.jitter * part);
        wait.saturating_sub(left_out.unwrap_or(wait))
    }
}
