use std::time::{Duration, SystemTime};

use foobara_core::{App, Effect, transaction::StorageError};

use super::{
    job::Job,
    job_state::JobState,
    message::OutboxMessage,
    time::{length, milliseconds},
};
use crate::{
    change::Change,
    entity::Entity,
    filter::Filter,
    query::{Direction, Order, Query},
    reach::Reach,
    row::Row,
    shape::{Shape, misfit},
    unit::UnitOfWork,
};

/// The messages and jobs of an app, for those that send and run them. See [the module](super).
///
/// Each step is a unit of work of its own. Where two change the same at once, one of them is refused with
/// [`StorageError::Conflict`] and can be tried again, as any run can.
#[derive(Debug, Clone, Copy)]
pub struct Outbox<'a>(&'a App);

impl<'a> Outbox<'a> {
    /// Returns the outbox of an app.
    pub const fn of(app: &'a App) -> Self {
        Self(app)
    }

    /// Returns the messages that were not sent yet, so many at most, by their numbers.
    ///
    /// # Errors
    ///
    /// When the app has no storage, or that fails.
    pub async fn pending(self, limit: u32) -> Result<Vec<OutboxMessage>, StorageError> {
        let mut query = Query::all(Shape::of_entity::<OutboxMessage>());
        query.filter = Filter::is_null("sent_at");
        query.limit = Some(limit);
        self.find(query).await
    }

    /// Says that messages were sent, so that they are pending no more.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when one is not there any more, and as [`pending`](Self::pending).
    pub async fn mark_sent(self, messages: &[OutboxMessage]) -> Result<(), StorageError> {
        let now = Some(self.now());
        let shape = Shape::of_entity::<OutboxMessage>();
        let sent = messages.iter().cloned().map(|message| OutboxMessage {
            sent_at: now,
            ..message
        });
        let changes = sent.map(|message| Change::update(shape, message.to_row(), None));
        self.apply(changes.collect()).await
    }

    /// Removes messages that were sent before a time, and returns how many there were. Without it they stay.
    ///
    /// # Errors
    ///
    /// As [`pending`](Self::pending).
    pub async fn forget_sent(self, before: SystemTime) -> Result<usize, StorageError> {
        let filter = Filter::less("sent_at", milliseconds(before));
        self.forget(Shape::of_entity::<OutboxMessage>(), filter).await
    }

    /// Returns a job, unless it is not there any more.
    ///
    /// # Errors
    ///
    /// As [`pending`](Self::pending).
    pub async fn job(self, id: i64) -> Result<Option<Job>, StorageError> {
        let query = Query::of_key(Shape::of_entity::<Job>(), id.into());
        Ok(self.find(query).await?.into_iter().next())
    }

    /// Returns the jobs in a state, so many at most, by their numbers: those that are [`Dead`](JobState::Dead), say.
    ///
    /// # Errors
    ///
    /// As [`pending`](Self::pending).
    pub async fn jobs(self, state: JobState, limit: u32) -> Result<Vec<Job>, StorageError> {
        let mut query = Query::all(Shape::of_entity::<Job>());
        query.filter = Filter::equal("state", state.as_str());
        query.limit = Some(limit);
        self.find(query).await
    }

