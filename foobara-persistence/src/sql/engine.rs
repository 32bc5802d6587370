use sqlx::{AssertSqlSafe, Database, Executor, IntoArguments, database::HasStatementCache};

/// The connection of a database.
pub(crate) type Connection<D> = <D as Database>::Connection;
/// The values bound to a statement.
pub(crate) type Arguments<D> = <D as Database>::Arguments;
/// One row of an answer.
pub(crate) type Row<D> = <D as Database>::Row;
/// What comes of a statement that answers no rows.
pub(crate) type QueryResult<D> = <D as Database>::QueryResult;

/// A database of sqlx that runs statements. Every one does; said once here, the bounds need not be said everywhere.
pub(crate) trait Engine: Database {
    /// Runs a statement and answers all its rows.
    fn rows<'c>(
        connection: &'c mut Connection<Self>,
        text: String,
        arguments: Arguments<Self>,
        is_persistent: bool,
    ) -> impl Future<Output = Result<Vec<Row<Self>>, sqlx::Error>> + Send + 'c;

    /// Runs a statement.
    fn execute<'c>(
        connection: &'c mut Connection<Self>,
        text: String,
        arguments: Arguments<Self>,
        is_persistent: bool,
    ) -> impl Future<Output = Result<QueryResult<Self>, sqlx::Error>> + Send + 'c;

    /// Runs statements without values, in one round trip.
    fn command(
        connection: &mut Connection<Self>,
        text: String,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send + '_;
}

impl<D> Engine for D
where
    D: Database + HasStatementCache,
    Arguments<D>: IntoArguments<D>,
    for<'c> &'c mut Connection<D>: Executor<'c, Database = D>,
{
    fn rows<'c>(
        connection: &'c mut Connection<D>,
        text: String,
        arguments: Arguments<D>,
        is_persistent: bool,
    ) -> impl Future<Output = Result<Vec<Row<D>>, sqlx::Error>> + Send + 'c {
        sqlx::query_with(AssertSqlSafe(text), arguments)
            .persistent(is_persistent)
            .fetch_all(connection)
    }

    fn execute<'c>(
        connection: &'c mut Connection<D>,
        text: String,
        arguments: Arguments<D>,
        is_persistent: bool,
    ) -> impl Future<Output = Result<QueryResult<D>, sqlx::Error>> + Send + 'c {
        sqlx::query_with(AssertSqlSafe(text), arguments)
            .persistent(is_persistent)
            .execute(connection)
    }

    async fn command(connection: &mut Connection<D>, text: String) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await?;
        Ok(())
    }
}
