//! What `prepare` of the SQLite driver does with tables that are there already.

use std::borrow::Cow;

use foobara_core::{Storage, StorageError};
use foobara_persistence::{MemoryStore, SqliteStore};
use foobara_types::{Access, Attribute, AttributesType, Declaration, Kept, ModelType, Typed};

fn attribute<T: Typed>(name: &'static str) -> Attribute {
    let declaration = Declaration::of::<T>();
    Attribute {
        name: Cow::Borrowed(name),
        declaration,
        required: T::REQUIRED,
        default: None,
    }
}

/// An entity as it was at one time. It is leaked, as those of a program are static.
fn leaf(attributes: Vec<Attribute>) -> &'static ModelType {
    Box::leak(Box::new(ModelType {
        name: Cow::Borrowed("Leaf"),
        scope: &[],
        description: None,
        attributes: AttributesType::new(attributes),
        primary_key: Some(Cow::Borrowed("id")),
        access: Access::OPEN,
        kept: Kept::PLAIN,
    }))
}

/// Prepares one version of an entity after another; returns what came of the other.
async fn prepare_both(one: Vec<Attribute>, other: Vec<Attribute>) -> Result<(), StorageError> {
    let folder = tempfile::tempdir().expect("there is a folder");
    let store = SqliteStore::open(folder.path().join("leaf.sqlite3"))
        .await
        .expect("it opens");
    let one = leaf(one);
    Storage::prepare(&store, &[one]).await.expect("there is room");
    Storage::prepare(&store, &[one])
        .await
        .expect("nothing is left to do");
    Storage::prepare(&store, &[leaf(other)]).await
}

#[track_caller]
fn assert_refused(outcome: Result<(), StorageError>, reason: &str) {
    match outcome {
        Err(StorageError::Other(source)) => assert_eq!(source.to_string(), reason),
        other => panic!("it is refused for a reason: {other:?}"),
    }
}

#[tokio::test]
async fn columns_that_may_be_empty_are_added() {
    let one = vec![attribute::<i64>("id")];
    let other = vec![
        attribute::<Option<String>>("note \"quoted\""),
        attribute::<i64>("id"),
    ];
    prepare_both(one, other).await.unwrap();
}

#[tokio::test]
async fn columns_that_may_not_be_empty_are_not() {
    let outcome = prepare_both(
        vec![attribute::<i64>("id")],
        vec![attribute::<i64>("id"), attribute::<bool>("wet")],
    );
    let reason = "the table `leaf` has no column `wet`, and what to put into it is not known; migrate it, or make \
                  the attribute optional";
    assert_refused(outcome.await, reason);
}

#[tokio::test]
async fn changed_columns_are_refused() {
    let of = |size| vec![attribute::<i64>("id"), size];
    let outcome = prepare_both(of(attribute::<i64>("size")), of(attribute::<f64>("size"))).await;
    let reason = "the column `size` of the table `leaf` is INTEGER NOT NULL and the entity needs REAL NOT NULL; migrate it";
    assert_refused(outcome, reason);
    let outcome = prepare_both(of(attribute::<Option<i64>>("size")), of(attribute::<i64>("size"))).await;
    let reason =
        "the column `size` of the table `leaf` is INTEGER and the entity needs INTEGER NOT NULL; migrate it";
    assert_refused(outcome, reason);
}

#[tokio::test]
async fn two_entities_do_not_share_a_table() {
    let [one, other] = [
        leaf(vec![attribute::<i64>("id")]),
        leaf(vec![attribute::<i64>("id")]),
    ];
    let outcome = Storage::prepare(&MemoryStore::new(), &[one, other]).await;
    assert_refused(outcome, "Leaf and Leaf would share the table `leaf`; rename one");
}
