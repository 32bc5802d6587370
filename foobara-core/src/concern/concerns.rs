use std::{collections::HashMap, sync::Arc};

use foldhash::fast::RandomState;
use foobara_types::ModelType;

use super::{Concern, Place, Subject};
use crate::{
    command::{CommandKey, CommandMeta},
    hook::Scope,
};

/// The concerns of an app, in the order they were added.
#[derive(Default)]
pub(crate) struct Concerns(Vec<(Scope, Arc<dyn Concern>)>);

impl Concerns {
    pub(crate) fn add(&mut self, scope: Scope, concern: Arc<dyn Concern>) {
        self.0.push((scope, concern));
    }

    /// Returns those around a command, innermost first: its own, its domain's, the app's.
    pub(crate) fn around(&self, command: &CommandMeta) -> Stack {
        let own = command.concerns.iter().map(|concern| concern());
        let given = |rank: fn(Scope) -> bool| {
            self.0
                .iter()
                .filter(move |(scope, _)| rank(*scope) && scope.covers(command))
                .map(|(_, concern)| Arc::clone(concern))
        };
        let all: Vec<Arc<dyn Concern>> = own
            .chain(given(|scope| matches!(scope, Scope::Command(..))))
            .chain(given(|scope| matches!(scope, Scope::Domain(_))))
            .chain(given(|scope| matches!(scope, Scope::App)))
            .collect();
        Stack::new(all)
    }
}

/// The concerns around each command that has some.
#[derive(Debug, Default)]
pub(crate) struct Stacks(HashMap<CommandKey, Arc<Stack>, RandomState>);

impl Stacks {
    pub(crate) fn new(concerns: &Concerns, commands: impl Iterator<Item = &'static CommandMeta>) -> Self {
        let may_have = |command: &&CommandMeta| !concerns.0.is_empty() || !command.concerns.is_empty();
        let stacks = commands
            .filter(may_have)
            .map(|command| (command.key(), concerns.around(command)));
        let some = stacks.filter(|(_, stack)| !stack.all.is_empty());
        Self(some.map(|(key, stack)| (key, Arc::new(stack))).collect())
    }

    /// Returns whether one of the concerns wants to know what is written.
    pub(crate) fn watch_writes(&self) -> bool {
        let mut all = self.0.values().flat_map(|stack| &stack.all);
        all.any(|concern| concern.watches_writes())
    }

    /// Returns the entities that concerns keep records of, some more than once.
    pub(crate) fn entities(&self) -> impl Iterator<Item = &'static ModelType> {
        let all = self.0.values().flat_map(|stack| &stack.all);
        all.flat_map(|concern| concern.entities())
    }

    #[inline]
    pub(crate) fn of(&self, command: &CommandMeta) -> Option<&Arc<Stack>> {
        if self.is_empty() { None } else { self.find(command) }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[cold]
    fn find(&self, command: &CommandMeta) -> Option<&Arc<Stack>> {
        self.0.get(&command.key())
    }
}

/// The concerns around one command, by the places where they go; innermost first.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    all: Vec<Arc<dyn Concern>>,
    outside: Vec<Arc<dyn Concern>>,
    below: Vec<Arc<dyn Concern>>,
    inside: Vec<Arc<dyn Concern>>,
}

impl Stack {
    fn new(all: Vec<Arc<dyn Concern>>) -> Self {
        let of = |places: &[Place]| {
            all.iter()
                .filter(|concern| places.contains(&concern.place()))
                .cloned()
                .collect()
        };
        let inside = all.iter().flat_map(|concern| match concern.place() {
            Place::Execute => Some(Arc::clone(concern)),
            Place::Root | Place::Everywhere => concern.inside(),
        });
        Self {
            outside: of(&[Place::Root, Place::Everywhere]),
            below: of(&[Place::Everywhere]),
            inside: inside.collect(),
            all,
        }
    }

    pub(crate) fn all(&self) -> &[Arc<dyn Concern>] {
        &self.all
    }

    pub(crate) fn outside(&self) -> &[Arc<dyn Concern>] {
        &self.outside
    }

    pub(crate) fn below(&self) -> &[Arc<dyn Concern>] {
        &self.below
    }

    pub(crate) fn inside(&self) -> &[Arc<dyn Concern>] {
        &self.inside
    }

    /// Returns whether one of them wants a record of the run.
    pub(crate) fn records(&self) -> bool {
        self.all.iter().any(|concern| concern.records())
    }

    /// Returns whether one of them may proceed more than once.
    pub(crate) fn repeats(&self) -> bool {
        self.all.iter().any(|concern| concern.repeats())
    }

    /// Returns what is wrong with having them around a command.
    pub(crate) fn mistakes(&self, subject: &Subject) -> impl Iterator<Item = String> {
        self.all.iter().filter_map(|concern| {
            if concern.repeats() && !subject.command.is_clone {
                return Some(format!(
                    "is under `{}` and cannot be copied; derive `Clone` for it",
                    concern.name()
                ));
            }
            concern.check(subject).err()
        })
    }
}
