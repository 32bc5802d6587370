use std::{sync::Arc, time::Duration};

use super::{
    LimitBy, RateLimit, errors,
    limiter::{Key, Limiter},
};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Place, Subject},
    possible::PossibleError,
};

const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Concern for RateLimit {
    fn name(&self) -> &'static str {
        "rate_limit"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            match self.limiter(&run).begin(&self.key(&run)) {
                Ok(()) => run.proceed().await,
                Err(wait) => run.fail(errors::rate_limited(wait)),
            }
        })
    }

    fn place(&self) -> Place {
        self.place
    }

    fn possible_errors(&self) -> &'static [PossibleError] {
        errors::POSSIBLE
    }

    fn check(&self, _subject: &Subject) -> Result<(), String> {
        if self.runs == 0 {
            return Err("is under `rate_limit` of 0, which lets nothing through; the least is 1".to_owned());
        }
        if self.period.is_zero() || self.period > YEAR {
            return Err("is under `rate_limit` for a period that is none, or longer than a year".to_owned());
        }
        Ok(())
    }
}

impl RateLimit {
    fn limiter(&self, run: &Around<'_>) -> &Limiter {
        let clock = || Arc::clone(&run.app().ports().clock);
        self.limiter
            .get_or_init(|| Limiter::new(self.runs, self.period, clock()))
    }

    fn key(&self, run: &Around<'_>) -> Key {
        let command = || Some(run.command().key());
        let caller = || run.options().caller.clone();
        match self.by {
            LimitBy::Command => (command(), None),
            LimitBy::Caller => (None, caller()),
            LimitBy::CommandAndCaller => (command(), caller()),
        }
    }
}
