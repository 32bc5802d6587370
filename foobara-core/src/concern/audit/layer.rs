use super::{Audit, AuditEntry};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Place},
    ports::Effect,
};

impl Concern for Audit {
    fn name(&self) -> &'static str {
        "audit"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            if run.options().is_plan() {
                return run.proceed().await;
            }
            if self.only_writes && run.command().effect() == Effect::Read {
                return run.proceed().await;
            }
            let begun = run.now();
            let mut entry = begin(&run);
            run.proceed().await;
            entry.took = run.now().saturating_duration_since(begun);
            if run.is_ok()
                && let Some(record) = &run.options().record
            {
                entry.changes = record.changes();
            }
            entry.errors = run.errors().map_or_else(Vec::new, |errors| errors.keys());
            self.sink.write(entry).await;
        })
    }

    fn records(&self) -> bool {
        true
    }

    fn place(&self) -> Place {
        Place::Root
    }
}

fn begin(run: &Around<'_>) -> AuditEntry {
    AuditEntry {
        at: run.app().ports().clock.now(),
        took: std::time::Duration::ZERO,
        caller: run.options().caller.clone(),
        command: run.command(),
        inputs: run.inputs(),
        changes: Vec::new(),
        errors: Vec::new(),
    }
}
