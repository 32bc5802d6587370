use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use foobara_types::{ModelType, TypeRegistry};

use super::{App, BuildError, BuildErrors, Freshness, Models, Names, Registry, checks};
use crate::{
    command::Command,
    concern::{Concern, Concerns, Stacks},
    defined::{self, Built, CommandDefinition},
    domain::{Domain, DomainMeta},
    entry::CommandEntry,
    hook::{Hook, Hooks, Scope},
    mapper::{DomainMapper, MapperMeta},
    plan::{PlanKey, Plans},
    ports::{Port, PortTable, Ports},
    transaction::{Storage, Surroundings},
};

/// Collects what an app is made of. Mistakes are reported by [`build`](Self::build), all at once.
#[must_use = "an app is there once it is built"]
#[derive(Default)]
pub struct AppBuilder {
    pub(super) commands: Vec<(&'static DomainMeta, CommandEntry)>,
    pub(super) mappers: Vec<&'static MapperMeta>,
    pub(super) definitions: Vec<CommandDefinition>,
    pub(super) made_domains: Vec<&'static DomainMeta>,
    pub(super) hooks: Hooks,
    pub(super) concerns: Concerns,
    pub(super) ports: Option<Ports>,
    pub(super) port_table: PortTable,
    pub(super) storage: Option<Arc<dyn Storage>>,
    pub(super) types: Option<TypeRegistry>,
    pub(super) plans: Plans,
    pub(super) mistakes: Vec<BuildError>,
}

impl AppBuilder {
    /// Adds a domain and its commands: `.domain::<Zoo>(commands![CreateKeeper, CreateCapybara])`.
    pub fn domain<D: Domain>(mut self, commands: impl IntoIterator<Item = CommandEntry>) -> Self {
        self.commands
            .extend(commands.into_iter().map(|command| (D::META, command)));
        self
    }

    /// Adds a command that is made at run time. A domain that the app does not have is made for it, and may use all
    /// others.
    pub fn define(mut self, definition: CommandDefinition) -> Self {
        self.definitions.push(definition);
        self
    }

    /// Adds a mapper; commands that say `maps(M)` are given it.
    pub fn mapper<M: DomainMapper>(mut self) -> Self {
        self.mappers.push(M::META);
        self
    }

    /// Adds a hook on every transition of every command.
    pub fn hook(self, hook: impl Hook) -> Self {
        self.hook_within(Scope::App, hook)
    }

    /// Adds a hook on every transition of the commands of a domain.
    pub fn hook_domain<D: Domain>(self, hook: impl Hook) -> Self {
        self.hook_within(Scope::Domain(D::META.scope), hook)
    }

    /// Adds a hook on every transition of one command.
    pub fn hook_command<C: Command>(self, hook: impl Hook) -> Self {
        self.hook_within(Scope::Command(C::META.name, C::META.domain.scope), hook)
    }

    fn hook_within(mut self, scope: Scope, hook: impl Hook) -> Self {
        self.hooks.add(scope, hook);
        self
    }

    /// Puts a concern around every command.
    pub fn concern(self, concern: impl Concern) -> Self {
        self.concern_within(Scope::App, concern)
    }

    /// Puts a concern around every command of a domain.
    pub fn concern_domain<D: Domain>(self, concern: impl Concern) -> Self {
        self.concern_within(Scope::Domain(D::META.scope), concern)
    }

    /// Puts a concern around one command.
    pub fn concern_command<C: Command>(self, concern: impl Concern) -> Self {
        self.concern_within(Scope::Command(C::META.name, C::META.domain.scope), concern)
    }

    fn concern_within(mut self, scope: Scope, concern: impl Concern) -> Self {
        self.concerns.add(scope, Arc::new(concern));
        self
    }

    /// Gives the app a port of its own.
    pub fn port<P: Port>(mut self, port: P) -> Self {
        if !self.port_table.insert(port) {
            self.mistakes.push(BuildError::DuplicatePort(P::NAME.to_owned()));
        }
        self
    }

    /// Replaces the clock, randomness, ids and tasks; those of the system unless said.
    pub fn ports(mut self, ports: Ports) -> Self {
        self.ports = Some(ports);
        self
    }

    /// Says where entities are kept.
    pub fn storage(mut self, storage: impl Storage) -> Self {
        self.storage = Some(Arc::new(storage));
        self
    }

    /// Says what the tokens of plans are signed with. Without it there is a random key, and a token is good only within the
    /// process that made it.
    pub fn plan_key(mut self, key: PlanKey) -> Self {
        self.plans.key = key.into();
        self
    }

    /// Says how long the token of a plan is good for; 15 minutes unless said.
    pub const fn plan_lifetime(mut self, lifetime: Duration) -> Self {
        self.plans.lifetime = Some(lifetime);
        self
    }

    /// Adds types and rules of the app's own to those built in; see [`TypeRegistry`]. They are in the manifest, and
    /// declarations that are read at run time may name them, and the rules of the app's commands.
    ///
    /// ```
    /// use foobara_core::App;
    /// use foobara_types::TypeRegistry;
    /// use serde_json::json;
    ///
    /// let mut types = TypeRegistry::standard();
    /// let even = types.declare(&json!({ "type": "integer", "multiple_of": 2 }))?;
    /// types.add_type("even", even);
    /// let app = App::builder().types(types).build()?;
    /// assert!(app.types().declare(&json!(["even"])).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn types(mut self, types: TypeRegistry) -> Self {
        self.types = Some(types);
        self
    }

