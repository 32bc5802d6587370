use std::{
    fmt,
    time::{Duration, SystemTime},
};

use foobara_core::{BoxFuture, Fault, StorageAccess, transaction::StorageError};

use super::{
    job::Job,
    publishing::create,
    time::{length, milliseconds},
};
use crate::{entity::Entity, filter::Filter, query::Query, reach::Reach, shape::Shape, unit::UnitOfWork};

/// A command that is about to be enqueued; it is, once it is awaited. The answer is the number of the [`Job`].
#[must_use = "nothing is enqueued until it is awaited"]
pub struct PendingJob<'a> {
    access: StorageAccess<'a>,
    job: Result<Job, StorageError>,
}

impl<'a> PendingJob<'a> {
    pub(super) const fn new(access: StorageAccess<'a>, job: Result<Job, StorageError>) -> Self {
        Self { access, job }
    }

    /// Says when it is to be run: not before this time of day, in whole milliseconds. Without it, as soon as may be.
    pub fn at(self, time: SystemTime) -> Self {
        self.with(|job| job.run_at = milliseconds(time))
    }

    /// Says when it is to be run: not before so much time has passed, in whole milliseconds.
    pub fn after(self, time: Duration) -> Self {
        self.with(|job| job.run_at = job.created_at.saturating_add(length(time)))
    }

    /// Enqueues it once for this key: as long as the first job with it is kept, done or not, its number is the answer, and
    /// there is no second one.
    pub fn once(self, key: impl Into<String>) -> Self {
        self.with(|job| job.once_key = Some(key.into()))
    }

    fn with(mut self, say: impl FnOnce(&mut Job)) -> Self {
        if let Ok(job) = &mut self.job {
            say(job);
        }
        self
    }

    async fn enqueue(self) -> Result<i64, Fault> {
        let unit = UnitOfWork::of(self.access.transaction()?)?;
        let job = self.job?;
        Ok(match &job.once_key {
            None => create(unit, &job).await?,
            Some(key) => create_once(unit, &job, key).await?,
        })
    }
}

/// Another run may take the key meanwhile. If its job cannot be seen from here, trying again helps.
async fn create_once(unit: &UnitOfWork, job: &Job, key: &str) -> Result<i64, StorageError> {
    if let Some(known) = find(unit, key).await? {
        return Ok(known);
    }
    match create(unit, job).await {
        Err(StorageError::Taken(_)) => find(unit, key).await?.ok_or(StorageError::Conflict),
        created => created,
    }
}

/// Returns the number of the job that was enqueued for a key.
async fn find(unit: &UnitOfWork, key: &str) -> Result<Option<i64>, StorageError> {
    let mut query = Query::all(Shape::of_entity::<Job>());
    query.filter = Filter::equal("once_key", key);
    let found = unit.fetch(query, Reach::USUAL).await?.rows.into_iter().next();
    Ok(found.map(Job::from_row).transpose()?.and_then(|job| job.key()))
}

impl<'a> IntoFuture for PendingJob<'a> {
    type Output = Result<i64, Fault>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.enqueue())
    }
}

impl fmt::Debug for PendingJob<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PendingJob")
            .field("command", &self.job.as_ref().map(|job| &job.command))
            .finish_non_exhaustive()
    }
}
