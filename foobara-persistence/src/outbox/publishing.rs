use std::fmt;

use foobara_core::{BoxFuture, Fault, StorageAccess, transaction::StorageError};

use super::message::OutboxMessage;
use crate::{
    change::Change, datum::Datum, entity::Entity, field::Field, reach::Reach, shape::Shape, unit::UnitOfWork,
};

/// A message that is about to be published; it is, once it is awaited. The answer is its number.
#[must_use = "nothing is published until it is awaited"]
pub struct PendingMessage<'a> {
    access: StorageAccess<'a>,
    message: Result<OutboxMessage, StorageError>,
}

impl<'a> PendingMessage<'a> {
    pub(super) const fn new(access: StorageAccess<'a>, message: Result<OutboxMessage, StorageError>) -> Self {
        Self { access, message }
    }

    /// Says what messages have in common that are to be read in their order, as the number of an order.
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        if let Ok(message) = &mut self.message {
            message.key = Some(key.into());
        }
        self
    }

    async fn publish(self) -> Result<i64, Fault> {
        let unit = UnitOfWork::of(self.access.transaction()?)?;
        Ok(create(unit, &self.message?).await?)
    }
}

/// Creates a record and returns the number that it was given.
pub(super) async fn create<E: Entity>(unit: &UnitOfWork, record: &E) -> Result<i64, StorageError> {
    let shape = Shape::of_entity::<E>();
    let change = Change::create(shape, record.to_row());
    let created = unit.apply(change, Reach::USUAL).await?;
    i64::from_datum(created.map_or(Datum::Null, |row| row.get(shape.key).clone()))
}

impl<'a> IntoFuture for PendingMessage<'a> {
    type Output = Result<i64, Fault>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.publish())
    }
}

impl fmt::Debug for PendingMessage<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PendingMessage")
            .field("topic", &self.message.as_ref().map(|message| &message.topic))
            .finish_non_exhaustive()
    }
}
