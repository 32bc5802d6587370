//! What can be asked of an exposure besides running a command.

use foobara_core::{
    app::Lookup,
    manifest::{self, Secrets, Switches},
};
use foobara_types::{ErrorCollection, ErrorReport, error::nearest, registry::RegisteredType};
use serde_json::{Map, Value, json};

use crate::exposure::{ExposedCommand, Exposure, ambiguous, not_found};

/// The actions, by the word that comes first in an URL or on a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Runs a command.
    Run,
    /// Does what was planned.
    Apply,
    /// Describes a command or a type.
    Describe,
    /// Describes a command.
    DescribeCommand,
    /// Describes a type.
    DescribeType,
    /// Describes everything.
    Manifest,
    /// Lists the commands.
    List,
    /// Answers the time.
    Ping,
    /// Tells the commit that the program was built from.
    QueryGitCommitInfo,
    /// Explains commands to people.
    Help,
}

impl Action {
    /// Returns the action of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "run" => Self::Run,
            "apply" => Self::Apply,
            "describe" => Self::Describe,
            "describe_command" => Self::DescribeCommand,
            "describe_type" => Self::DescribeType,
            "manifest" => Self::Manifest,
            "list" => Self::List,
            "ping" => Self::Ping,
            "query_git_commit_info" => Self::QueryGitCommitInfo,
            "help" => Self::Help,
            _ => return None,
        })
    }
}

impl Exposure {
    /// Returns the names of the exposed commands in the order they were exposed, each with null or, if `verbose`, its
    /// description.
    pub fn list(&self, verbose: bool) -> Value {
        let description = |command: &ExposedCommand| command.entry().meta.description.filter(|_| verbose);
        self.commands()
            .iter()
            .map(|command| json!([command.name(), description(command)]))
            .collect()
    }

    /// Describes the exposed command or type called `name`.
    ///
    /// # Errors
    ///
    /// `no_command_or_type_found`.
    pub fn describe(&self, name: &str) -> Result<Value, ErrorCollection> {
        if let Ok(command) = self.describe_command(name) {
            return Ok(command);
        }
        self.describe_type(name).map_err(|_| self.nothing_found(name))
    }

    /// Describes the exposed command called `name`.
    ///
    /// # Errors
    ///
    /// `no_command_found`.
    pub fn describe_command(&self, name: &str) -> Result<Value, ErrorCollection> {
        match self.command(name) {
            Lookup::Found(command) => Ok(self.with_metadata(command.manifest(self.app()), name)),
            Lookup::Ambiguous | Lookup::Missing => Err(self.no_command_found(name)),
        }
    }

    /// Describes a model that the exposed commands take or return, or any other type that is registered.
    ///
    /// # Errors
    ///
    /// `no_type_found`.
    pub fn describe_type(&self, name: &str) -> Result<Value, ErrorCollection> {
        let described = match self.model(name) {
            Lookup::Found(model) => Some(manifest::model(self.app().types(), model, Secrets::Named)),
            Lookup::Ambiguous | Lookup::Missing => manifest::describe_type(self.app().types(), name),
        };
        let described = described.ok_or_else(|| self.no_type_found(name))?;
        Ok(self.with_metadata(described, name))
    }

    /// Returns the error for a name that no type has, or several, with those that may have been meant.
    fn no_type_found(&self, name: &str) -> ErrorCollection {
        match self.model(name) {
            Lookup::Ambiguous => ambiguous("no_type_found", "types", name, &self.models_like(name)),
            Lookup::Found(_) | Lookup::Missing => {
                let mut like = self.models_like(name);
                let types = self.app().types().types();
                let names: Vec<_> = types.map(RegisteredType::name).collect();
                like.extend(nearest(name, names.iter().map(AsRef::as_ref)));
                like.dedup();
                not_found("no_type_found", "type", name, &like)
            }
        }
    }

    fn nothing_found(&self, name: &str) -> ErrorCollection {
        let meant: Vec<&str> = match self.command(name) {
            Lookup::Ambiguous => self.candidates(name),
            Lookup::Found(_) | Lookup::Missing => self.suggestions(name),
        };
        let meant: Vec<&str> = meant.into_iter().chain(self.models_like(name)).take(3).collect();
        not_found("no_command_or_type_found", "command or type", name, &meant)
    }

    /// Describes everything that is exposed.
    pub fn manifest(&self) -> Value {
        self.manifest_as(Switches::default())
    }

    /// Describes everything that is exposed, as a reader chooses.
    pub fn manifest_as(&self, switches: Switches) -> Value {
        let describe = |name: &str, _: &foobara_core::CommandEntry| {
            let command = self.commands().iter().find(|command| command.name() == name);
            command.map_or(Value::Null, |command| command.manifest(self.app()))
        };
        let mut commands: Vec<&ExposedCommand> = self.commands().iter().collect();
        commands.sort_by_key(|command| command.name());
        let commands = commands
            .into_iter()
            .map(|command| (command.name().to_owned(), command.entry()));
        let mut manifest = manifest::root(self.app(), commands, describe);
        switches.apply(&mut manifest);
        self.with_metadata(manifest, "manifest")
    }

    /// Answers the time of day, in seconds since the epoch with a fraction, as text.
    pub fn ping(&self) -> Value {
        let now = self.app().ports().clock.now();
        let since_epoch = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        format!("{}.{:03}", since_epoch.as_secs(), since_epoch.subsec_millis()).into()
    }

    fn with_metadata(&self, mut described: Value, url: &str) -> Value {
        if let Value::Object(entry) = &mut described {
            let mut metadata = Map::new();
            metadata.insert("when".to_owned(), self.ping());
            metadata.insert("foobara_version".to_owned(), env!("CARGO_PKG_VERSION").into());
            metadata.insert("url".to_owned(), url.into());
            entry.insert("metadata".to_owned(), metadata.into());
        }
        described
    }
}

/// Reads the file that a build leaves in the folder the program runs in.
///
/// # Errors
///
/// `git_commit_info_file_not_found` when there is none that can be read.
#[cfg_attr(not(feature = "http"), expect(dead_code, reason = "only HTTP serves it"))]
pub(crate) fn git_commit_info() -> Result<Value, ErrorCollection> {
    let text = std::fs::read("git_commit_info.json").ok();
    text.and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or_else(|| {
            let message = "There is no git_commit_info.json; let the build write one";
            ErrorReport::runtime("git_commit_info_file_not_found", message).into()
        })
}
