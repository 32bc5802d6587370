use std::{sync::Arc, time::Duration};

use foobara_core::{Around, BoxFuture, Concern, Effect, Fault, FaultKind, Place, transaction::StorageError};

use super::{
    flight::{Flight, Flights, Stage},
    kept::KeptAnswer,
    ledger::Ledger,
    request,
};

/// The half that is inside the unit of work: it takes the key before `execute`, and keeps the answer after it.
pub(super) struct Inside {
    pub(super) expires_after: Duration,
    pub(super) flights: Arc<Flights>,
}

impl Concern for Inside {
    fn name(&self) -> &'static str {
        "idempotency"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let key = run.options().idempotency_key.clone();
            let Some(key) = key.filter(|_| run.is_root() && run.command().effect() == Effect::Write) else {
                return run.proceed().await;
            };
            let flight = self.flights.of(&request::id(&run, &key));
            let done = match flight {
                Some(flight) => self.execute(&mut run, &flight).await,
                None => Err(untold(&run)),
            };
            if let Err(fault) = done {
                run.fail(fault);
            }
        })
    }

    fn place(&self) -> Place {
        Place::Execute
    }
}

impl Inside {
    async fn execute(&self, run: &mut Around<'_>, flight: &Flight) -> Result<(), Fault> {
        let mut kept = KeptAnswer::new(&flight.request, request::seconds(run.app()), self.expires_after);
        take(run, flight, &mut kept).await?;
        flight.reach(Stage::Executing);
        run.proceed().await;
        if !run.is_ok() {
            return Ok(());
        }
        let text = run.output_text().and_then(|text| String::from_utf8(text).ok());
        let text = text.ok_or_else(|| untold(run))?;
        let version = kept.succeed(text.clone());
        ledger(run)?.write(&kept, Some(version)).await?;
        flight.reach(Stage::Answered(text));
        Ok(())
    }
}

/// Takes the key, unless another run has it.
async fn take(run: &Around<'_>, flight: &Flight, kept: &mut KeptAnswer) -> Result<(), Fault> {
    let replaces = flight.replaces.get().copied();
    kept.follow(replaces);
    let taken = ledger(run)?.write(kept, replaces).await;
    if let Err(StorageError::Duplicate | StorageError::Conflict | StorageError::NotFound) = &taken {
        flight.reach(Stage::Taken);
    }
    Ok(taken?)
}

fn ledger<'a>(run: &Around<'a>) -> Result<Ledger<'a>, Fault> {
    let storage = run.storage().ok_or(StorageError::Unconfigured)?;
    Ok(Ledger::of(storage.transaction()?)?)
}

/// The inputs, or the result, cannot be written as JSON: nobody could tell whether they are the same.
fn untold(run: &Around<'_>) -> Fault {
    let id = run.app().ports().ids.short();
    tracing::error!(
        command = run.command().reference(),
        id = format!("{id:016x}"),
        "a command with an idempotency key has inputs or a result that are no JSON"
    );
    FaultKind::BadResult(id).into()
}
