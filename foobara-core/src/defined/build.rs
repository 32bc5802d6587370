//! From definitions to commands.

use std::{collections::BTreeMap, fmt::Display, sync::OnceLock};

use foobara_types::{AttributesType, Declaration, Ref, TypeRegistry, Typed};
use serde_json::Value;

use super::{CommandDefinition, Definition, ErrorDefinition};
use crate::{
    app::{self, BuildError},
    command::{CommandMeta, DeclaredHints},
    domain::{Domain, DomainMeta, GlobalDomain, OrganizationMeta},
    entry::CommandEntry,
    erased::DefinedRunner,
    possible::{ErrorSet, PossibleError},
};

/// A command that a definition became, and the names of those that it depends on.
pub(crate) struct Built {
    pub(crate) entry: CommandEntry,
    depends_on: Vec<String>,
}

impl Built {
    /// Finds the commands that it depends on, and returns what is wrong with that.
    pub(crate) fn link(
        &self,
        find: impl Fn(&[&str], &str) -> Option<&'static CommandMeta>,
    ) -> Vec<BuildError> {
        let (mut missing, mut callees) = (Vec::new(), Vec::new());
        for name in &self.depends_on {
            match find(self.entry.meta.domain.scope, name) {
                Some(callee) => callees.push(callee),
                None => missing.push(BuildError::UnknownCommand {
                    command: self.entry.meta.reference(),
                    missing: name.clone(),
                }),
            }
        }
        if let Some(definition) = self.entry.meta.definition {
            definition.callees.get_or_init(|| callees);
        }
        missing
    }
}

/// Makes a command of a definition. `domains` are those that are there; one that is not is made, and added.
///
/// # Errors
///
/// Every mistake in the declarations.
pub(crate) fn build(
    definition: CommandDefinition,
    types: &TypeRegistry,
    domains: &mut Vec<&'static DomainMeta>,
) -> Result<Built, Vec<BuildError>> {
    let mut reader = Reader::new(&definition.name, types);
    let scope = reader.scope();
    let inputs = reader.attributes("the inputs", definition.inputs.as_ref());
    reader.records(&inputs, &definition);
    let output = reader.output(definition.result.as_ref());
    let errors = definition
        .errors
        .iter()
        .map(|error| reader.error(error))
        .collect();
    reader.finish()?;
    let known = leak(Definition {
        callees: OnceLock::new(),
        output: output.clone(),
        errors: leak_list(errors),
        messages: messages(&definition.errors),
        validate: definition.validate,
        body: definition.body,
    });
    let writes = leak_list(definition.writes);
    let meta = leak(CommandMeta {
        name: leak_text(definition.name.rsplit("::").next().unwrap_or_default()),
        domain: domain(&scope, domains),
        description: definition.description.as_deref().map(leak_text),
        returns: output.description.as_deref().map(leak_text),
        inputs,
        depends_on: &[],
        maps: leak_list(definition.maps),
        reads: leak_list(definition.reads),
        writes,
        creates: &[],
        deletes: writes,
        loads: &[],
        uses: leak_list(definition.uses),
        publishes: &[],
        enqueues: &[],
        hints: DeclaredHints::NONE,
        concerns: &[],
        is_clone: true,
        definition: Some(known),
    });
    let entry = CommandEntry {
        meta,
        output,
        errors: ErrorSet::own(known.errors),
        command: leak(DefinedRunner {
            meta,
            definition: known,
        }),
    };
    Ok(Built {
        entry,
        depends_on: definition.depends_on,
    })
}

fn messages(errors: &[ErrorDefinition]) -> BTreeMap<String, String> {
    let messages = errors.iter();
    messages
        .map(|error| (error.symbol.clone(), error.message.clone()))
        .collect()
}

