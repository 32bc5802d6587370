//! Sessions beside each other: which of them are committed.

use super::*;

#[tokio::test]
async fn of_sessions_that_change_a_record_one_is_committed() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let (mut one, mut other) = (stalls::begin(&store).await, stalls::begin(&store).await);
    stalls::done(&mut *one, pay("a", 1)).await;
    stalls::done(&mut *other, pay("a", 2)).await;
    one.finish(Finish::Commit).await.expect("it commits");
    assert_conflict(other).await;
    let mut last = stalls::begin(&store).await;
    assert_eq!(find(&mut *last, "a").await, [Keeper::paid("a", 1).to_row()]);
}

#[tokio::test]
async fn what_a_session_relies_on_is_as_it_read_it() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("read"), keeper("other")]).await;
    let change: [(&str, Vec<Change>); 3] = [
        ("read", vec![pay("read", 1)]),
        (
            "read",
            vec![
                Change::delete(Shape::of_entity::<Keeper>(), "read".into()),
                keeper("read"),
            ],
        ),
        ("missing", vec![keeper("missing")]),
    ];
    for (read, changes) in change {
        let mut session = stalls::begin(&store).await;
        find(&mut *session, read).await;
        stalls::done(&mut *session, pay("other", 7)).await;
        commit(&store, &changes).await;
        assert_conflict(session).await;
    }
}

#[tokio::test]
async fn a_session_that_changes_nothing_saw_one_state() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a"), keeper("b")]).await;
    let mut session = stalls::begin(&store).await;
    find(&mut *session, "a").await;
    commit(&store, &[pay("a", 1), pay("b", 1)]).await;
    find(&mut *session, "b").await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn a_session_that_read_an_entity_conflicts_with_new_records() {
    let place = Place::new();
    let store = place.open().await;
    let mut session = stalls::begin(&store).await;
    let all = Query::all(Shape::of_entity::<Keeper>());
    assert_eq!(session.fetch(&all).await.expect("it is read").rows, []);
    stalls::done(&mut *session, capybara("a")).await;
    commit(&store, &[keeper("new")]).await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn sessions_that_create_different_records_do_not_conflict() {
    let place = Place::new();
    let store = place.open().await;
    let (mut one, mut other) = (stalls::begin(&store).await, stalls::begin(&store).await);
    stalls::done(&mut *one, keeper("a")).await;
    stalls::done(&mut *one, visitor("a")).await;
    stalls::done(&mut *other, keeper("b")).await;
    stalls::done(&mut *other, visitor("b")).await;
    one.finish(Finish::Commit).await.expect("it commits");
    other.finish(Finish::Commit).await.expect("it commits");
    assert_eq!(keepers(&store).await, ["a", "b"]);
}

#[tokio::test]
async fn a_key_that_was_not_looked_at_is_refused_with_the_commit() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, keeper("a")).await;
    stalls::done(&mut *session, keeper("b")).await;
    let refused = session.finish(Finish::Commit).await;
    assert!(matches!(refused, Err(StorageError::Duplicate)), "{refused:?}");
    assert_eq!(keepers(&store).await, ["a"]);
}

#[tokio::test]
async fn a_key_that_was_created_and_undone_is_looked_at_again() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let mut session = stalls::begin(&store).await;
    session.savepoint(Savepoint::Set).await.unwrap();
    stalls::done(&mut *session, keeper("a")).await;
    session.savepoint(Savepoint::RollBack).await.unwrap();
    assert_eq!(find(&mut *session, "a").await.len(), 1);
    stalls::done(&mut *session, pay("a", 5)).await;
    session.finish(Finish::Commit).await.expect("it commits");
}

#[tokio::test]
async fn a_value_that_was_free_and_is_not_any_more_is_taken() {
    let place = Place::new();
    let store = place.open().await;
    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, visitor("a")).await;
    commit(&store, &[visitor("a")]).await;
    match session.finish(Finish::Commit).await {
        Err(StorageError::Taken(names)) => assert_eq!(names, ["email"]),
        other => panic!("not taken: {other:?}"),
    }
}

#[tokio::test]
async fn records_are_found_by_values_that_are_unique_without_reading_the_others() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[visitor("a"), visitor("b")]).await;
    let mut session = stalls::begin(&store).await;
    for (email, expected) in [("a", 1), ("b", 1), ("c", 0)] {
        let query = query(Shape::of_entity::<Visitor>(), Filter::equal("email", email));
        assert_eq!(
            session.fetch(&query).await.unwrap().rows.len(),
            expected,
            "{email}"
        );
    }
    stalls::done(&mut *session, keeper("k")).await;
    commit(&store, &[visitor("d")]).await;
    session
        .finish(Finish::Commit)
        .await
        .expect("nobody is in the way");

    let mut session = stalls::begin(&store).await;
    let absent = query(Shape::of_entity::<Visitor>(), Filter::equal("email", "e"));
    assert_eq!(session.fetch(&absent).await.unwrap().rows, []);
    stalls::done(&mut *session, keeper("l")).await;
    commit(&store, &[visitor("e")]).await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn sessions_that_are_dropped_leave_nothing_but_a_number() {
    let place = Place::new();
    let store = place.open().await;
    for polls in 0..12 {
        let mut session = stalls::begin(&store).await;
        drop(poll_and_drop(session.apply(&[keeper("a"), visitor("a")]), polls).await);
        drop(session);
        let mut session = stalls::begin(&store).await;
        stalls::done(&mut *session, visitor("a")).await;
        session.finish(Finish::Rollback).await.unwrap();
    }
    assert_eq!(place.keys(), ["acme_zoo_visitor.last_key"]);
}
