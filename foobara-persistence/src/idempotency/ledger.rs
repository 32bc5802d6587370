use foobara_core::{App, Effect, Transaction, transaction::StorageError};

use super::kept::KeptAnswer;
use crate::{
    change::Change, entity::Entity, filter::Filter, query::Query, reach::Reach, shape::Shape,
    unit::UnitOfWork,
};

/// The answers, as a unit of work sees them.
pub(super) struct Ledger<'a>(&'a UnitOfWork);

impl<'a> Ledger<'a> {
    pub(super) fn of(transaction: &'a dyn Transaction) -> Result<Self, StorageError> {
        UnitOfWork::of(transaction).map(Self)
    }

    pub(super) async fn find(&self, id: &str) -> Result<Option<KeptAnswer>, StorageError> {
        let mut query = Query::all(Shape::of_entity::<KeptAnswer>());
        query.filter = Filter::Keys(vec![id.into()]);
        let found = self.0.fetch(query, Reach::USUAL).await?;
        found
            .rows
            .into_iter()
            .next()
            .map(KeptAnswer::from_row)
            .transpose()
    }

    /// Writes an answer that is new, or takes the place of one with a version. [`StorageError::Duplicate`] or
    /// [`StorageError::Conflict`] when another unit of work was first.
    pub(super) async fn write(&self, answer: &KeptAnswer, replaces: Option<u32>) -> Result<(), StorageError> {
        let shape = Shape::of_entity::<KeptAnswer>();
        let change = match replaces {
            None => Change::create(shape, answer.to_row()),
            Some(version) => Change::update(shape, answer.to_row(), Some(version.into())),
        };
        self.0.apply(change, Reach::USUAL).await.map(drop)
    }

    /// Removes what has expired, and returns how much it was.
    pub(super) async fn forget_expired(&self, now: i64) -> Result<usize, StorageError> {
        let expired = Filter::less_or_equal("expires_at", now);
        let shape = Shape::of_entity::<KeptAnswer>();
        self.0.delete_all(shape, expired, Reach::USUAL).await
    }
}

/// A unit of work beside any run.
pub(super) struct Unit(Box<dyn Transaction>);

impl Unit {
    pub(super) fn open(app: &App, effect: Effect) -> Result<Self, StorageError> {
        app.unit_of_work(effect).map(Self)
    }

    pub(super) fn ledger(&self) -> Result<Ledger<'_>, StorageError> {
        Ledger::of(self.0.as_ref())
    }

    pub(super) async fn commit(self) -> Result<(), StorageError> {
        self.0.commit().await
    }
}
