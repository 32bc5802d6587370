use std::{collections::BTreeMap, fmt, sync::Arc};

use foobara_core::{BoxFuture, DomainMeta, Opening, Storage, Transaction, transaction::StorageError};
use foobara_types::ModelType;

use super::{
    part::{Keeps, Part},
    session::Sessions,
};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    shape::Shape,
    storage,
};

/// Several stores as one, each for some of the entities; see [the module](super) for what a run over them is.
#[derive(Clone)]
pub struct Stores {
    /// Those that were added, in order; the default one is the last.
    parts: Arc<Vec<Part>>,
}

impl Stores {
    /// Keeps entities in a store, unless another is said to keep them.
    pub fn new(default: impl Store) -> Self {
        Self {
            parts: Arc::new(vec![Part {
                store: Arc::new(default),
                keeps: Keeps::Rest,
            }]),
        }
    }

    /// Keeps these entities in a store of their own: `.keep([Visit::model, Click::model], store)`.
    #[must_use]
    pub fn keep<Entity: Fn() -> &'static ModelType>(
        self,
        entities: impl IntoIterator<Item = Entity>,
        store: impl Store,
    ) -> Self {
        let entities = entities.into_iter().map(|entity| entity()).collect();
        self.and(store, Keeps::Entities(entities))
    }

    /// Keeps the entities of these domains in a store of their own, but for those that another store keeps by name:
    /// `.keep_domains([Zoo::META], store)`.
    #[must_use]
    pub fn keep_domains(
        self,
        domains: impl IntoIterator<Item = &'static DomainMeta>,
        store: impl Store,
    ) -> Self {
        self.and(store, Keeps::Domains(domains.into_iter().collect()))
    }

    /// Adds a store before the default one.
    fn and(mut self, store: impl Store, keeps: Keeps) -> Self {
        let store = Arc::new(store);
        let parts = Arc::make_mut(&mut self.parts);
        parts.insert(parts.len().saturating_sub(1), Part { store, keeps });
        self
    }

    /// Returns the place of the store that keeps an entity; without one that is the default store's.
    pub(super) fn place(&self, entity: Option<&ModelType>) -> usize {
        let find = |is_meant: fn(&Keeps, &ModelType) -> bool| {
            let entity = entity?;
            self.parts.iter().position(|part| is_meant(&part.keeps, entity))
        };
        let place = find(Keeps::names).or_else(|| find(Keeps::spans));
        place.unwrap_or_else(|| self.parts.len().saturating_sub(1))
    }

    pub(super) fn part(&self, place: usize) -> Option<&Part> {
        self.parts.get(place)
    }

    fn all(&self, holds: impl Fn(&Capabilities) -> bool) -> bool {
        self.parts.iter().all(|part| holds(&part.store.capabilities()))
    }

    /// Returns the levels of isolation that all of the stores have, or one that is stricter.
    fn isolation(&self) -> &'static [Isolation] {
        const LEVELS: [Isolation; 3] = [
            Isolation::ReadCommitted,
            Isolation::Snapshot,
            Isolation::Serializable,
        ];
        let levels = self.parts.iter().map(|part| part.store.capabilities().isolation);
        let usual = levels.clone().filter_map(|levels| levels.first()).min();
        let strictest = levels.filter_map(|levels| levels.iter().max()).min();
        let place = |level: Option<&Isolation>| LEVELS.iter().position(|known| Some(known) == level);
        match (place(usual), place(strictest)) {
            (Some(first), Some(last)) => LEVELS.as_slice().get(first..=last).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Store for Stores {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: self.all(|store| store.transactions),
            savepoints: self.all(|store| store.savepoints),
            snapshots: self.parts.len() == 1 && self.all(|store| store.snapshots),
            durable: self.all(|store| store.durable),
            isolation: self.isolation(),
            optimistic: !self.all(|store| !store.optimistic),
            gapless_keys: self.all(|store| store.gapless_keys),
            sql: self.all(|store| store.sql),
            nul_characters: self.all(|store| store.nul_characters),
            text_search: self.all(|store| store.text_search),
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        let is_isolated = how.read_only || self.capabilities().isolates(how.isolation).is_some();
        Io::ready(if is_isolated {
            Ok(Box::new(Sessions::new(self.clone(), how)))
        } else {
            Err(StorageError::Other(
                "one of the stores does not isolate sessions that much".into(),
            ))
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::later(async move {
            for (place, part) in self.parts.iter().enumerate() {
                let kept = shapes.iter().copied();
                let kept: Vec<_> = kept
                    .filter(|shape| self.place(Some(shape.model)) == place)
                    .collect();
                part.store.prepare(&kept).await?;
            }
            Ok(())
        })
    }
}

impl Storage for Stores {
    fn open(&self, opening: Opening) -> Box<dyn Transaction> {
        storage::open(Arc::new(self.clone()), opening)
    }

    fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        storage::prepare(self, entities)
    }

    fn mistakes(&self, entities: &[&'static ModelType]) -> Vec<String> {
        let mut named: BTreeMap<String, Vec<bool>> = BTreeMap::new();
        for (name, is_used) in self.parts.iter().flat_map(|part| part.keeps.named(entities)) {
            named.entry(name).or_default().push(is_used);
        }
        let mistakes = named.into_iter();
        mistakes
            .filter_map(|(name, uses)| mistake(&name, &uses))
            .collect()
    }
}

/// Says what is wrong with what some stores are said to keep, each of which is used or not.
fn mistake(name: &str, uses: &[bool]) -> Option<String> {
    match uses {
        [true] => None,
        [_] => Some(format!(
            "{name} is kept in a store of its own, and no command of the app uses it; leave it out"
        )),
        _ => Some(format!("{name} is kept in {} stores; name it once", uses.len())),
    }
}

/// Shows what each store is for.
impl fmt::Debug for Stores {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| part.keeps.name());
        formatter.debug_list().entries(names).finish()
    }
}
