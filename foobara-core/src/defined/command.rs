use std::{collections::BTreeMap, fmt, sync::OnceLock};

use foobara_types::{AttributesType, Declaration, InputErrors, Ref, cast, json::Notes};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use super::{
    DefinedContext,
    definition::{Body, Check},
    records, result,
};
use crate::{
    command::{Command, CommandMeta, Creates, DeclaredHints, Deletes, Execute, Reads, Writes},
    context::Context,
    domain::{Domain, GlobalDomain},
    erased::conceal,
    fault::Fault,
    outcome::{Failure, Outcome},
    possible::PossibleError,
    run::StorageAccess,
};

/// What is known of a defined command besides its [`CommandMeta`].
pub struct Definition {
    pub(crate) callees: OnceLock<Vec<&'static CommandMeta>>,
    pub(crate) output: Ref<Declaration>,
    pub(crate) errors: &'static [PossibleError],
    pub(super) messages: BTreeMap<String, String>,
    pub(super) validate: Option<Check>,
    pub(super) body: Body,
}

impl fmt::Debug for Definition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Definition")
            .field("output", &self.output)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

/// A command that was made at run time, with its inputs: what hooks and rules see of a run of it.
#[derive(Clone)]
pub struct DefinedCommand {
    meta: &'static CommandMeta,
    definition: &'static Definition,
    inputs: Value,
    notes: Notes,
}

impl DefinedCommand {
    pub(crate) fn new(
        meta: &'static CommandMeta,
        definition: &'static Definition,
        (inputs, notes): (Value, Notes),
    ) -> Self {
        Self {
            meta,
            definition,
            inputs,
            notes,
        }
    }

    /// Returns what there is to know about it.
    pub const fn meta(&self) -> &'static CommandMeta {
        self.meta
    }

    /// Returns an input by its name; those that are records are loaded before `validate`.
    pub fn input(&self, name: &str) -> Option<&Value> {
        self.inputs.get(name)
    }

    fn into_inputs(self) -> Map<String, Value> {
        match self.inputs {
            Value::Object(inputs) => inputs,
            _ => Map::new(),
        }
    }
}

/// The type stands for commands of many names: that of each is in [`DefinedCommand::meta`], which runs go by.
impl Command for DefinedCommand {
    const META: &'static CommandMeta = &CommandMeta {
        name: "DefinedCommand",
        domain: GlobalDomain::META,
        description: None,
        returns: None,
        inputs: AttributesType::of(&[], &[], false),
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[],
        creates: &[],
        deletes: &[],
        loads: &[],
        uses: &[],
        publishes: &[],
        enqueues: &[],
        hints: DeclaredHints::NONE,
        concerns: &[],
        is_clone: true,
        definition: None,
    };
    const RECORDS: bool = true;
    const VALIDATES: bool = true;

    fn duplicate(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn check(&mut self, errors: &mut InputErrors) {
        match cast::process_inputs(&self.meta.inputs, self.inputs.take(), &self.notes) {
            Ok(inputs) => self.inputs = inputs,
            Err(found) => *errors = found,
        }
    }

    fn load<'a>(
        &'a mut self,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        records::load(self.meta, &mut self.inputs, storage, errors)
    }
}

/// Errors that a definition declares are reported, and none is of this type.
impl Execute for DefinedCommand {
    type Output = Value;
    type Error = std::convert::Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let definition = self.definition;
        let cx = DefinedContext::new(cx.frame);
        let answer = (definition.body)(self.into_inputs(), cx).await?;
        Ok(result::processed(&definition.output, answer, cx)?)
    }

    async fn validate(&self, cx: Context<'_, Self>) -> Result<(), Failure<Self::Error>> {
        let Some(validate) = &self.definition.validate else {
            return Ok(());
        };
        let none = Map::new();
        let inputs = self.inputs.as_object().unwrap_or(&none);
        Ok(validate(inputs, DefinedContext::new(cx.frame)).await?)
    }
}

/// What it may do with which entity is looked up when it asks.
#[diagnostic::do_not_recommend]
impl<E> Reads<E> for DefinedCommand {}
#[diagnostic::do_not_recommend]
impl<E> Creates<E> for DefinedCommand {}
#[diagnostic::do_not_recommend]
impl<E> Writes<E> for DefinedCommand {}
#[diagnostic::do_not_recommend]
impl<E> Deletes<E> for DefinedCommand {}

/// As other commands, it is written without its secrets.
impl Serialize for DefinedCommand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut inputs = self.inputs.clone();
        conceal(self.meta, &mut inputs);
        inputs.serialize(serializer)
    }
}

/// Which command was meant, inputs alone do not say.
impl<'de> Deserialize<'de> for DefinedCommand {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(
            "a command that was made at run time is run by its name",
        ))
    }
}

impl fmt::Debug for DefinedCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("DefinedCommand")
            .field(&self.meta.reference())
            .finish()
    }
}
