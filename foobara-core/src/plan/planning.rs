use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::Value;

use super::{
    Frozen, Intent, NoToken, Plan, PlanRefusal, PlanToken, Terms, agreement::writing, terms::TOLD_APART,
};
use crate::{
    app::App,
    command::CommandMeta,
    erased::Encoding,
    run::{RunOptions, RunRecord},
};

/// A plan that is being made.
pub(crate) struct Planning {
    pub(crate) options: RunOptions,
    record: Arc<RunRecord>,
    frozen: Arc<Frozen>,
    command: &'static CommandMeta,
    begun: SystemTime,
}

/// What a token says of a command besides what it does.
pub(crate) struct Wording {
    /// The name that it is known by.
    pub(crate) name: String,
    pub(crate) inputs: Result<Value, NoToken>,
    pub(crate) encoding: Encoding,
}

impl Planning {
    /// Begins to plan a command.
    ///
    /// # Errors
    ///
    /// When it declares a port that cannot be planned, or may run a command that does.
    pub(crate) fn of(
        app: &App,
        command: &'static CommandMeta,
        mut options: RunOptions,
    ) -> Result<Self, PlanRefusal> {
        if let Some(port) = command.unplannable_port() {
            return Err(PlanRefusal::Port(port));
        }
        let frozen = Arc::new(Frozen::now_of(app.ports()));
        let record = options.intend(Intent::Plan(Arc::clone(&frozen)));
        Ok(Self {
            options,
            record,
            frozen,
            command,
            begun: app.ports().clock.now(),
        })
    }

    /// Ends with the result of the run.
    pub(crate) fn end<T>(self, app: &App, result: T, wording: Wording) -> Plan<T> {
        Plan {
            command: self.command,
            result,
            changes: self.record.changes(),
            port_calls: self.record.port_calls(),
            subcommands: self.record.subcommands(),
            policies: self.record.policies(),
            token: self.token(app, wording),
        }
    }

    fn token(self, app: &App, wording: Wording) -> Result<PlanToken, NoToken> {
        let plans = app.plans();
        let (key, lifetime) = (plans.key(), plans.lifetime());
        let since_epoch = self.begun.duration_since(UNIX_EPOCH).unwrap_or_default();
        let recorded = self.record.recorded();
        let reads = recorded.reads.iter().take(TOLD_APART);
        let terms = Terms {
            command: self.command.reference(),
            name: wording.name,
            inputs: wording.inputs?,
            caller: self.options.caller.as_deref().map(str::to_owned),
            is_aggregate: wording.encoding == Encoding::Aggregate,
            expires: since_epoch.saturating_add(lifetime).as_secs(),
            manifest: key.mark(plans.manifest(app)),
            reads: reads.map(|read| key.mark(&read.mark())).collect(),
            whole: key.mark(&recorded.digest()),
            changes: key.mark(&recorded.changes_digest()),
            calls: writing(&self.record).map(|moment| key.mark(&moment)).collect(),
            frozen: Frozen::clone(&self.frozen),
        };
        let text = terms.seal(key).ok_or(NoToken::Unwritable)?;
        Ok(PlanToken { text, lifetime })
    }
}
