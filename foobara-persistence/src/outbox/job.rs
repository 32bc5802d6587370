use std::borrow::Cow;

use foobara_core::transaction::StorageError;
use foobara_types::{Access, AttributesType, Base, Kept, ModelType, Ref, Typed};
use serde::{Deserialize, Serialize};

use super::{attribute::attribute, job_state::JobState};
use crate::{
    datum::Row,
    entity::Entity,
    field::{Field, column},
    key::Auto,
};

/// A command that is to be run later: kept with the change that asks for it, until a worker has run it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Job {
    /// Its number.
    pub id: Auto<i64>,
    /// The full name of the command, as `Shop::SendMail`.
    pub command: String,
    /// The inputs, as JSON text.
    pub inputs: String,
    /// When it is to be run, in milliseconds since 1970; not before.
    pub run_at: i64,
    /// What has become of it.
    pub state: JobState,
    /// How often it was claimed.
    pub attempts: u32,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// Until when it belongs to the worker that claimed it, in milliseconds since 1970.
    pub locked_until: Option<i64>,
    /// What it was enqueued once for; no other job has the same.
    pub once_key: Option<String>,
    /// Who asked for the run that enqueued it, as the id of a user.
    pub caller: Option<String>,
    /// When it was enqueued, in milliseconds since 1970.
    pub created_at: i64,
    /// Counts the changes.
    pub version: u32,
}

static MODEL: ModelType = ModelType {
    name: Cow::Borrowed("Job"),
    scope: &["Foobara"],
    description: Some(Cow::Borrowed("A command that a worker runs later")),
    attributes: AttributesType::of(
        const {
            &[
                attribute::<Auto<i64>>("id"),
                attribute::<String>("command"),
                attribute::<String>("inputs"),
                attribute::<i64>("run_at"),
                attribute::<JobState>("state"),
                attribute::<u32>("attempts"),
                attribute::<Option<String>>("last_error"),
                attribute::<Option<i64>>("locked_until"),
                attribute::<Option<String>>("once_key"),
                attribute::<Option<String>>("caller"),
                attribute::<i64>("created_at"),
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
        unique: &[&["once_key"]],
        indexed: &[&["state", "run_at"]],
        ..Kept::PLAIN
    },
};

impl Typed for Job {
    const BASE: Base = Base::Model(Ref::Static(Self::model));
}

impl Entity for Job {
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
            self.command.to_datum(),
            self.inputs.to_datum(),
            self.run_at.to_datum(),
            self.state.to_datum(),
            self.attempts.to_datum(),
            self.last_error.to_datum(),
            self.locked_until.to_datum(),
            self.once_key.to_datum(),
            self.caller.to_datum(),
            self.created_at.to_datum(),
            self.version.to_datum(),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            id: column(&mut columns, "id")?,
            command: column(&mut columns, "command")?,
            inputs: column(&mut columns, "inputs")?,
            run_at: column(&mut columns, "run_at")?,
            state: column(&mut columns, "state")?,
            attempts: column(&mut columns, "attempts")?,
            last_error: column(&mut columns, "last_error")?,
            locked_until: column(&mut columns, "locked_until")?,
            once_key: column(&mut columns, "once_key")?,
            caller: column(&mut columns, "caller")?,
            created_at: column(&mut columns, "created_at")?,
            version: column(&mut columns, "version")?,
        })
    }
}
