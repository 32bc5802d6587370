use std::{
    fmt,
    time::{Duration, SystemTime},
};

use foobara_types::{DataPath, ErrorReport, ModelType, cast, json::Notes};
use serde_json::{Map, Value};

use super::{Definition, error::filled};
use crate::{
    context::Context,
    fault::{Fault, FaultKind},
    ports::{Port, PortHandle},
    possible::{self, Facts, PossibleError},
    run::{Frame, StorageAccess},
};

/// What a defined command sees of its run: as [`Context`], but that its declarations are looked at when it runs.
///
/// What it does not declare it is not given. That is a bug: the run is undone and answers `unknown`, and the log says
/// what was asked for.
#[derive(Clone, Copy)]
pub struct DefinedContext<'a> {
    pub(crate) frame: &'a Frame<'a>,
}

impl<'a> DefinedContext<'a> {
    pub(crate) const fn new(frame: &'a Frame<'a>) -> Self {
        Self { frame }
    }

    /// Runs a command that the definition depends on, by its full name or an unambiguous end of it. It joins this run.
    ///
    /// # Errors
    ///
    /// The errors of the sub-command, with its name in the run-time path.
    pub async fn run(self, command: &str, inputs: Value) -> Result<Value, Fault> {
        let app = self.frame.run.app();
        let entry = app.command_from(self.frame.meta.domain.scope, command).found();
        let declared = entry.filter(|entry| self.frame.meta.callees().any(|callee| callee.is(entry.meta)));
        match declared {
            Some(entry) => entry.command.run_below(self, inputs).await,
            None => Err(self.undeclared(&format!("it runs `{command}`; add `.depends_on(\"{command}\")`"))),
        }
    }

    /// Returns an error that the definition declares, to fail with: `Err(cx.error("too_old", json!({ "age": 101 })))`.
    pub fn error(self, symbol: &str, context: Value) -> Fault {
        match self.report_of(symbol, None, context) {
            Ok(report) => FaultKind::Reported(vec![report]).into(),
            Err(undeclared) => undeclared,
        }
    }

    /// Reports an error that the definition declares, without stopping. The command fails when it returns.
    ///
    /// # Errors
    ///
    /// When there is no such error, or its context is of another type.
    pub fn report(self, symbol: &str, context: Value) -> Result<(), Fault> {
        self.report_of(symbol, None, context)
            .map(|report| self.frame.report(report))
    }

    /// Reports an error about a part of the inputs that only the run knows, as `lines.3.price`, without stopping. The
    /// definition says which parts it can be about: `.about("lines.#.price")`.
    ///
    /// # Errors
    ///
    /// When there is no such error, its context is of another type, or it is about another part of the inputs.
    pub fn report_at(self, path: impl Into<DataPath>, symbol: &str, context: Value) -> Result<(), Fault> {
        self.report_of(symbol, Some(path.into()), context)
            .map(|report| self.frame.report(report))
    }

    /// Returns a port.
    ///
    /// # Errors
    ///
    /// When the definition does not say that it uses it.
    pub fn port<P: Port>(self) -> Result<PortHandle<'a, P>, Fault> {
        if self.frame.meta.uses.iter().any(|port| port.is_of::<P>()) {
            Ok(PortHandle::new(self.frame))
        } else {
            let name = P::NAME;
            Err(self.undeclared(&format!("it uses the port `{name}`; add `.uses::<{name}>()`")))
        }
    }

    /// Returns the way to the unit of work, for reading an entity. The persistence crate makes a repository of it.
    ///
    /// # Errors
    ///
    /// When the definition does not say that it reads the entity.
    pub fn reading(self, entity: fn() -> &'static ModelType) -> Result<StorageAccess<'a>, Fault> {
        self.access(self.frame.meta.reads, "reads", entity())
    }

    /// Returns the way to the unit of work, for writing an entity. The persistence crate makes a repository of it.
    ///
    /// # Errors
    ///
    /// When the definition does not say that it writes the entity.
    pub fn writing(self, entity: fn() -> &'static ModelType) -> Result<StorageAccess<'a>, Fault> {
        self.access(self.frame.meta.writes, "writes", entity())
    }

    /// Returns the time of day, from the app's clock.
    pub fn now(self) -> SystemTime {
        self.typed().now()
    }

    /// Returns 64 random bits, not for secrets, from the app's randomness.
    pub fn random(self) -> u64 {
        self.typed().random()
    }

    /// Returns a new 128-bit identifier, from the app's ids.
    pub fn new_id(self) -> u128 {
        self.typed().new_id()
    }

    /// Waits, unless the run's deadline passes first.
    ///
    /// # Errors
    ///
    /// When the deadline passes or the run is cancelled.
    pub async fn sleep(self, duration: Duration) -> Result<(), Fault> {
        self.typed().sleep(duration).await
    }

    const fn typed(self) -> Context<'a, super::DefinedCommand> {
        Context::new(self.frame)
    }

    fn access(
        self,
        declared: &[fn() -> &'static ModelType],
        verb: &str,
        entity: &'static ModelType,
    ) -> Result<StorageAccess<'a>, Fault> {
        if declared.iter().any(|known| std::ptr::eq(known(), entity)) {
            return Ok(StorageAccess::new(self.frame));
        }
        let reference = entity.reference();
        Err(self.undeclared(&format!(
            "it {verb} `{reference}`; add `.{verb}({}::model)`",
            entity.name
        )))
    }

    fn report_of(self, symbol: &str, path: Option<DataPath>, context: Value) -> Result<ErrorReport, Fault> {
        let Some((definition, possible)) = self.possible(symbol, path.as_ref()) else {
            return Err(self.undeclared(&format!("it reports the error `{symbol}`; add `.error(..)`")));
        };
        let path = match path {
            Some(path) if possible.may_be_at(&path) => path,
            Some(path) => return Err(self.frame.misused(&possible::misplaced(possible, &path))),
            None => possible.path(),
        };
        let context = self.context(possible, context)?;
        let message = definition.messages.get(symbol).map_or("", String::as_str);
        let message = filled(message, &context);
        Ok(possible::rendered(Facts { possible, context }, path, message))
    }

    /// Finds an error of the definition, of several that are called so the one that can be at `path`.
    fn possible(
        self,
        symbol: &str,
        path: Option<&DataPath>,
    ) -> Option<(&'static Definition, &'static PossibleError)> {
        let definition = self.frame.meta.definition?;
        let called = || definition.errors.iter().filter(|error| error.symbol == symbol);
        let there = path.and_then(|path| called().find(|error| error.may_be_at(path)));
        Some((definition, there.or_else(|| called().next())?))
    }

    fn context(self, possible: &PossibleError, context: Value) -> Result<Map<String, Value>, Fault> {
        match cast::process_inputs(&possible.context, context, &Notes::none()) {
            Ok(Value::Object(context)) => Ok(context),
            Ok(_) => Ok(Map::new()),
            Err(errors) => {
                let (symbol, reason) = (possible.symbol, errors.as_collection().to_sentence());
                let text = format!("the context of the error `{symbol}` is not of its type: {reason}");
                Err(self.undeclared(&text))
            }
        }
    }

    #[cold]
    pub(super) fn undeclared(self, text: &str) -> Fault {
        self.frame
            .misused(&format!("a command did what it does not declare: {text}"))
    }
}

impl fmt::Debug for DefinedContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("DefinedContext")
            .field(&self.frame.meta.name)
            .finish()
    }
}
