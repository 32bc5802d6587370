use std::sync::Arc;

use foobara_core::{
    App, Around, BoxFuture, Concern, Effect, Fault, FaultKind, Place, PossibleError,
    transaction::StorageError,
};
use foobara_types::{ErrorKind, ModelType};

use super::{
    Idempotency,
    errors::{self, POSSIBLE},
    flight::{Flight, InFlight, Stage},
    inside::Inside,
    kept::KeptAnswer,
    kept_errors,
    ledger::Unit,
    request::{self, Request},
};
use crate::entity::Entity;

impl Concern for Idempotency {
    fn name(&self) -> &'static str {
        "idempotency"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            if let Err(fault) = self.run(&mut run).await {
                run.fail(fault);
            }
        })
    }

    fn place(&self) -> Place {
        Place::Root
    }

    fn inside(&self) -> Option<Arc<dyn Concern>> {
        Some(Arc::new(Inside {
            expires_after: self.expires_after,
            flights: Arc::clone(&self.flights),
        }))
    }

    fn entities(&self) -> Vec<&'static ModelType> {
        vec![KeptAnswer::model()]
    }

    fn possible_errors(&self) -> &'static [PossibleError] {
        &POSSIBLE
    }
}

impl Idempotency {
    async fn run(&self, run: &mut Around<'_>) -> Result<(), Fault> {
        let Some(request) = self.request(run)? else {
            run.proceed().await;
            return Ok(());
        };
        let flight = self.flights.enter(request).ok_or_else(errors::in_use)?;
        if let Some(kept) = run.race(find(run.app(), &flight)).await?? {
            return self.replay(run, &flight.request, &kept);
        }
        run.proceed().await;
        self.conclude(run, &flight).await
    }

    /// Returns what is asked, if it has a key and matters.
    fn request(&self, run: &Around<'_>) -> Result<Option<Request>, Fault> {
        let Some(key) = run.options().idempotency_key.as_deref() else {
            return Ok(None);
        };
        if run.options().is_plan() || run.command().effect() == Effect::Read {
            return Ok(None);
        }
        if key.is_empty() || key.chars().count() > Self::LONGEST_KEY {
            return Err(errors::invalid());
        }
        if !run.takes_text() && self.decoder(run.command()).is_none() {
            return Err(untyped(run));
        }
        Ok(Request::of(run, key))
    }
}

impl Idempotency {
    /// Gives a run the answer of an earlier one, if it asks the same.
    fn replay(&self, run: &mut Around<'_>, request: &Request, kept: &KeptAnswer) -> Result<(), Fault> {
        if kept.fingerprint != request.fingerprint {
            return Err(errors::reused());
        }
        let answer = kept.answer.as_deref().ok_or_else(errors::in_use)?;
        run.note_replay(self.name());
        if kept.is_error {
            let errors = kept_errors::read(answer).ok_or_else(misfit)?;
            return Err(FaultKind::Reported(errors).into());
        }
        let output = match self.decoder(run.command()) {
            Some(decode) if !run.takes_text() => decode(answer).ok_or_else(misfit)?,
            _ => Box::new(answer.to_owned().into_bytes()),
        };
        if run.answer(output) {
            Ok(())
        } else {
            Err(misfit().into())
        }
    }

    /// Looks at what came of a run: whether another was first, and whether there is more to keep.
    async fn conclude(&self, run: &mut Around<'_>, flight: &InFlight<'_>) -> Result<(), Fault> {
        match flight.stage() {
            Stage::Taken if !run.is_ok() => {
                let kept = find(run.app(), flight).await?.ok_or_else(errors::in_use)?;
                self.replay(run, &flight.request, &kept)
            }
            Stage::Executing | Stage::Answered(_) if is_final(run) => self.keep_errors(run, flight).await,
            Stage::Answered(text) if run.is_ok() && run.takes_text() => {
                rewrite(run, flight, &text).await;
                Ok(())
            }
            Stage::Preparing | Stage::Taken | Stage::Executing | Stage::Answered(_) => Ok(()),
        }
    }

    /// Keeps the errors of a run whose unit of work was rolled back, in one of their own.
    async fn keep_errors(&self, run: &mut Around<'_>, flight: &InFlight<'_>) -> Result<(), Fault> {
        let now = request::seconds(run.app());
        let mut kept = KeptAnswer::new(&flight.request, now, self.expires_after);
        let replaces = flight.replaces.get().copied();
        kept.follow(replaces);
        kept.fail(kept_errors::text(&run.errors().unwrap_or_default()));
        match write(run.app(), &kept, replaces).await {
            Err(StorageError::Duplicate | StorageError::Conflict | StorageError::NotFound) => {
                let kept = find(run.app(), flight).await?.ok_or_else(errors::in_use)?;
                self.replay(run, &flight.request, &kept)
            }
            written => {
                warn(run, written);
                Ok(())
            }
        }
    }
}

/// A result would have to be given in its own type, which is not known.
fn untyped(run: &Around<'_>) -> Fault {
    let id = run.app().ports().ids.short();
    tracing::error!(
        command = run.command().reference(),
        id = format!("{id:016x}"),
        "a command was run in process with an idempotency key; add `.typed::<..>()` for it to `Idempotency`"
    );
    FaultKind::BadResult(id).into()
}

/// Returns whether a run has failed for good, or may have left something behind.
fn is_final(run: &Around<'_>) -> bool {
    let is_declared = |kind| matches!(kind, ErrorKind::Failure | ErrorKind::NotFound);
    run.errors()
        .is_some_and(|errors| run.has_left_traces() || errors.0.iter().all(|error| is_declared(error.kind)))
}

/// Finds the answer to a request. One that has expired is remembered for its place.
async fn find(app: &App, flight: &Flight) -> Result<Option<KeptAnswer>, StorageError> {
    let unit = Unit::open(app, Effect::Read)?;
    let found = unit.ledger()?.find(&flight.request.id).await?;
    unit.commit().await?;
    let now = request::seconds(app);
    Ok(found.filter(|kept| {
        let is_kept = now < kept.expires_at;
        if !is_kept {
            flight.replaces.get_or_init(|| kept.version);
        }
        is_kept
    }))
}

async fn write(app: &App, kept: &KeptAnswer, replaces: Option<u32>) -> Result<(), StorageError> {
    let unit = Unit::open(app, Effect::Write)?;
    unit.ledger()?.write(kept, replaces).await?;
    unit.commit().await
}

/// Keeps the answer as it was sent, where that is not as it was found: with the records that it refers to.
async fn rewrite(run: &Around<'_>, flight: &Flight, text: &str) {
    let sent = run.output_text().and_then(|sent| String::from_utf8(sent).ok());
    let Some(sent) = sent.filter(|sent| sent != text) else {
        return;
    };
    let written = async {
        let Some(mut kept) = find(run.app(), flight).await? else {
            return Ok(());
        };
        let version = kept.succeed(sent);
        write(run.app(), &kept, Some(version)).await
    };
    warn(run, written.await);
}

/// The answer of a run that is over could not be kept; it is given all the same.
fn warn(run: &Around<'_>, written: Result<(), StorageError>) {
    if let Err(error) = written {
        let command = run.command().reference();
        tracing::warn!(%error, command, "an answer could not be kept under its idempotency key");
    }
}

/// What was kept is no answer of this command any more.
fn misfit() -> StorageError {
    StorageError::Corrupt("the answer that was kept under an idempotency key".to_owned())
}
