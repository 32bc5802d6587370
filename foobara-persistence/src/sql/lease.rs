use foobara_core::transaction::StorageError;
use sqlx::pool::PoolConnection;

use super::{
    codec::{Codec, Meaning},
    dialect::Dialect,
    engine::{Engine, QueryResult, Row},
    error::{meaning, translate},
    statement::Statement,
};
use crate::{driver::Finish, shape::misfit};

/// A connection of the pool while it is in use, and how far its transaction has come.
///
/// It goes back to the pool only when it is known to be in no transaction. Dropped otherwise, or after a step that was
/// dropped half-way, it is closed, which rolls back: what a connection was sent, and has not answered, is never guessed.
pub(crate) struct Lease<D: Dialect> {
    connection: PoolConnection<<D as Codec>::Database>,
    dialect: D,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no transaction.
    Idle,
    /// There is one.
    Open,
    /// There is one, and a statement failed in it that takes all of it along, for this reason.
    Doomed(Meaning),
    /// A step was dropped half-way, or the connection broke.
    Torn,
}

impl<D: Dialect> Lease<D> {
    pub(super) const fn new(connection: PoolConnection<<D as Codec>::Database>, dialect: D) -> Self {
        Self {
            connection,
            dialect,
            state: State::Idle,
        }
    }

    pub(crate) const fn dialect(&self) -> D {
        self.dialect
    }

    /// Returns whether there is a transaction.
    pub(super) fn is_open(&self) -> bool {
        self.state != State::Idle
    }

    /// Begins a transaction.
    pub(super) async fn begin(&mut self, text: String) -> Result<(), StorageError> {
        self.send(text).await?;
        self.state = State::Open;
        Ok(())
    }

    /// Ends the transaction, if there is one.
    pub(super) async fn end(mut self, how: Finish) -> Result<(), StorageError> {
        if how == Finish::Commit {
            return self.commit().await;
        }
        match self.state {
            // Where there is a transaction still, closing the connection rolls it back.
            State::Idle | State::Torn => Ok(()),
            _ => self.conclude("ROLLBACK").await,
        }
    }

    /// Makes what was done in the transaction last, if there is one. The connection can be used on.
    pub(super) async fn commit(&mut self) -> Result<(), StorageError> {
        self.look()?;
        match self.state {
            State::Idle => Ok(()),
            _ => self.conclude("COMMIT").await,
        }
    }

    async fn conclude(&mut self, text: &str) -> Result<(), StorageError> {
        self.send(text.to_owned()).await?;
        self.state = State::Idle;
        Ok(())
    }

    /// Sets the connection up for others after a transaction. It is not used again if that fails.
    pub(super) async fn command_or_close(&mut self, text: String) -> Result<(), StorageError> {
        let done = self.send(text).await;
        if done.is_err() {
            self.state = State::Torn;
        }
        done
    }

    /// Runs a statement and answers all its rows.
    pub(crate) async fn rows(
        &mut self,
        mut statement: Statement<D>,
    ) -> Result<Vec<Row<<D as Codec>::Database>>, StorageError> {
        self.look()?;
        let arguments = statement.take_arguments()?;
        let before = self.leave();
        let connection = &mut *self.connection;
        let done = D::Database::rows(connection, statement.text, arguments, statement.is_persistent).await;
        self.arrive(before, done)
    }

    /// Runs a statement.
    pub(crate) async fn execute(
        &mut self,
        mut statement: Statement<D>,
    ) -> Result<QueryResult<<D as Codec>::Database>, StorageError> {
        self.look()?;
        let arguments = statement.take_arguments()?;
        let before = self.leave();
        let connection = &mut *self.connection;
        let done = D::Database::execute(connection, statement.text, arguments, statement.is_persistent).await;
        self.arrive(before, done)
    }

    /// Runs statements without values, in one round trip.
    pub(crate) async fn command(&mut self, text: String) -> Result<(), StorageError> {
        self.look()?;
        self.send(text).await
    }

    /// Goes back to a savepoint and forgets it. A transaction that was doomed since is of use again.
    pub(super) async fn undo_to(&mut self, savepoint: &str) -> Result<(), StorageError> {
        if self.state == State::Torn {
            return Err(torn());
        }
        let text = format!("ROLLBACK TO SAVEPOINT {savepoint}; RELEASE SAVEPOINT {savepoint}");
        self.send(text).await?;
        self.state = State::Open;
        Ok(())
    }

    async fn send(&mut self, text: String) -> Result<(), StorageError> {
        let before = self.leave();
        let done = D::Database::command(&mut self.connection, text).await;
        self.arrive(before, done)
    }

    /// Says whether statements are of any use.
    fn look(&self) -> Result<(), StorageError> {
        match self.state {
            State::Idle | State::Open => Ok(()),
            State::Doomed(Meaning::Conflict) => Err(StorageError::Conflict),
            State::Doomed(_) => Err(misfit(
                "a statement failed, and the transaction can only be rolled back".to_owned(),
            )),
            State::Torn => Err(torn()),
        }
    }

    /// Notes that a step begins. If it is dropped, this stays.
    fn leave(&mut self) -> State {
        std::mem::replace(&mut self.state, State::Torn)
    }

    /// Notes that a step is done.
    fn arrive<T>(&mut self, before: State, done: Result<T, sqlx::Error>) -> Result<T, StorageError> {
        self.state = match &done {
            Ok(_) => before,
            Err(error @ sqlx::Error::Database(_)) => match (before, meaning::<D>(error)) {
                (State::Open, meaning) if D::dooms(meaning) => State::Doomed(meaning),
                (before, _) => before,
            },
            Err(_) => State::Torn,
        };
        done.map_err(translate::<D>)
    }
}

impl<D: Dialect> Drop for Lease<D> {
    fn drop(&mut self) {
        if self.state != State::Idle {
            self.connection.close_on_drop();
        }
    }
}

fn torn() -> StorageError {
    misfit("a step was dropped half-way; the transaction can only be rolled back".to_owned())
}
