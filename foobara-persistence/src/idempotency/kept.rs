use std::{borrow::Cow, time::Duration};

use foobara_core::transaction::StorageError;
use foobara_types::{Access, Attribute, AttributesType, Base, Declaration, Kept, ModelType, Ref, Typed};
use serde::{Deserialize, Serialize};

use super::request::Request;
use crate::{
    datum::Row,
    entity::Entity,
    field::{Field, column},
};

/// An answer to a request with a key, or, within the unit of work that is finding it, the place for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptAnswer {
    /// Stands for the caller and its key.
    pub(super) id: String,
    /// Stands for the command and its inputs.
    pub(super) fingerprint: String,
    /// When it is forgotten, in seconds since 1970.
    pub(super) expires_at: i64,
    /// Whether the answer is errors, rather than a result.
    pub(super) is_error: bool,
    /// The answer, as JSON text.
    pub(super) answer: Option<String>,
    /// Counts the changes.
    pub(super) version: u32,
}

impl KeptAnswer {
    /// Returns the place for the answer to a request.
    pub(super) fn new(request: &Request, now: i64, expires_after: Duration) -> Self {
        let seconds = i64::try_from(expires_after.as_secs()).unwrap_or(i64::MAX);
        Self {
            id: request.id.clone(),
            fingerprint: request.fingerprint.clone(),
            expires_at: now.saturating_add(seconds),
            is_error: false,
            answer: None,
            version: 0,
        }
    }

    /// Counts on from what it replaces.
    pub(super) fn follow(&mut self, replaces: Option<u32>) {
        self.version = replaces.map_or(0, |version| version.wrapping_add(1));
    }

    /// Puts a result there, and returns the version until then.
    pub(super) fn succeed(&mut self, text: String) -> u32 {
        let version = self.version;
        self.follow(Some(version));
        self.answer = Some(text);
        version
    }

    /// Puts errors there.
    pub(super) fn fail(&mut self, text: String) {
        self.is_error = true;
        self.answer = Some(text);
    }
}

static MODEL: ModelType = ModelType {
    name: Cow::Borrowed("IdempotencyKey"),
    scope: &["Foobara"],
    description: Some(Cow::Borrowed(
        "The answer to a request that came with an idempotency key",
    )),
    attributes: AttributesType::of(
        const {
            &[
                attribute::<String>("id"),
                attribute::<String>("fingerprint"),
                attribute::<i64>("expires_at"),
                attribute::<bool>("is_error"),
                attribute::<Option<String>>("answer"),
                attribute::<u32>("version"),
            ]
        },
        &[],
        false,
    ),
    primary_key: Some(Cow::Borrowed("id")),
    access: Access::OPEN,
    kept: Kept {
        version: Some("version"),
        ..Kept::PLAIN
    },
};

const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

impl Typed for KeptAnswer {
    const BASE: Base = Base::Model(Ref::Static(Self::model));
}

impl Entity for KeptAnswer {
    type Key = String;

    const KEY: usize = 0;

    fn model() -> &'static ModelType {
        &MODEL
    }

    fn key(&self) -> Option<String> {
        Some(self.id.clone())
    }

    fn to_row(&self) -> Row {
        Row(vec![
            self.id.to_datum(),
            self.fingerprint.to_datum(),
            self.expires_at.to_datum(),
            self.is_error.to_datum(),
            self.answer.to_datum(),
            self.version.to_datum(),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            id: column(&mut columns, "id")?,
            fingerprint: column(&mut columns, "fingerprint")?,
            expires_at: column(&mut columns, "expires_at")?,
            is_error: column(&mut columns, "is_error")?,
            answer: column(&mut columns, "answer")?,
            version: column(&mut columns, "version")?,
        })
    }
}
