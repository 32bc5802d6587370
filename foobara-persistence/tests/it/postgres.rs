use std::time::Duration;

use foobara_core::{Storage, StorageError};
use foobara_persistence::{
    Change, Datum, Filter, Finish, Kind, PostgresConfig, PostgresStore, Query, Row, Savepoint, Shape, Sql,
    Store, Stored,
};
use foobara_testing::driver_suite::{
    MODELS, Subject, driver_suite,
    entities::{Capybara, Letter},
};
use sqlx::{ConnectOptions, PgConnection};

use crate::servers::{self, begin, capybara, count, keeper};

/// A database of its own on the server of the tests.
pub(crate) type Database = crate::database::Database<PgConnection>;

pub(crate) async fn open_at(database: &Database) -> PostgresStore {
    let config = PostgresConfig::new(database.url()).connections(4);
    config.open().await.expect("it opens")
}

async fn open() -> Subject {
    let database = Database::create().await;
    Subject::new(open_at(&database).await).await.keeping(database)
}

driver_suite!(open);

/// Opens a store that is prepared.
async fn prepared(config: PostgresConfig) -> PostgresStore {
    let store = config.open().await.expect("it opens");
    let models: Vec<_> = MODELS.iter().map(|model| model()).collect();
    Storage::prepare(&store, &models).await.expect("there is room");
    store
}

/// Databases may compare text as people of some country do; what this driver makes compares it by its bytes.
mod in_a_country {
    use super::*;

    async fn open() -> Subject {
        let database = Database::create_as("LOCALE_PROVIDER icu ICU_LOCALE 'en-US'").await;
        Subject::new(open_at(&database).await).await.keeping(database)
    }

    driver_suite!(open =>
        text_is_compared_by_its_bytes,
        keys_of_text_are_told_apart,
        records_come_by_their_keys,
        order_and_limit_and_pages,
        parts_of_models_are_compared,
        figures_of_text,
        naughty_strings_are_values,
    );
}

#[tokio::test]
async fn dropped_steps_leave_no_transaction_open() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url()).connections(4)).await;
    let open = async || {
        let mut connection = database.connect().await;
        let text = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                    AND pid <> pg_backend_pid() AND (state LIKE 'idle in transaction%' OR state = 'active')";
        sqlx::query_scalar(text)
            .fetch_one(&mut connection)
            .await
            .expect("it knows")
    };
    servers::dropped_steps_leave_no_transaction_open(&store, open).await;
}

#[tokio::test]
async fn one_that_is_refused_leaves_the_session_usable() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    servers::one_that_is_refused_leaves_the_session_usable(&store).await;
}

#[tokio::test]
async fn more_records_than_a_statement_takes_are_created() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    servers::more_records_than_a_statement_takes_are_created(&store).await;
}

#[tokio::test]
async fn who_finds_no_connection_learns_so() {
    let database = Database::create().await;
    let config = PostgresConfig::new(database.url()).connections(2);
    let store = config.patience(Duration::from_millis(300)).open().await.unwrap();
    servers::who_finds_no_connection_learns_so(&store, "PostgreSQL").await;
}

#[tokio::test]
async fn lost_connections_are_replaced() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url()).connections(1)).await;
    let cut = async || database.cut().await;
    servers::lost_connections_are_replaced(&store, cut).await;
}

#[tokio::test]
async fn statements_change_nothing_where_nothing_is_to_be_changed() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    servers::statements_change_nothing_where_nothing_is_to_be_changed(&store).await;
}

#[tokio::test]
async fn each_step_is_one_round_trip() {
    let database = Database::create().await;
    prepared(PostgresConfig::new(database.url())).await.close().await;
    let options = database.options();
    let proxy = servers::Proxy::to(options.get_host(), options.get_port()).await;
    let url = options.host("127.0.0.1").port(proxy.port).to_url_lossy();
    let store = PostgresConfig::new(url).connections(1).open().await.unwrap();
    servers::each_step_is_one_round_trip(&store, &proxy).await;
}

#[tokio::test]
async fn what_is_not_there_cannot_be_opened() {
    let error = PostgresStore::open("postgres://nobody@127.0.0.1:1/nothing")
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
    let error = PostgresStore::open("no address").await.unwrap_err();
    assert!(matches!(error, StorageError::Other(_)), "{error:?}");
}

/// A transaction in which a statement failed would be rolled back by `COMMIT`, without an error.
#[tokio::test]
async fn what_failed_is_never_acknowledged() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    let failing = Sql::new("SELECT 1 / 0");
    let mut session = begin(&store).await;
    session.apply(&[keeper("a")]).await.unwrap();
    assert!(session.run(&failing).await.is_err());
    assert!(session.apply(&[keeper("b")]).await.is_err());
    assert!(session.finish(Finish::Commit).await.is_err());

    let mut session = begin(&store).await;
    session.apply(&[keeper("a")]).await.unwrap();
    session.savepoint(Savepoint::Set).await.unwrap();
    assert!(session.run(&failing).await.is_err());
    session.savepoint(Savepoint::RollBack).await.unwrap();
    session.apply(&[keeper("b")]).await.unwrap();
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(
        count::<foobara_testing::driver_suite::entities::Keeper>(&store).await,
        2
    );
}

