use std::{error::Error, fmt, sync::Arc};

use foobara_core::transaction::StorageError;
use foobara_types::ModelType;

use super::{
    record_event::{Changed, RecordEvent, of_change},
    refused::Refused,
    settled::Settled,
};
use crate::{entity::Entity, row::Row, shape::Shape};

/// The callbacks of an app, without the types of their entities.
#[derive(Clone, Default)]
pub(crate) struct Watches {
    within: Vec<Watch<Within>>,
    after: Vec<Watch<After>>,
}

/// A callback about the records of an entity.
#[derive(Clone)]
struct Watch<Callback> {
    entity: &'static ModelType,
    callback: Callback,
}

type Within = Arc<dyn Fn(&'static Shape, &Happened<'_>) -> Result<(), StorageError> + Send + Sync>;

type After = Arc<dyn Fn(Option<&Row>, Option<&Row>) -> Result<Tell, StorageError> + Send + Sync>;

/// Tells what became of a record: whether it was persisted, or reverted otherwise.
pub(crate) type Tell = Box<dyn FnOnce(bool) + Send>;

/// What a run has done to a record.
pub(crate) enum Happened<'a> {
    /// It was fetched.
    Loaded(&'a Row),
    /// It was this, and is that.
    Changed(Option<&'a Row>, Option<&'a Row>),
}

impl Watches {
    pub(super) fn on<E: Entity>(
        &mut self,
        callback: impl Fn(RecordEvent<'_, E>) -> Result<(), Box<dyn Error + Send + Sync>> + Send + Sync + 'static,
    ) {
        let tell = move |event: RecordEvent<'_, E>| {
            let name = event.name();
            callback(event).map_err(|reason| refused::<E>(name, reason))
        };
        self.within.push(Watch {
            entity: E::model(),
            callback: Arc::new(move |shape: &'static Shape, happened: &Happened<'_>| {
                told(shape, happened, &tell)
            }),
        });
    }

    pub(super) fn after<E: Entity>(&mut self, callback: impl Fn(Settled<E>) + Send + Sync + 'static) {
        let callback = Arc::new(callback);
        self.after.push(Watch {
            entity: E::model(),
            callback: Arc::new(move |before: Option<&Row>, after: Option<&Row>| {
                let record = |row: Option<&Row>| row.cloned().map(E::from_row).transpose();
                let (before, after, callback) = (record(before)?, record(after)?, Arc::clone(&callback));
                let tell: Tell = Box::new(move |is_persisted| callback(settled(is_persisted, before, after)));
                Ok(tell)
            }),
        });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entities().next().is_none()
    }

    /// Returns the entities that callbacks are about, some more than once.
    pub(super) fn entities(&self) -> impl Iterator<Item = &'static ModelType> {
        let within = self.within.iter().map(|watch| watch.entity);
        within.chain(self.after.iter().map(|watch| watch.entity))
    }

    /// Returns whether a callback is about records of an entity.
    pub(crate) fn concern(&self, entity: &ModelType) -> bool {
        self.entities().any(|watched| std::ptr::eq(watched, entity))
    }

    /// Tells of what happens within a run, until one refuses.
    ///
    /// # Errors
    ///
    /// That a callback refused, or that the record cannot be read.
    pub(crate) fn tell(&self, shape: &'static Shape, happened: &Happened<'_>) -> Result<(), StorageError> {
        let mut meant = self.within.iter().filter(|watch| watch.is_about(shape.model));
        meant.try_for_each(|watch| (watch.callback)(shape, happened))
    }

    /// Returns what is to be told of a record once it is settled.
    ///
    /// # Errors
    ///
    /// When the record cannot be read.
    pub(crate) fn settle(
        &self,
        entity: &ModelType,
        before: Option<&Row>,
        after: Option<&Row>,
    ) -> Result<Vec<Tell>, StorageError> {
        let meant = self.after.iter().filter(|watch| watch.is_about(entity));
        meant.map(|watch| (watch.callback)(before, after)).collect()
    }
}

impl<Callback> Watch<Callback> {
    fn is_about(&self, entity: &ModelType) -> bool {
        std::ptr::eq(self.entity, entity)
    }
}

/// Makes an event of what happened, and tells of it.
fn told<E: Entity>(
    shape: &'static Shape,
    happened: &Happened<'_>,
    tell: &impl Fn(RecordEvent<'_, E>) -> Result<(), StorageError>,
) -> Result<(), StorageError> {
    let record = |row: &Row| E::from_row(row.clone());
    match happened {
        Happened::Loaded(row) => tell(RecordEvent::Loaded(&record(row)?)),
        Happened::Changed(None, Some(after)) => tell(RecordEvent::Created(&record(after)?)),
        Happened::Changed(Some(before), None) => tell(RecordEvent::Deleted(&record(before)?)),
        Happened::Changed(Some(before), Some(after)) => {
            let changed = Changed::of(shape, before, after)?;
            tell(of_change(shape, (before, after), &changed))
        }
        Happened::Changed(None, None) => Ok(()),
    }
}

fn refused<E: Entity>(event: &'static str, reason: Box<dyn Error + Send + Sync>) -> StorageError {
    let entity = E::model().reference();
    Refused {
        entity,
        event,
        reason,
    }
    .into()
}

const fn settled<E>(is_persisted: bool, before: Option<E>, after: Option<E>) -> Settled<E> {
    if is_persisted {
        Settled::Persisted { before, after }
    } else {
        Settled::Reverted { before, after }
    }
}

/// Shows what the callbacks are about.
impl fmt::Debug for Watches {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entities().map(ModelType::reference);
        formatter.debug_list().entries(names).finish()
    }
}
