use std::{fmt, sync::Arc};

use foobara_core::{Command, CommandEntry, CommandMeta, Encoding, manifest};
use serde_json::{Map, Value, json};

use crate::allow::AllowRule;

/// How one command is exposed; what is not said is as for [`ExposureBuilder::all`](super::ExposureBuilder::all).
#[must_use]
pub struct Expose {
    pub(super) command: &'static CommandMeta,
    pub(super) how: How,
}

/// What can be said about an exposed command.
#[derive(Clone, Default)]
pub(super) struct How {
    pub(super) suffix: &'static str,
    pub(super) encoding: Encoding,
    pub(super) requires_authentication: bool,
    pub(super) rule: Option<Arc<dyn AllowRule>>,
}

impl Expose {
    /// Exposes `C` under its own name, to everyone.
    pub fn command<C: Command>() -> Self {
        Self::of(C::META)
    }

    /// Exposes a command of an app under its own name, to everyone: one that was made at run time, which has no type.
    pub fn entry(command: &CommandEntry) -> Self {
        Self::of(command.meta)
    }

    fn of(command: &'static CommandMeta) -> Self {
        Self {
            command,
            how: How::default(),
        }
    }

    /// Puts something behind the name, so that a command can be exposed twice.
    pub const fn suffix(mut self, suffix: &'static str) -> Self {
        self.how.suffix = suffix;
        self
    }

    /// Writes records within the result in the place of their keys.
    pub const fn aggregate(mut self) -> Self {
        self.how.encoding = Encoding::Aggregate;
        self
    }

    /// Asks callers to say who they are.
    pub const fn requires_authentication(mut self) -> Self {
        self.how.requires_authentication = true;
        self
    }

    /// Lets through only what a rule allows. Callers are asked who they are.
    pub fn allow(mut self, rule: impl AllowRule) -> Self {
        self.how.requires_authentication = true;
        self.how.rule = Some(Arc::new(rule));
        self
    }
}

impl fmt::Debug for Expose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Expose")
            .field(&self.command.name)
            .field(&self.how.suffix)
            .finish()
    }
}

/// A command as callers see it.
#[derive(Clone)]
pub struct ExposedCommand {
    pub(super) entry: CommandEntry,
    pub(super) name: String,
    pub(super) how: How,
}

impl ExposedCommand {
    /// Returns the full name it is reached by, its suffix included.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the command.
    pub const fn entry(&self) -> &CommandEntry {
        &self.entry
    }

    /// Returns how records in its result are written.
    pub const fn encoding(&self) -> Encoding {
        self.how.encoding
    }

    /// Returns whether callers must say who they are.
    pub const fn requires_authentication(&self) -> bool {
        self.how.requires_authentication
    }

    /// Returns its entry in a manifest.
    pub fn manifest(&self, app: &foobara_core::App) -> Value {
        let mut entry = manifest::command(app, &self.entry);
        if self.how.encoding == Encoding::Aggregate {
            entry.insert(
                "pre_commit_transformers".to_owned(),
                json!([ruby("Transformers::LoadAggregatesPreCommitTransformer")]),
            );
        }
        if self.how.requires_authentication {
            entry.insert(
                "errors_transformers".to_owned(),
                json!([ruby("Transformers::AuthErrorsTransformer")]),
            );
            entry.insert("requires_authentication".to_owned(), true.into());
            entry.insert(
                "authenticator".to_owned(),
                json!({ "symbol": "authenticator", "explanation": "authenticator" }),
            );
            if let Some(Value::Object(errors)) = entry.get_mut("possible_errors") {
                self.add_refusals(errors);
            }
        }
        entry.insert("serializers".to_owned(), json!(self.serializers()));
        entry.into()
    }

    fn add_refusals(&self, errors: &mut Map<String, Value>) {
        let mut refusals = vec![("unauthenticated", "UnauthenticatedError")];
        if self.how.rule.is_some() {
            refusals.push(("not_allowed", "NotAllowedError"));
        }
        for (symbol, class) in refusals {
            let key = format!("runtime.{symbol}");
            let error = format!("Foobara::CommandConnector::{class}");
            errors.insert(
                key.clone(),
                json!({ "category": "runtime", "symbol": symbol, "key": key, "error": error }),
            );
        }
        errors.sort_keys();
    }

    fn serializers(&self) -> [String; 3] {
        let names = match self.how.encoding {
            Encoding::Atomic => ["ErrorsSerializer", "AtomicSerializer", "JsonSerializer"],
            Encoding::Aggregate => ["ErrorsSerializer", "JsonSerializer", "AggregateSerializer"],
        };
        names.map(|name| ruby(&format!("Serializers::{name}")))
    }
}

/// The name that Ruby's consumers know a part of the framework by.
fn ruby(name: &str) -> String {
    format!("Foobara::CommandConnectors::{name}")
}

impl fmt::Debug for ExposedCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ExposedCommand").field(&self.name).finish()
    }
}