/// What the unit has seen of a record says that its unique values stay; they do not if another unit changed them since.
#[tokio::test]
async fn values_that_others_took_meanwhile_are_a_conflict() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    let mut session = begin(&store).await;
    let visitors = [servers::visitor("a"), servers::visitor("b")];
    session.apply(&visitors).await.unwrap();
    session.finish(Finish::Commit).await.unwrap();

    let mut session = begin(&store).await;
    let mut row = visitors[0].after.clone().unwrap();
    row.set(0, Datum::from(2));
    let mut update = Change::update(visitors[0].shape, row.clone(), None);
    update.before = Some(row);
    let met = session.apply(&[update]).await;
    assert!(matches!(met, Err(StorageError::Conflict)), "{met:?}");
    assert!(session.finish(Finish::Commit).await.is_err());
}

/// Both are eight bytes, and the server would take one for the other if it remembered the statement.
#[tokio::test]
async fn one_statement_takes_values_of_other_kinds() {
    let database = Database::create().await;
    let store = PostgresStore::open(database.url()).await.unwrap();
    let mut session = begin(&store).await;
    let is_more = Sql::new("SELECT 2.5::float8 > $1").answers([Kind::Bool]);
    for (value, expected) in [
        (Datum::from(2.0), true),
        (3.into(), false),
        (3.0.into(), false),
        (2.into(), true),
    ] {
        let answer = session.run(&is_more.clone().bind(value)).await.unwrap();
        assert_eq!(answer, [Row::from([expected.into()])]);
    }
}

#[tokio::test]
async fn keys_that_others_gave_are_stepped_over() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    let text = "INSERT INTO acme_zoo_capybara (id, name, is_tame, tags) \
                SELECT number, '', FALSE, '[]' FROM generate_series(1, 5) AS number";
    sqlx::query(text)
        .execute(&mut database.connect().await)
        .await
        .unwrap();
    let mut session = begin(&store).await;
    let applied = session.apply(&[capybara(None), capybara(None)]).await.unwrap();
    let keys: Vec<Option<Datum>> = applied.into_iter().map(|applied| applied.assigned).collect();
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(keys, [Some(Datum::from(6)), Some(Datum::from(7))]);
    assert_eq!(count::<Capybara>(&store).await, 7);
}

#[tokio::test]
async fn values_of_every_kind_are_bound_and_answered() {
    let database = Database::create().await;
    let store = PostgresStore::open(database.url()).await.unwrap();
    let mut session = begin(&store).await;
    let json = Datum::Json(serde_json::json!({ "a": [1, null] }));
    let values = [
        Datum::from(true),
        7.into(),
        0.5.into(),
        "ä".into(),
        vec![0_u8, 255].into(),
        json,
    ];
    let text = "SELECT $1::boolean, $2::bigint, $3::float8, $4::text, $5::bytea, $6::jsonb, $7::bigint";
    let ask = values
        .iter()
        .cloned()
        .fold(Sql::new(text), Sql::bind)
        .bind(Datum::Null);
    let kinds = [
        Kind::Bool,
        Kind::Int,
        Kind::Float,
        Kind::Text,
        Kind::Bytes,
        Kind::Json,
        Kind::Int,
    ];
    let answer = session.run(&ask.answers(kinds)).await.unwrap();
    let expected: Vec<Datum> = values.into_iter().chain([Datum::Null]).collect();
    assert_eq!(answer, [expected.into_iter().collect::<Row>()]);
}

#[tokio::test]
async fn several_processes_prepare_at_once() {
    let database = Database::create().await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let url = database.url();
        all.spawn(async move { prepared(PostgresConfig::new(url).connections(1)).await });
    }
    assert_eq!(all.join_all().await.len(), 8);
}

#[tokio::test]
async fn text_with_nul_is_refused_and_the_session_goes_on() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    let mut session = begin(&store).await;
    let refused: Stored<_> = session.apply(&[keeper("a\0")]).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the record breaks a rule of its entity: `name` has the character NUL in it, which PostgreSQL does not keep"
    );
    session.apply(&[keeper("a")]).await.unwrap();
    session.finish(Finish::Commit).await.unwrap();
    assert!(!store.capabilities().nul_characters);
}

#[tokio::test]
async fn text_is_searched_by_its_index() {
    let database = Database::create().await;
    let store = prepared(PostgresConfig::new(database.url())).await;
    let mut session = begin(&store).await;
    for way in ["enable_seqscan", "enable_indexscan"] {
        let avoid = Sql::new("SELECT set_config($1, 'off', false)").bind(way);
        session.run(&avoid).await.expect("it is set");
    }
    let mut query = Query::all(Shape::of_entity::<Letter>());
    query.filter = Filter::search("subject", "wet");
    session.fetch(&query).await.expect("it is searched");
    let text =
        "SELECT pg_stat_get_xact_numscans(oid) FROM pg_class WHERE relname LIKE 'search_acme_zoo_letter_%'";
    let scans = session.run(&Sql::new(text).answers([Kind::Int])).await;
    assert_eq!(scans.expect("it is counted"), [Row::from([Datum::Int(1)])]);
    session.finish(Finish::Commit).await.expect("it commits");
}
