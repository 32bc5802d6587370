use std::{fmt, sync::Arc};

use foobara_core::{
    App,
    app::{Lookup, Names},
};
use foobara_types::ModelType;

use super::{ExposedCommand, ExposureBuilder};
use crate::authenticator::Authenticator;

/// A set of exposed commands. Nothing else of the app is reachable through it. Cheap to clone.
#[derive(Clone)]
pub struct Exposure(pub(super) Arc<Exposed>);

pub(super) struct Exposed {
    pub(super) app: App,
    pub(super) commands: Vec<ExposedCommand>,
    pub(super) names: Names<usize>,
    pub(super) models: Names<&'static ModelType>,
    pub(super) authenticator: Option<Arc<dyn Authenticator>>,
    pub(super) shows_plans: bool,
}

impl Exposure {
    /// Starts an exposure of commands of `app`; at first nothing is exposed.
    pub fn of(app: &App) -> ExposureBuilder {
        ExposureBuilder::new(app.clone())
    }

    /// Returns the app whose commands are exposed.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// Returns the exposed commands in the order they were exposed.
    pub fn commands(&self) -> &[ExposedCommand] {
        &self.0.commands
    }

    /// Finds a command by its full name or any part at its end that is unambiguous; `::` and `/` both separate.
    pub fn command(&self, name: &str) -> Lookup<&ExposedCommand> {
        match self.0.names.find(name) {
            Lookup::Found(index) => self.0.commands.get(index).map_or(Lookup::Missing, Lookup::Found),
            Lookup::Ambiguous => Lookup::Ambiguous,
            Lookup::Missing => Lookup::Missing,
        }
    }

    /// Finds a model that the exposed commands take or return.
    pub fn model(&self, name: &str) -> Lookup<&'static ModelType> {
        self.0.models.find(name)
    }

    /// Returns the names of exposed commands that end in `name`, if there are several.
    pub fn candidates(&self, name: &str) -> Vec<&str> {
        match self.command(name) {
            Lookup::Ambiguous => self.0.names.candidates(name),
            Lookup::Found(_) | Lookup::Missing => Vec::new(),
        }
    }

    /// Returns up to three names of models that are spelt like `name`, or, if several end in it, those.
    pub(crate) fn models_like(&self, name: &str) -> Vec<&str> {
        match self.model(name) {
            Lookup::Ambiguous => self.0.models.candidates(name),
            Lookup::Found(_) | Lookup::Missing => self.0.models.suggestions(name),
        }
    }

    /// Returns up to three names of exposed commands that are spelt like `name`.
    pub fn suggestions(&self, name: &str) -> Vec<&str> {
        self.0.names.suggestions(name)
    }
}

impl fmt::Debug for Exposure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Exposure")
            .field("commands", &self.0.commands)
            .finish_non_exhaustive()
    }
}