    /// Takes jobs whose time has come, so many at most, for as long as the lease: those that have waited longest first.
    /// Until it has ended they are nobody else's; after that they can be claimed again, whatever became of the first claim.
    ///
    /// # Errors
    ///
    /// [`StorageError::Conflict`] when another claims at the same time, and as [`pending`](Self::pending).
    pub async fn claim(self, limit: u32, lease: Duration) -> Result<Vec<Job>, StorageError> {
        let now = self.now();
        let transaction = self.0.unit_of_work(Effect::Write)?;
        let unit = UnitOfWork::of(transaction.as_ref())?;
        let due: Vec<Job> = records(unit.fetch(due(now, limit)?, Reach::USUAL).await?.rows)?;
        let claimed: Vec<Job> = due.iter().map(|job| job.claimed(now, lease)).collect();
        let changes = due.iter().zip(&claimed).map(|(job, claimed)| job.change(claimed));
        unit.apply_all(changes.collect(), Reach::USUAL).await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    /// Keeps a claimed job for as long as the lease from now, and returns it as it is now.
    ///
    /// # Errors
    ///
    /// [`StorageError::Conflict`] when it was claimed again meanwhile, and as [`pending`](Self::pending).
    pub async fn extend(self, job: &Job, lease: Duration) -> Result<Job, StorageError> {
        let until = self.now().saturating_add(length(lease));
        self.settle(job, |job| job.locked_until = Some(until)).await
    }

    /// Says that a claimed job was run, and returns it as it is now.
    ///
    /// # Errors
    ///
    /// As [`extend`](Self::extend).
    pub async fn finish(self, job: &Job) -> Result<Job, StorageError> {
        self.settle(job, |job| job.rest(JobState::Done)).await
    }

    /// Says why a claimed job failed, and when it is tried again; without a time it is dead. Returns it as it is now.
    ///
    /// # Errors
    ///
    /// As [`extend`](Self::extend).
    pub async fn fail(
        self,
        job: &Job,
        error: &str,
        retry_at: Option<SystemTime>,
    ) -> Result<Job, StorageError> {
        self.settle(job, |job| {
            job.last_error = Some(error.to_owned());
            match retry_at {
                Some(time) => {
                    job.run_at = milliseconds(time);
                    job.rest(JobState::Queued);
                }
                None => job.rest(JobState::Dead),
            }
        })
        .await
    }

    /// Removes jobs that were done and enqueued before a time, and returns how many there were. Without it they stay, and
    /// so do the keys that they were enqueued once for.
    ///
    /// # Errors
    ///
    /// As [`pending`](Self::pending).
    pub async fn forget_done(self, before: SystemTime) -> Result<usize, StorageError> {
        let is_done = Filter::equal("state", JobState::Done.as_str());
        let filter = is_done.and(Filter::less("created_at", milliseconds(before)));
        self.forget(Shape::of_entity::<Job>(), filter).await
    }

    fn now(self) -> i64 {
        milliseconds(self.0.ports().clock.now())
    }

    async fn settle(self, job: &Job, settle: impl FnOnce(&mut Job)) -> Result<Job, StorageError> {
        let mut settled = job.clone();
        settle(&mut settled);
        settled.version = settled.version.wrapping_add(1);
        self.apply(vec![job.change(&settled)]).await?;
        Ok(settled)
    }

    async fn find<E: Entity>(self, query: Query) -> Result<Vec<E>, StorageError> {
        let transaction = self.0.unit_of_work(Effect::Read)?;
        let rows = UnitOfWork::of(transaction.as_ref())?
            .fetch(query, Reach::USUAL)
            .await?
            .rows;
        transaction.commit().await?;
        records(rows)
    }

    async fn apply(self, changes: Vec<Change>) -> Result<(), StorageError> {
        let transaction = self.0.unit_of_work(Effect::Write)?;
        UnitOfWork::of(transaction.as_ref())?
            .apply_all(changes, Reach::USUAL)
            .await?;
        transaction.commit().await
    }

    async fn forget(self, shape: &'static Shape, filter: Filter) -> Result<usize, StorageError> {
        let transaction = self.0.unit_of_work(Effect::Write)?;
        let unit = UnitOfWork::of(transaction.as_ref())?;
        let count = unit.delete_all(shape, filter, Reach::USUAL).await?;
        transaction.commit().await?;
        Ok(count)
    }
}

impl Job {
    /// Returns the job as it is for the worker that claims it now.
    fn claimed(&self, now: i64, lease: Duration) -> Self {
        Self {
            state: JobState::Running,
            attempts: self.attempts.saturating_add(1),
            locked_until: Some(now.saturating_add(length(lease))),
            version: self.version.wrapping_add(1),
            ..self.clone()
        }
    }

    /// Leaves the job in a state in which it is nobody's.
    const fn rest(&mut self, state: JobState) {
        self.state = state;
        self.locked_until = None;
    }

    /// Returns the change that makes another of this job, if it still is as it is here.
    fn change(&self, after: &Self) -> Change {
        Change::update(
            Shape::of_entity::<Self>(),
            after.to_row(),
            Some(self.version.into()),
        )
    }
}

/// Asks for the jobs whose time has come: those that wait, and those whose lease has ended.
fn due(now: i64, limit: u32) -> Result<Query, StorageError> {
    let shape = Shape::of_entity::<Job>();
    let is = |state: JobState| Filter::equal("state", state.as_str());
    let waiting = is(JobState::Queued).and(Filter::less_or_equal("run_at", now));
    let abandoned = is(JobState::Running).and(Filter::less_or_equal("locked_until", now));
    let column = shape.position("run_at");
    let mut query = Query::all(shape);
    query.filter = waiting.or(abandoned);
    query.order = vec![Order {
        column: column.ok_or_else(|| misfit("a job has a time".to_owned()))?,
        direction: Direction::Ascending,
    }];
    query.limit = Some(limit);
    query.for_update = true;
    Ok(query)
}

fn records<E: Entity>(rows: Vec<Row>) -> Result<Vec<E>, StorageError> {
    rows.into_iter().map(E::from_row).collect()
}
