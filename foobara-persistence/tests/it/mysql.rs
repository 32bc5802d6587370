use std::time::Duration;

use foobara_core::{Storage, StorageError};
use foobara_persistence::{
    Change, Datum, Entity, Finish, Kind, MysqlConfig, MysqlStore, Row as Values, Savepoint, Shape, Sql, Store,
};
use foobara_testing::driver_suite::{MODELS, Subject, driver_suite, entities::Keeper};
use sqlx::{ConnectOptions, MySqlConnection};

use crate::servers::{self, begin, count, keeper};

/// A database of its own on the server of the tests.
pub(crate) type Database = crate::database::Database<MySqlConnection>;

async fn open_at(database: &Database) -> MysqlStore {
    let config = MysqlConfig::new(database.url()).connections(4);
    config.open().await.expect("it opens")
}

async fn open() -> Subject {
    let database = Database::create().await;
    Subject::new(open_at(&database).await).await.keeping(database)
}

driver_suite!(open);

/// Opens a store that is prepared.
async fn prepared(config: MysqlConfig) -> MysqlStore {
    let store = config.open().await.expect("it opens");
    let models: Vec<_> = MODELS.iter().map(|model| model()).collect();
    Storage::prepare(&store, &models).await.expect("there is room");
    store
}

#[tokio::test]
async fn dropped_steps_leave_no_transaction_open() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url()).connections(4)).await;
    let open = async || {
        let mut connection = database.connect().await;
        let text = "SELECT COUNT(*) FROM information_schema.innodb_trx \
                    JOIN information_schema.processlist ON id = trx_mysql_thread_id WHERE db = DATABASE()";
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
    let store = prepared(MysqlConfig::new(database.url())).await;
    servers::one_that_is_refused_leaves_the_session_usable(&store).await;
}

#[tokio::test]
async fn more_records_than_a_statement_takes_are_created() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url())).await;
    servers::more_records_than_a_statement_takes_are_created(&store).await;
}

#[tokio::test]
async fn who_finds_no_connection_learns_so() {
    let database = Database::create().await;
    let config = MysqlConfig::new(database.url()).connections(2);
    let store = config.patience(Duration::from_millis(300)).open().await.unwrap();
    servers::who_finds_no_connection_learns_so(&store, "MariaDB or MySQL").await;
}

#[tokio::test]
async fn lost_connections_are_replaced() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url()).connections(1)).await;
    let cut = async || database.cut().await;
    servers::lost_connections_are_replaced(&store, cut).await;
}

#[tokio::test]
async fn statements_change_nothing_where_nothing_is_to_be_changed() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url())).await;
    servers::statements_change_nothing_where_nothing_is_to_be_changed(&store).await;
}

#[tokio::test]
async fn each_step_is_one_round_trip() {
    let database = Database::create().await;
    prepared(MysqlConfig::new(database.url())).await.close().await;
    let options = database.options();
    let proxy = servers::Proxy::to(options.get_host(), options.get_port()).await;
    let url = options.host("127.0.0.1").port(proxy.port).to_url_lossy();
    let store = MysqlConfig::new(url).connections(1).open().await.unwrap();
    servers::each_step_is_one_round_trip(&store, &proxy).await;
}

#[tokio::test]
async fn what_is_not_there_cannot_be_opened() {
    let error = MysqlStore::open("mysql://nobody@127.0.0.1:1/nothing")
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
    let error = MysqlStore::open("no address").await.unwrap_err();
    assert!(matches!(error, StorageError::Other(_)), "{error:?}");
}

/// After a deadlock the server is in no transaction any more, and what comes next would be committed by itself.
#[tokio::test]
async fn what_a_deadlock_undid_is_never_acknowledged() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url())).await;
    let mut session = begin(&store).await;
    session.apply(&[keeper("a"), keeper("b")]).await.unwrap();
    session.finish(Finish::Commit).await.unwrap();

    let update = |name| {
        [Change::update(
            Shape::of_entity::<Keeper>(),
            Keeper::paid(name, 7).to_row(),
            None,
        )]
    };
    let (mut one, mut other) = (begin(&store).await, begin(&store).await);
    one.savepoint(Savepoint::Set).await.unwrap();
    one.apply(&update("a")).await.unwrap();
    other.apply(&update("b")).await.unwrap();
    let (changes_of_one, changes_of_other) = (update("b"), update("a"));
    let (of_one, of_other) = tokio::join!(one.apply(&changes_of_one), other.apply(&changes_of_other));
    let (mut loser, winner) = if of_one.is_err() {
        (one, other)
    } else {
        (other, one)
    };
    assert!(
        matches!(of_one.and(of_other), Err(StorageError::Conflict)),
        "one of them is given up"
    );
    assert!(loser.apply(&[keeper("c")]).await.is_err());
    assert!(loser.savepoint(Savepoint::RollBack).await.is_err());
    assert!(loser.finish(Finish::Commit).await.is_err());
    winner.finish(Finish::Commit).await.unwrap();
    assert_eq!(count::<Keeper>(&store).await, 2);
}

#[tokio::test]
async fn text_that_is_too_long_for_a_key_is_refused() {
    let database = Database::create().await;
    let store = prepared(MysqlConfig::new(database.url())).await;
    let mut session = begin(&store).await;
    session.apply(&[keeper(&"ä".repeat(750))]).await.unwrap();
    let refused = session.apply(&[keeper(&"ä".repeat(751))]).await;
    assert!(matches!(refused, Err(StorageError::Other(_))), "{refused:?}");
}

#[tokio::test]
async fn values_of_every_kind_are_bound_and_answered() {
    let database = Database::create().await;
    let store = MysqlStore::open(database.url()).await.unwrap();
    let mut session = begin(&store).await;
    let values = [
        Datum::from(7),
        0.5.into(),
        "ä\\'".into(),
        vec![0_u8, 255].into(),
        Datum::Null,
    ];
    let ask = values
        .iter()
        .cloned()
        .fold(Sql::new("SELECT ?, ?, ?, ?, ?"), Sql::bind);
    let kinds = [Kind::Int, Kind::Float, Kind::Text, Kind::Bytes, Kind::Text];
    let answer = session.run(&ask.answers(kinds)).await.unwrap();
    assert_eq!(answer, [values.into_iter().collect::<Values>()]);
}

#[tokio::test]
async fn several_processes_prepare_at_once() {
    let database = Database::create().await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let url = database.url();
        all.spawn(async move { prepared(MysqlConfig::new(url).connections(1)).await });
    }
    assert_eq!(all.join_all().await.len(), 8);
    assert!(open_at(&database).await.capabilities().nul_characters);
}