/// Returns the domain of a scope, which is made if there is none.
fn domain(scope: &[&str], domains: &mut Vec<&'static DomainMeta>) -> &'static DomainMeta {
    let Some((name, outer)) = scope.split_last() else {
        return GlobalDomain::META;
    };
    if let Some(known) = domains.iter().find(|known| *known.scope == *scope) {
        return known;
    }
    let made = leak(DomainMeta {
        name: leak_text(name),
        organization: outer.first().map(|name| organization(name, domains)),
        scope: leak_list(scope.iter().map(|name| leak_text(name)).collect()),
        description: None,
        depends_on: &[],
    });
    domains.push(made);
    made
}

fn organization(name: &str, domains: &[&'static DomainMeta]) -> &'static OrganizationMeta {
    let mut known = domains.iter().filter_map(|domain| domain.organization);
    known.find(|known| known.name == name).unwrap_or_else(|| {
        leak(OrganizationMeta {
            name: leak_text(name),
            description: None,
        })
    })
}

/// Reads the declarations of a definition and collects what is wrong with them.
struct Reader<'a> {
    command: &'a str,
    types: &'a TypeRegistry,
    mistakes: Vec<BuildError>,
}

impl<'a> Reader<'a> {
    const fn new(command: &'a str, types: &'a TypeRegistry) -> Self {
        Self {
            command,
            types,
            mistakes: Vec::new(),
        }
    }

    fn finish(self) -> Result<(), Vec<BuildError>> {
        if self.mistakes.is_empty() {
            Ok(())
        } else {
            Err(self.mistakes)
        }
    }

    fn mistake(&mut self, part: impl Into<String>, reason: impl Display) {
        self.mistakes.push(BuildError::BadDefinition {
            command: self.command.to_owned(),
            part: part.into(),
            reason: reason.to_string(),
        });
    }

    /// Returns the organisation and the domain.
    fn scope(&mut self) -> Vec<&'a str> {
        let path: Vec<&str> = self.command.split("::").collect();
        if path.len() > 3 || !path.iter().all(|name| is_name(name)) {
            self.mistake(
                "the name",
                "it is `Organization::Domain::Command`, `Domain::Command` or `Command`, in camel case",
            );
        }
        path.split_last()
            .map(|(_, scope)| scope.to_vec())
            .unwrap_or_default()
    }

    fn attributes(&mut self, part: &str, data: Option<&Value>) -> AttributesType {
        let none = AttributesType::new([]);
        let Some(data) = data.filter(|data| data.as_object().is_none_or(|data| !data.is_empty())) else {
            return none;
        };
        let declared = self.declaration(part, data);
        match declared.as_ref().map(|declared| declared.base.attributes()) {
            Some(Some(attributes)) => attributes.clone(),
            Some(None) => {
                self.mistake(part, "they are attributes: an object of declarations by name");
                none
            }
            None => none,
        }
    }

    fn output(&mut self, data: Option<&Value>) -> Ref<Declaration> {
        let declared = data.and_then(|data| self.declaration("the result", data));
        declared.map_or(Value::DECLARATION, Ref::from)
    }

    fn declaration(&mut self, part: &str, data: &Value) -> Option<Declaration> {
        self.types
            .declare(data)
            .map_err(|errors| self.mistake(part, errors))
            .ok()
    }

    fn error(&mut self, error: &ErrorDefinition) -> PossibleError {
        let part = format!("the context of `{}`", error.symbol);
        PossibleError {
            symbol: leak_text(&error.symbol),
            input: error.input.as_deref().map(leak_text),
            is_retryable: false,
            is_fatal: error.is_fatal.unwrap_or(error.input.is_none()),
            description: error.description.as_deref().map(leak_text),
            context: self.attributes(&part, error.context.as_ref()),
        }
    }

    /// Records are loaded from the entities that are said to be read.
    fn records(&mut self, inputs: &AttributesType, definition: &CommandDefinition) {
        for record in app::records(inputs) {
            if app::is_read(&definition.reads, record.entity) {
                continue;
            }
            let (name, model, of) = (record.attribute, record.entity.reference(), &record.entity.name);
            let of = of.rsplit("::").next().unwrap_or(of);
            self.mistake(
                "the inputs",
                format_args!("`{name}` is a record of `{model}`; add `.reads({of}::model)`"),
            );
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_list<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

fn leak_text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