    /// Builds the app.
    ///
    /// # Errors
    ///
    /// Every mistake: duplicate names, unknown or circular dependencies, missing storage and ports, bad defaults.
    pub fn build(mut self) -> Result<App, BuildErrors> {
        let mut mistakes = std::mem::take(&mut self.mistakes);
        mistakes.extend(self.make_commands());
        let (parts, models) = self.parts();
        let stacks = Stacks::new(
            &self.concerns,
            self.commands.iter().map(|(_, command)| command.meta),
        );
        let names = names(self.commands.iter().map(|(_, command)| command));
        mistakes.extend(checks::all(&self, &names, &models, &stacks));
        if !mistakes.is_empty() {
            return Err(BuildErrors(mistakes));
        }
        let types = self.registry(&parts, &models);
        let mut commands: Vec<CommandEntry> = self.commands.into_iter().map(|(_, command)| command).collect();
        commands.shrink_to_fit();
        let freshness = if stacks.watch_writes() {
            Freshness::of(commands.iter().map(|command| command.meta))
        } else {
            Freshness::default()
        };
        let ports = self.ports.unwrap_or_else(Ports::system);
        Ok(App(Arc::new(Registry {
            types,
            effects: OnceLock::new(),
            names,
            commands,
            surroundings: Arc::new(Surroundings::new(entities(&models), Arc::clone(&ports.clock))),
            models,
            mappers: self.mappers,
            ports,
            port_table: self.port_table,
            storage: self.storage,
            hooks: self.hooks,
            kept_by_concerns: kept_by_concerns(&stacks),
            stacks,
            plans: self.plans,
            freshness,
        })))
    }

    /// Returns what the commands are made of.
    fn parts(&self) -> (Models, Vec<&'static ModelType>) {
        let mut parts = Models::default();
        let commands = self.commands.iter();
        commands.for_each(|(_, command)| parts.add_all(command));
        let models = parts.sorted();
        (parts, models)
    }

    fn registry(&self, parts: &Models, models: &[&'static ModelType]) -> TypeRegistry {
        let mut types = self.types.clone().unwrap_or_else(TypeRegistry::standard);
        for model in models {
            types.add_model(ModelType::clone(model));
        }
        types.add_missing_types(parts.named());
        types.add_missing_rules(parts.rules());
        types
    }

    /// Makes commands of the definitions, and returns what is wrong with them.
    fn make_commands(&mut self) -> Vec<BuildError> {
        let definitions = std::mem::take(&mut self.definitions);
        if definitions.is_empty() {
            return Vec::new();
        }
        let (mut parts, _) = self.parts();
        definitions
            .iter()
            .for_each(|definition| parts.add_models(definition.entities()));
        let types = self.registry(&parts, &parts.sorted());
        let mut domains: Vec<&'static DomainMeta> = self.commands.iter().map(|(domain, _)| *domain).collect();
        let known = domains.len();
        let (mut built, mut mistakes): (Vec<Built>, Vec<BuildError>) = (Vec::new(), Vec::new());
        for definition in definitions {
            match defined::build(definition, &types, &mut domains) {
                Ok(command) => built.push(command),
                Err(wrong) => mistakes.extend(wrong),
            }
        }
        self.made_domains = domains.split_off(known);
        let made = built
            .iter()
            .map(|built| (built.entry.meta.domain, built.entry.clone()));
        self.commands.extend(made);
        let names = names(self.commands.iter().map(|(_, command)| command));
        let find = |scope: &[&str], name: &str| {
            let index = names.find_from(scope, name).found()?;
            self.commands.get(index).map(|(_, command)| command.meta)
        };
        mistakes.extend(built.iter().flat_map(|built| built.link(find)));
        mistakes
    }

    /// Returns whether a domain was made for a definition.
    pub(super) fn has_made(&self, domain: &DomainMeta) -> bool {
        self.made_domains.contains(&domain)
    }
}

fn names<'a>(commands: impl ExactSizeIterator<Item = &'a CommandEntry>) -> Names<usize> {
    let mut names = Names::with_capacity(commands.len());
    for (index, command) in commands.enumerate() {
        names.insert_within(command.meta.domain.scope, command.meta.name, index);
    }
    names.shrink_to_fit();
    names
}

fn entities(models: &[&'static ModelType]) -> Vec<&'static ModelType> {
    let is_entity = |model: &&&'static ModelType| model.is_stored();
    models.iter().filter(is_entity).copied().collect()
}

/// Returns the entities of concerns, each once.
fn kept_by_concerns(stacks: &Stacks) -> Vec<&'static ModelType> {
    let mut entities: Vec<_> = stacks.entities().collect();
    entities.sort_by_cached_key(|entity| entity.reference());
    entities.dedup_by_key(|entity| entity.reference());
    entities
}

impl fmt::Debug for AppBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AppBuilder")
            .field("commands", &self.commands)
            .finish_non_exhaustive()
    }
}
