use super::{Bulkhead, errors};
use crate::{
    BoxFuture,
    command::CommandKey,
    concern::{Around, Concern, Place, Subject},
    possible::PossibleError,
};

/// What stands for all commands together.
const ALL: CommandKey = ("", &[]);

impl Concern for Bulkhead {
    fn name(&self) -> &'static str {
        "bulkhead"
    }

    fn around<'a>(&'a self, run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(self.in_turn(run))
    }

    fn place(&self) -> Place {
        self.place
    }

    fn possible_errors(&self) -> &'static [PossibleError] {
        errors::POSSIBLE
    }

    fn check(&self, subject: &Subject) -> Result<(), String> {
        if self.at_once == 0 {
            return Err("is under `bulkhead` of 0, which lets nothing through; the least is 1".to_owned());
        }
        if self.place == Place::Everywhere
            && subject.command.callees().any(|callee| callee.is(subject.command))
        {
            return Err(
                "runs itself, and would wait for itself under `bulkhead`; `Bulkhead::at_root` counts it once"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

impl Bulkhead {
    async fn in_turn(&self, mut run: Around<'_>) {
        let command = if self.is_shared { ALL } else { run.command().key() };
        let pool = self.pools.of(command, self.at_once, self.waiting);
        let Ok(_place) = pool.places.try_acquire() else {
            run.fail(errors::overloaded());
            return;
        };
        match run.race(pool.turns.acquire()).await {
            Ok(_turn) => run.proceed().await,
            Err(interrupted) => run.fail(interrupted),
        }
    }
}
