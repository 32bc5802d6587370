//! What is in the database: exact, apart from others, and gone when its time is up.

use super::*;

#[tokio::test]
async fn what_is_deleted_leaves_nothing_but_stamps() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[visitor("a"), keeper("a")]).await;
    let expected = [
        ".commits",
        "acme_zoo_keeper",
        "acme_zoo_keeper.changed",
        "acme_zoo_keeper:a",
        "acme_zoo_visitor",
        "acme_zoo_visitor.changed",
        "acme_zoo_visitor.last_key",
        "acme_zoo_visitor.unique.email:[\"a\"]",
        "acme_zoo_visitor:1",
    ];
    assert_eq!(place.keys(), expected);
    let delete = [
        Change::delete(Shape::of_entity::<Visitor>(), 1.into()),
        Change::delete(Shape::of_entity::<Keeper>(), "a".into()),
    ];
    commit(&store, &delete).await;
    let expected = [
        ".commits",
        "acme_zoo_keeper.changed",
        "acme_zoo_visitor.changed",
        "acme_zoo_visitor.last_key",
    ];
    assert_eq!(place.keys(), expected);
}

#[tokio::test]
async fn numbers_beyond_double_precision_are_exact() {
    let place = Place::new();
    let store = place.open().await;
    let given = i64::MAX - 2;
    let change = |id: Option<i64>| Change::create(stalls::shape(), stalls::row(id, "a", id, None));
    commit(&store, &[change(Some(given))]).await;
    for expected in [i64::MAX - 1, i64::MAX] {
        let mut session = stalls::begin(&store).await;
        let applied = session.apply(&[change(None)]).await.unwrap().remove(0);
        assert_eq!(applied.assigned, Some(expected.into()));
        session.finish(Finish::Commit).await.unwrap();
    }
    let mut session = stalls::begin(&store).await;
    let expected = [
        stalls::row(Some(given), "a", Some(given), None),
        stalls::row(Some(i64::MAX - 1), "a", None, None),
        stalls::row(Some(i64::MAX), "a", None, None),
    ];
    assert_eq!(stalls::all(&mut *session).await, expected);
    let none_left = session.apply(&[change(None)]).await;
    assert!(matches!(none_left, Err(StorageError::Other(_))), "{none_left:?}");
}

#[tokio::test]
async fn numbers_are_compared_beyond_double_precision() {
    let place = Place::new();
    let store = place.open().await;
    let change = |id: Option<i64>| Change::create(stalls::shape(), stalls::row(id, "a", None, None));
    let limit = 1 << 53;
    commit(&store, &[change(Some(limit))]).await;
    commit(&store, &[change(Some(limit + 1))]).await;
    for expected in [limit + 2, limit + 5] {
        let mut session = stalls::begin(&store).await;
        if expected > limit + 2 {
            stalls::done(&mut *session, change(Some(expected - 1))).await;
        }
        let applied = session.apply(&[change(None)]).await.unwrap().remove(0);
        assert_eq!(applied.assigned, Some(expected.into()));
        session.finish(Finish::Commit).await.unwrap();
    }
}

/// More than a page, so that others write between two of them.
#[tokio::test]
async fn an_entity_is_read_as_it_is_at_one_time() {
    let place = Place::new();
    let store = place.open().await;
    let all: Vec<Change> = (0..1100).map(|number| keeper(&format!("{number:04}"))).collect();
    commit(&store, &all).await;
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for moved in 1..60 {
                commit(&store, &[pay("0000", 100 - moved), pay("1099", 100 + moved)]).await;
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        })
    };
    let mut sum = Query::all(Shape::of_entity::<Keeper>());
    let salary = Aggregate {
        function: Function::Sum,
        column: 1,
    };
    sum.select = Select::Figures(vec![salary]);
    let mut read = Begin::default();
    read.read_only = true;
    while !writer.is_finished() {
        let mut session = store.begin(read).await.expect("it begins");
        let rows = session.fetch(&sum).await.expect("it is computed").rows;
        assert_eq!(rows, [Row::from([110_000.into()])]);
    }
    writer.await.expect("it does not panic");
}

#[tokio::test]
async fn records_expire_with_all_that_belongs_to_them() {
    let place = Place::new();
    let lifetime = Duration::from_millis(200);
    let store = place
        .config()
        .expire_after::<Visitor>(lifetime)
        .open()
        .await
        .unwrap();
    let all = Query::all(Shape::of_entity::<Visitor>());
    commit(&store, &[visitor("a"), keeper("stays")]).await;
    let mut session = stalls::begin(&store).await;
    assert_eq!(session.fetch(&all).await.unwrap().rows.len(), 1);
    tokio::time::sleep(lifetime * 2).await;
    let mut session = stalls::begin(&store).await;
    assert_eq!(session.fetch(&all).await.unwrap().rows, []);
    stalls::done(&mut *session, visitor("a")).await;
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(keepers(&store).await, ["stays"]);
    let mut connection = connect();
    let index: Vec<String> = connection
        .zrange(format!("{}acme_zoo_visitor", place.prefix), 0, -1)
        .unwrap();
    assert_eq!(index, ["2"], "the first is taken out when another is written");
}

#[tokio::test]
async fn prefixes_are_apart() {
    let (here, there) = (Place::new(), Place::new());
    let (one, other) = (here.open().await, there.open().await);
    commit(&one, &[keeper("a")]).await;
    assert_eq!(keepers(&other).await, [""; 0]);
    commit(&other, &[keeper("a")]).await;
}

#[tokio::test]
async fn keys_of_others_are_not_overwritten() {
    let place = Place::new();
    let _: () = connect()
        .set(format!("{}acme_zoo_keeper", place.prefix), "mine")
        .unwrap();
    let refused = Storage::prepare(&place.open().await, &[Keeper::model()]).await;
    let Err(StorageError::Other(reason)) = refused else {
        panic!("{refused:?}")
    };
    let expected = format!(
        "the key `{}acme_zoo_keeper` is a string of somebody else; choose another prefix",
        place.prefix
    );
    assert_eq!(reason.to_string(), expected);
}

#[tokio::test]
async fn what_others_wrote_is_looked_at() {
    let place = Place::new();
    let store = place.open().await;
    let name = format!("{}acme_zoo_keeper:a", place.prefix);
    let cases: [(&[(&str, &str)], &str); 3] = [
        (
            &[("name", "a")],
            "there is no stamp; this was written by somebody else",
        ),
        (
            &[("@", "1"), ("name", "a"), ("version", "0")],
            "there is no `salary`; migrate it, or make the attribute optional",
        ),
        (
            &[("@", "1"), ("name", "a"), ("version", "0"), ("salary", "canary")],
            "`salary` does not hold this value",
        ),
    ];
    for (fields, expected) in cases {
        let _: () = connect().hset_multiple(&name, fields).unwrap();
        let mut session = stalls::begin(&store).await;
        let query = query(Shape::of_entity::<Keeper>(), Filter::Keys(vec!["a".into()]));
        match session.fetch(&query).await {
            Err(StorageError::Corrupt(what)) => assert_eq!(what, format!("{name}: {expected}")),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let config = RedisConfig::new("redis://127.0.0.1:1").patience(Duration::from_millis(100));
    let error = config.open().await.unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
    let error = RedisStore::open("no url").await.unwrap_err();
    assert!(matches!(error, StorageError::Other(_)), "{error:?}");
}

#[test]
fn passwords_are_not_shown() {
    let config = RedisConfig::new("redis://user:canary@127.0.0.1");
    assert!(!format!("{config:?}").contains("canary"));
}
