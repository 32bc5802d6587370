use super::{CircuitBreaker, circuit::Verdict, circuits::Passage, errors};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Subject},
    possible::PossibleError,
};

impl Concern for CircuitBreaker {
    fn name(&self) -> &'static str {
        "circuit_breaker"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            match self.enter(&run) {
                Ok(mut passage) => {
                    run.proceed().await;
                    passage.verdict = self.verdict(&run);
                }
                Err(wait) => run.fail(errors::open(wait)),
            }
        })
    }

    fn possible_errors(&self) -> &'static [PossibleError] {
        errors::POSSIBLE
    }

    fn check(&self, _subject: &Subject) -> Result<(), String> {
        if self.rule.failures == 0 || self.rule.probes == 0 {
            return Err("is under `circuit_breaker` with 0 failures or probes; the least is 1".to_owned());
        }
        Ok(())
    }
}

impl CircuitBreaker {
    fn enter<'a>(&'a self, run: &Around<'a>) -> Result<Passage<'a>, Option<std::time::Duration>> {
        let (command, now) = (run.command().key(), run.now());
        let ticket = self
            .circuits
            .with(command, |circuit| circuit.enter(now, &self.rule))?;
        Ok(Passage {
            circuits: &self.circuits,
            rule: &self.rule,
            command,
            clock: run.app().ports().clock.as_ref(),
            ticket,
            verdict: Verdict::Unknown,
        })
    }

    fn verdict(&self, run: &Around<'_>) -> Verdict {
        match run.errors() {
            None => Verdict::Works,
            Some(errors) if errors.iter().any(self.counts) => Verdict::Fails,
            Some(_) => Verdict::Unknown,
        }
    }
}
