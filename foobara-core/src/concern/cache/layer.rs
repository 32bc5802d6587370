use serde_json::Value;

use super::{
    Cache,
    answers::{Answer, Question, Slot},
};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Place, Subject, canonical},
    fault::Fault,
    ports::Effect,
};

impl Concern for Cache {
    fn name(&self) -> &'static str {
        "cache"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            match self.question(&run) {
                Some(question) => self.ask(&mut run, question).await,
                None => run.proceed().await,
            }
        })
    }

    fn place(&self) -> Place {
        Place::Execute
    }

    fn watches_writes(&self) -> bool {
        true
    }

    fn check(&self, subject: &Subject) -> Result<(), String> {
        let command = subject.command;
        if !command.is(self.command) {
            return Err(format!(
                "is under the cache of `{}`; give it one of its own",
                self.command.reference()
            ));
        }
        if command.effect() == Effect::Write {
            return Err("cannot be cached, for it may change something".to_owned());
        }
        let mut inputs = command.inputs.attributes.iter();
        match inputs.find(|input| input.declaration.holds_secrets()) {
            Some(secret) => Err(format!(
                "cannot be cached, for its input `{}` is a secret",
                secret.name
            )),
            None => Ok(()),
        }
    }
}

impl Cache {
    /// Returns what is asked, if the answer may come from the cache.
    fn question(&self, run: &Around<'_>) -> Option<Question> {
        if !run.is_root() && run.root().effect() == Effect::Write {
            return None;
        }
        let inputs = run.inputs().filter(|inputs| !has_null(inputs))?;
        Some(Question {
            caller: run.options().caller.clone().filter(|_| !self.is_shared),
            inputs: canonical::text(&inputs),
        })
    }

    async fn ask(&self, run: &mut Around<'_>, question: Question) {
        let slot = self.answers.slot(question);
        if self.recall(run, &slot) {
            return;
        }
        match slot.turn.try_lock() {
            Ok(_turn) => self.find_out(run, &slot).await,
            Err(_) if run.is_root() && !run.has_used_storage() => {
                if let Err(fault) = self.wait(run, &slot).await {
                    run.fail(fault);
                }
            }
            Err(_) => self.find_out(run, &slot).await,
        }
    }

    /// Waits for another run that asks the same, once. Only a run that holds nothing others may wait for does so.
    async fn wait(&self, run: &mut Around<'_>, slot: &Slot) -> Result<(), Fault> {
        drop(run.race(slot.turn.lock()).await?);
        if !self.recall(run, slot) {
            self.find_out(run, slot).await;
        }
        Ok(())
    }

    /// Answers with what is known, and returns whether that was possible.
    fn recall(&self, run: &mut Around<'_>, slot: &Slot) -> bool {
        let now = run.now();
        let is_good = |answer: &Answer| {
            answer.until.is_none_or(|until| now < until) && run.is_fresh(answer.since, &self.tags)
        };
        match slot.answer(is_good, self.copy) {
            Some(output) => {
                run.note_replay(self.name());
                run.answer(output)
            }
            None => false,
        }
    }

    async fn find_out(&self, run: &mut Around<'_>, slot: &Slot) {
        let (since, until) = (run.sees(), run.now().checked_add(self.time_to_live));
        run.proceed().await;
        if let Some(output) = run.output().and_then(self.copy) {
            slot.keep(Answer { output, since, until });
        }
    }
}

/// Whether there is a null in a value: it may stand for something that JSON has no word for.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().any(has_null),
        Value::Object(entries) => entries.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
