use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use foldhash::fast::RandomState;
use foobara_types::ModelType;

use crate::command::CommandMeta;

/// When entities, and whatever else has a tag, were changed the last time: what tells a cache that its answers are old.
///
/// An app notes by itself which entities its runs may have written, if one of its concerns
/// [wants to know](crate::Concern::watches_writes). Of what is changed past the app, by another process or by SQL of
/// one's own, it has to be told.
///
/// ```
/// use foobara_core::App;
///
/// let app = App::builder().build()?;
/// app.freshness().outdate_tag("prices");
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
#[derive(Default)]
pub struct Freshness {
    is_watched: bool,
    clock: AtomicU64,
    /// When everything was outdated.
    all: AtomicU64,
    entities: HashMap<String, Entity, RandomState>,
    reach: HashMap<CommandKey, Reach, RandomState>,
    tags: Mutex<Tags>,
}

/// The names of the entities that a command, and what it runs, may read and write.
struct Reach {
    read: HashSet<String>,
    written: HashSet<String>,
}

type Entities = &'static [fn() -> &'static ModelType];
type CommandKey = (&'static str, &'static [&'static str]);

/// A point in the order of the changes that a [`Freshness`] knows of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

#[derive(Default)]
struct Entity {
    changed: AtomicU64,
    /// The number of units of work that are being committed and may have changed it.
    writers: AtomicUsize,
}

/// When tags were outdated. Once there are too many they are forgotten, and taken for outdated then.
#[derive(Default)]
struct Tags {
    outdated: HashMap<Box<str>, u64, RandomState>,
    forgotten: u64,
}

/// The number of tags that are told apart.
const MOST_TAGS: usize = 10_000;

impl Freshness {
    /// Follows the entities of some commands.
    pub(crate) fn of(commands: impl Iterator<Item = &'static CommandMeta>) -> Self {
        let reach: HashMap<_, _, _> = commands
            .map(|command| (key(command), Reach::of(command)))
            .collect();
        let read = reach
            .values()
            .flat_map(|reach: &Reach| reach.read.iter().cloned());
        Self {
            is_watched: true,
            entities: read.map(|name| (name, Entity::default())).collect(),
            reach,
            ..Self::default()
        }
    }

    /// Takes everything that was read of an entity for old.
    pub fn outdate_entity(&self, entity: &ModelType) {
        if let Some(entity) = self.entities.get(&entity.reference()) {
            entity.changed.fetch_max(self.next(), Ordering::SeqCst);
        }
    }

    /// Takes everything that has this tag for old.
    pub fn outdate_tag(&self, tag: &str) {
        let mut tags = self.tags();
        let now = self.next();
        if tags.outdated.len() >= MOST_TAGS {
            tags.outdated.clear();
            tags.forgotten = now;
        }
        tags.outdated.insert(tag.into(), now);
    }

    /// Takes everything for old.
    pub fn outdate_all(&self) {
        self.all.fetch_max(self.next(), Ordering::SeqCst);
    }

    /// Returns the moment that it is. What is read afterwards is at least of that moment.
    pub(crate) fn now(&self) -> Moment {
        Moment(self.clock.load(Ordering::SeqCst))
    }

    /// Notes that what a command may write is about to change, and, when the answer is dropped, that it has.
    pub(crate) fn change(&self, root: &'static CommandMeta) -> Option<Changing<'_>> {
        if !self.is_watched {
            return None;
        }
        let entities: Vec<&Entity> = match self.reach.get(&key(root)) {
            Some(reach) => self.known(&reach.written).collect(),
            None => self.known(&Reach::of(root).written).collect(),
        };
        for entity in &entities {
            entity.writers.fetch_add(1, Ordering::SeqCst);
        }
        Some(Changing { of: self, entities })
    }

    /// Returns whether nothing that a command may read, and nothing with one of the tags, has changed since or is changing now.
    pub(crate) fn is_fresh(&self, since: Moment, command: &CommandMeta, tags: &[String]) -> bool {
        self.all.load(Ordering::SeqCst) <= since.0
            && self
                .reach
                .get(&key(command))
                .is_some_and(|reach| self.known(&reach.read).all(|entity| entity.is_unchanged(since)))
            && (tags.is_empty() || self.tags().are_unchanged(since, tags))
    }

    fn known<'a>(&'a self, names: &HashSet<String>) -> impl Iterator<Item = &'a Entity> {
        names.iter().filter_map(|name| self.entities.get(name))
    }

    fn next(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn tags(&self) -> MutexGuard<'_, Tags> {
        self.tags.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reach {
    fn of(command: &'static CommandMeta) -> Self {
        Self {
            read: reach(command, |command| command.reads),
            written: reach(command, |command| command.writes),
        }
    }
}

impl Entity {
    /// Writers come first: one that is gone by now has left the moment of its change behind.
    fn is_unchanged(&self, since: Moment) -> bool {
        self.writers.load(Ordering::SeqCst) == 0 && self.changed.load(Ordering::SeqCst) <= since.0
    }
}

impl Tags {
    fn are_unchanged(&self, since: Moment, tags: &[String]) -> bool {
        let changed = |tag: &String| self.outdated.get(tag.as_str()).copied().unwrap_or(self.forgotten);
        tags.iter().all(|tag| changed(tag) <= since.0)
    }
}

/// A unit of work that is being concluded. However that ends, what it may have written counts as changed.
pub(crate) struct Changing<'a> {
    of: &'a Freshness,
    entities: Vec<&'a Entity>,
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        let now = self.of.next();
        for entity in &self.entities {
            entity.changed.fetch_max(now, Ordering::SeqCst);
            entity.writers.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

const fn key(command: &CommandMeta) -> CommandKey {
    (command.name, command.domain.scope)
}

/// Returns the names of the entities that a command, and what it runs, declares.
fn reach(command: &'static CommandMeta, declared: fn(&CommandMeta) -> Entities) -> HashSet<String> {
    let reached = command.reached();
    let entities = reached.iter().flat_map(|command| declared(command).iter());
    entities.map(|model| model().reference()).collect()
}

impl fmt::Debug for Freshness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Freshness")
            .field("is_watched", &self.is_watched)
            .finish_non_exhaustive()
    }
}
