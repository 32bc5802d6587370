use foobara_core::transaction::StorageError;

use super::watch::Watch;
use crate::{
    change::{Change, Operation},
    datum::Datum,
    driver::Session,
    log::Log,
    observed::Observed,
    query::Query,
    row::Row,
    shape::Shape,
};

/// How far a unit of work has come, and what it did.
#[derive(Default)]
pub(super) struct State {
    pub(super) stage: Stage,
    /// Set while a change is made; still set at the next step if it was dropped half-way.
    pub(super) is_changing: bool,
    pub(super) log: Log,
    /// What was looked at, for those who want to know.
    pub(super) observed: Option<Box<Observed>>,
    /// What time it is, once somebody asked.
    pub(super) now: Option<Datum>,
    /// Who is told.
    pub(super) watch: Option<Box<Watch>>,
}

/// Whether the driver's transaction is there.
#[derive(Default)]
pub(super) enum Stage {
    #[default]
    NotBegun,
    Begun(Box<dyn Session>),
    Ended,
}

impl State {
    /// Fetches the row with a key.
    async fn row(&mut self, shape: &'static Shape, key: &Datum) -> Result<Option<Row>, StorageError> {
        let query = Query::of_key(shape, key.clone());
        Ok(self.session()?.fetch(&query).await?.rows.pop())
    }

    /// Returns the record that is about to change, as far as somebody wants to know it.
    pub(super) async fn before(&mut self, change: &Change) -> Result<Option<Row>, StorageError> {
        let known = self.log.known(change.shape, &change.key);
        if known.is_none() && self.observed.is_some() && change.operation != Operation::Create {
            return self.row(change.shape, &change.key).await;
        }
        Ok(known)
    }

    /// Returns the session, for a step that may be dropped half-way.
    pub(super) fn session(&mut self) -> Result<&mut dyn Session, StorageError> {
        self.changing().map(|(session, is_changing)| {
            *is_changing = false;
            session
        })
    }

    /// Returns the session, for a step that may not, and the mark to take away after it.
    pub(super) fn changing(&mut self) -> Result<(&mut dyn Session, &mut bool), StorageError> {
        if self.is_changing {
            return Err(self.doubt());
        }
        match &mut self.stage {
            Stage::Begun(session) => {
                self.is_changing = true;
                Ok((session.as_mut(), &mut self.is_changing))
            }
            Stage::NotBegun | Stage::Ended => Err(StorageError::Other("the unit of work has ended".into())),
        }
    }
}

/// Whether a step may have been done in part, or have ended the driver's transaction; such a unit can only roll back.
pub(super) const fn leaves_doubt<T>(step: &Result<T, StorageError>) -> bool {
    matches!(step, Err(StorageError::Unavailable(_) | StorageError::Other(_)))
}
