//! An entity with attributes that are unique together, and what every driver does with it.

use std::{borrow::Cow, sync::LazyLock};

use foobara_core::{StorageError, transaction::Savepoint};
use foobara_persistence::{Begin, Change, Finish, Query, Row, Session, Shape, Store};
use foobara_types::{Access, Attribute, AttributesType, Declaration, Kept, ModelType, Typed};

fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

static STALL: LazyLock<ModelType> = LazyLock::new(|| {
    let mut key = attribute::<i64>("id");
    key.required = false;
    ModelType {
        name: Cow::Borrowed("Stall"),
        scope: &["Acme", "Zoo"],
        description: None,
        attributes: AttributesType::new(vec![
            key,
            attribute::<String>("aisle"),
            attribute::<Option<i64>>("number"),
            attribute::<Option<String>>("mail"),
        ]),
        primary_key: Some(Cow::Borrowed("id")),
        access: Access::OPEN,
        kept: Kept {
            unique: &[&["mail"], &["aisle", "number"]],
            ..Kept::PLAIN
        },
    }
});

pub(crate) fn model() -> &'static ModelType {
    &STALL
}

pub(crate) fn shape() -> &'static Shape {
    Shape::of(&STALL)
}

/// A stall; its key is assigned when there is none.
pub(crate) fn row(id: Option<i64>, aisle: &str, number: Option<i64>, mail: Option<&str>) -> Row {
    Row::from([id.into(), aisle.into(), number.into(), mail.into()])
}

pub(crate) fn create(id: i64, mail: Option<&str>) -> Change {
    Change::create(shape(), row(Some(id), "a", None, mail))
}

pub(crate) fn update(id: i64, mail: Option<&str>) -> Change {
    Change::update(shape(), row(Some(id), "a", None, mail), None)
}

pub(crate) fn delete(id: i64) -> Change {
    Change::delete(shape(), id.into())
}

pub(crate) async fn begin(store: &dyn Store) -> Box<dyn Session> {
    store.begin(Begin::default()).await.expect("it begins")
}

pub(crate) async fn done(session: &mut dyn Session, change: Change) {
    session.apply(&[change]).await.expect("it is done");
}

/// Makes a change that is refused for the values of these attributes.
pub(crate) async fn taken(session: &mut dyn Session, change: Change, names: &[&str]) {
    match session.apply(&[change]).await {
        Err(StorageError::Taken(taken)) => assert_eq!(taken, names),
        other => panic!("they are taken: {other:?}"),
    }
}

/// Returns every stall as a session sees them.
pub(crate) async fn all(session: &mut dyn Session) -> Vec<Row> {
    session
        .fetch(&Query::all(shape()))
        .await
        .expect("it is found")
        .rows
}

pub(crate) async fn what_is_taken_is_refused(store: &dyn Store) {
    let mut session = begin(store).await;
    done(
        &mut *session,
        Change::create(shape(), row(Some(1), "a", Some(1), Some("x"))),
    )
    .await;
    taken(&mut *session, create(2, Some("x")), &["mail"]).await;
    let same_place = Change::create(shape(), row(Some(2), "a", Some(1), None));
    taken(&mut *session, same_place, &["aisle", "number"]).await;
    let key_first = session.apply(&[create(1, Some("x"))]).await;
    assert!(matches!(key_first, Err(StorageError::Duplicate)), "{key_first:?}");
    done(&mut *session, create(2, Some("y"))).await;
    taken(&mut *session, update(2, Some("x")), &["mail"]).await;
    done(&mut *session, update(2, Some("y"))).await;
    done(&mut *session, update(2, None)).await;
    done(&mut *session, create(3, None)).await;
    done(&mut *session, create(4, Some("y"))).await;
    session.finish(Finish::Commit).await.expect("it commits");

    let mut next = begin(store).await;
    taken(&mut *next, create(5, Some("x")), &["mail"]).await;
    done(&mut *next, delete(1)).await;
    done(&mut *next, create(5, Some("x"))).await;
    let expected = [
        row(Some(2), "a", None, None),
        row(Some(3), "a", None, None),
        row(Some(4), "a", None, Some("y")),
        row(Some(5), "a", None, Some("x")),
    ];
    assert_eq!(all(&mut *next).await, expected);
}

pub(crate) async fn what_is_undone_takes_nothing(store: &dyn Store) {
    let mut session = begin(store).await;
    done(&mut *session, create(1, Some("x"))).await;
    session.savepoint(Savepoint::Set).await.expect("it is set");
    done(&mut *session, update(1, Some("y"))).await;
    done(&mut *session, create(2, Some("x"))).await;
    done(&mut *session, delete(1)).await;
    done(&mut *session, create(3, Some("y"))).await;
    session
        .savepoint(Savepoint::RollBack)
        .await
        .expect("it is rolled back");
    taken(&mut *session, create(2, Some("x")), &["mail"]).await;
    done(&mut *session, create(2, Some("y"))).await;
    session.finish(Finish::Rollback).await.expect("it rolls back");

    let mut next = begin(store).await;
    done(&mut *next, create(1, Some("y"))).await;
    done(&mut *next, create(2, Some("x"))).await;
    drop(next);
    let mut last = begin(store).await;
    assert_eq!(all(&mut *last).await, []);
    done(&mut *last, create(2, Some("x"))).await;
}
