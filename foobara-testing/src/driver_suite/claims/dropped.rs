//! Steps that are dropped half-way: nothing half is ever seen, and whoever comes next is not held up.

use foobara_persistence::{Begin, Change, Entity, Finish, Query, Savepoint, Session, Shape};

use crate::driver_suite::{Subject, entities::Keeper, poll_and_drop};

/// So many polls a step gets at most before it is dropped.
const POLLS: usize = 12;

async fn begin(subject: &Subject) -> Box<dyn Session> {
    subject.store.begin(Begin::default()).await.expect("it begins")
}

fn creation(name: &str) -> Change {
    Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row())
}

fn everyone() -> Query {
    Query::all(Shape::of_entity::<Keeper>())
}

async fn names(subject: &Subject) -> Vec<String> {
    let mut session = begin(subject).await;
    let rows = session.fetch(&everyone()).await.expect("they are found").rows;
    session
        .finish(Finish::Rollback)
        .await
        .expect("there is nothing to undo");
    let names = rows
        .into_iter()
        .map(|row| Keeper::from_row(row).expect("it fits").name);
    names.collect()
}

/// Creates and commits a record, which nothing that was dropped before holds up.
async fn go_on(subject: &Subject, name: &str) {
    let mut session = begin(subject).await;
    session.apply(&[creation(name)]).await.expect("it is created");
    session.finish(Finish::Commit).await.expect("it is committed");
}

pub async fn a_begin_that_is_dropped_holds_nobody_up(subject: Subject) {
    for polls in 0..POLLS {
        drop(poll_and_drop(subject.store.begin(Begin::default()), polls).await);
    }
    go_on(&subject, "after").await;
    assert_eq!(names(&subject).await, ["after"]);
}

pub async fn a_change_that_is_dropped_leaves_nothing(subject: Subject) {
    for polls in 0..POLLS {
        let mut session = begin(&subject).await;
        let changes = [creation("a"), creation("b")];
        drop(poll_and_drop(session.apply(&changes), polls).await);
        drop(session);
        assert_eq!(names(&subject).await, [""; 0], "after {polls} polls");
    }
    go_on(&subject, "after").await;
}

pub async fn a_fetch_that_is_dropped_leaves_nothing(subject: Subject) {
    go_on(&subject, "before").await;
    for polls in 0..POLLS {
        let mut session = begin(&subject).await;
        session.apply(&[creation("a")]).await.expect("it is created");
        let query = everyone();
        drop(poll_and_drop(session.fetch(&query), polls).await);
        drop(session);
        assert_eq!(names(&subject).await, ["before"], "after {polls} polls");
    }
}

pub async fn a_savepoint_that_is_dropped_leaves_nothing(subject: Subject) {
    for polls in 0..POLLS {
        let mut session = begin(&subject).await;
        session.apply(&[creation("a")]).await.expect("it is created");
        drop(poll_and_drop(session.savepoint(Savepoint::Set), polls).await);
        drop(session);
        assert_eq!(names(&subject).await, [""; 0], "after {polls} polls");
    }
}

pub async fn a_commit_that_is_dropped_is_whole_or_not_there(subject: Subject) {
    for polls in 0..POLLS {
        let pair = [format!("{polls:02} left"), format!("{polls:02} right")];
        let mut session = begin(&subject).await;
        let changes = [creation(&pair[0]), creation(&pair[1])];
        session.apply(&changes).await.expect("they are created");
        let acknowledged = poll_and_drop(session.finish(Finish::Commit), polls).await;
        let there = names(&subject)
            .await
            .iter()
            .filter(|name| pair.contains(name))
            .count();
        match acknowledged {
            Some(Ok(())) => assert_eq!(there, 2, "after {polls} polls"),
            Some(Err(error)) => panic!("it is committed: {error:?}"),
            None => assert!(matches!(there, 0 | 2), "{there} of a pair after {polls} polls"),
        }
    }
    go_on(&subject, "after").await;
}

pub async fn a_rollback_that_is_dropped_leaves_nothing(subject: Subject) {
    for polls in 0..POLLS {
        let mut session = begin(&subject).await;
        session.apply(&[creation("a")]).await.expect("it is created");
        drop(poll_and_drop(session.finish(Finish::Rollback), polls).await);
        assert_eq!(names(&subject).await, [""; 0], "after {polls} polls");
    }
    go_on(&subject, "after").await;
}
