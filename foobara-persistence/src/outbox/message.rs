use std::borrow::Cow;

use foobara_core::transaction::StorageError;
use foobara_types::{Access, AttributesType, Base, Kept, ModelType, Ref, Typed};
use serde::{Deserialize, Serialize};

use super::attribute::attribute;
use crate::{
    datum::Row,
    entity::Entity,
    field::{Field, column},
    key::Auto,
};

/// A message that was published: kept with the change that it tells of, until a relay has sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutboxMessage {
    /// Its number. Messages of one run have theirs in the order in which they were published; of two runs beside each
    /// other, the one that is committed first may have the higher one.
    pub id: Auto<i64>,
    /// The full name of the model that it is of, as `Shop::OrderPlaced`.
    pub topic: String,
    /// The message, as JSON text.
    pub payload: String,
    /// What messages have in common that are to be read in their order; `None` for one that stands alone.
    pub key: Option<String>,
    /// Who asked for the run that published it, as the id of a user.
    pub caller: Option<String>,
    /// When it was published, in milliseconds since 1970.
    pub created_at: i64,
    /// When it was sent, in milliseconds since 1970; `None` until then.
    pub sent_at: Option<i64>,
}

static MODEL: ModelType = ModelType {
    name: Cow::Borrowed("OutboxMessage"),
    scope: &["Foobara"],
    description: Some(Cow::Borrowed(
        "A message that was published, and that a relay sends",
    )),
    attributes: AttributesType::of(
        const {
            &[
                attribute::<Auto<i64>>("id"),
                attribute::<String>("topic"),
                attribute::<String>("payload"),
                attribute::<Option<String>>("key"),
                attribute::<Option<String>>("caller"),
                attribute::<i64>("created_at"),
                attribute::<Option<i64>>("sent_at"),
            ]
        },
        &[],
        false,
    ),
    primary_key: Some(Cow::Borrowed("id")),
    access: Access::OPEN,
    kept: Kept {
        indexed: &[&["sent_at"]],
        ..Kept::PLAIN
    },
};

impl Typed for OutboxMessage {
    const BASE: Base = Base::Model(Ref::Static(Self::model));
}

impl Entity for OutboxMessage {
    type Key = i64;

    const KEY: usize = 0;

    fn model() -> &'static ModelType {
        &MODEL
    }

    fn key(&self) -> Option<i64> {
        self.id.get().copied()
    }

    fn to_row(&self) -> Row {
        Row(vec![
            self.id.to_datum(),
            self.topic.to_datum(),
            self.payload.to_datum(),
            self.key.to_datum(),
            self.caller.to_datum(),
            self.created_at.to_datum(),
            self.sent_at.to_datum(),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            id: column(&mut columns, "id")?,
            topic: column(&mut columns, "topic")?,
            payload: column(&mut columns, "payload")?,
            key: column(&mut columns, "key")?,
            caller: column(&mut columns, "caller")?,
            created_at: column(&mut columns, "created_at")?,
            sent_at: column(&mut columns, "sent_at")?,
        })
    }
}
