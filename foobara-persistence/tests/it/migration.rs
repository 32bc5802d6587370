//! What `prepare` of the SQL drivers does with tables that are there already.

use std::borrow::Cow;

use foobara_core::{Storage, StorageError};
use foobara_persistence::{Begin, Change, Finish, MemoryStore, Row, Shape, Store};
use foobara_testing::driver_suite::poll_and_drop;
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
    kept(attributes, Kept::PLAIN)
}

/// The same, with what it says of how it is kept.
fn kept(attributes: Vec<Attribute>, kept: Kept) -> &'static ModelType {
    Box::leak(Box::new(ModelType {
        name: Cow::Borrowed("Leaf"),
        scope: &[],
        description: None,
        attributes: AttributesType::new(attributes),
        primary_key: Some(Cow::Borrowed("id")),
        access: Access::OPEN,
        kept,
    }))
}

/// Creates a leaf of [`sized`].
async fn create(
    store: &impl Store,
    leaf: &'static ModelType,
    id: i64,
    size: i64,
) -> Result<(), StorageError> {
    let row = Row::from([id.into(), size.into(), "ä".into(), "é".into()]);
    let mut session = store.begin(Begin::default()).await?;
    session.apply(&[Change::create(Shape::of(leaf), row)]).await?;
    session.finish(Finish::Commit).await
}

async fn prepare(store: &impl Storage, model: &'static ModelType) -> Result<(), StorageError> {
    Storage::prepare(store, &[model]).await
}

/// Prepares one version of an entity after another; returns what came of the other.
async fn prepare_both(
    store: &impl Storage,
    one: &'static ModelType,
    other: &'static ModelType,
) -> Result<(), StorageError> {
    prepare(store, one).await.expect("there is room");
    prepare(store, one).await.expect("nothing is left to do");
    prepare(store, other).await?;
    prepare(store, other).await
}

#[track_caller]
fn assert_refused(outcome: Result<(), StorageError>, reason: &str) {
    match outcome {
        Err(StorageError::Other(source)) => assert_eq!(source.to_string(), reason),
        other => panic!("it is refused for a reason: {other:?}"),
    }
}

/// How a driver declares an attribute that is a whole number, a number, and a text that is in no index.
struct Declared {
    int: &'static str,
    float: &'static str,
    text: &'static str,
}

async fn columns_that_may_be_empty_are_added(store: impl Storage, _declared: Declared) {
    let one = leaf(vec![attribute::<i64>("id")]);
    let other = leaf(vec![
        attribute::<Option<String>>("note \"quoted\""),
        attribute::<i64>("id"),
    ]);
    prepare_both(&store, one, other)
        .await
        .expect("there is nothing to ask");
}

async fn columns_that_may_not_be_empty_are_not(store: impl Storage, _declared: Declared) {
    let one = leaf(vec![attribute::<i64>("id")]);
    let other = leaf(vec![attribute::<i64>("id"), attribute::<bool>("wet")]);
    let reason = "the table `leaf` has no column `wet`, and what to put into it is not known; migrate it, or make \
                  the attribute optional";
    assert_refused(prepare_both(&store, one, other).await, reason);
}

async fn columns_of_another_kind_are_refused(store: impl Storage, Declared { int, float, .. }: Declared) {
    let of = |size| leaf(vec![attribute::<i64>("id"), size]);
    let (one, other) = (of(attribute::<i64>("size")), of(attribute::<f64>("size")));
    let reason = format!(
        "the column `size` of the table `leaf` is {int} NOT NULL and the entity needs {float} NOT NULL; migrate it"
    );
    assert_refused(prepare_both(&store, one, other).await, &reason);
}

async fn columns_that_may_be_empty_no_more_are_refused(store: impl Storage, Declared { text, .. }: Declared) {
    let of = |note| leaf(vec![attribute::<i64>("id"), note]);
    let (one, other) = (
        of(attribute::<Option<String>>("note")),
        of(attribute::<String>("note")),
    );
    let reason = format!(
        "the column `note` of the table `leaf` is {text} and the entity needs {text} NOT NULL; migrate it"
    );
    assert_refused(prepare_both(&store, one, other).await, &reason);
}

fn sized() -> Vec<Attribute> {
    vec![
        attribute::<i64>("id"),
        attribute::<i64>("size"),
        attribute::<String>("note"),
        attribute::<String>("name"),
    ]
}

const UNIQUE: Kept = Kept {
    unique: &[&["size"]],
    indexed: &[&["note", "size"], &["note"]],
    ..Kept::PLAIN
};

async fn indexes_are_added(store: impl Storage + Store, _declared: Declared) {
    let unique = kept(sized(), UNIQUE);
    prepare_both(&store, leaf(sized()), unique)
        .await
        .expect("there are no records");
    create(&store, unique, 1, 7).await.expect("it is the first");
    let taken = create(&store, unique, 2, 7).await;
    assert!(
        matches!(&taken, Err(StorageError::Taken(names)) if *names == ["size"]),
        "{taken:?}"
    );
}

async fn values_that_are_not_unique_are_not_made_so(store: impl Storage + Store, _declared: Declared) {
    let plain = leaf(sized());
    prepare(&store, plain).await.expect("there is room");
    for id in 1..=2 {
        create(&store, plain, id, 7)
            .await
            .expect("it may have the same size");
    }
    let reason = "records of the table `leaf` have the same `size`, which are to be unique; migrate them";
    assert_refused(prepare(&store, kept(sized(), UNIQUE)).await, reason);
}

async fn a_prepare_that_is_dropped_is_done_by_the_next(store: impl Storage + Store, _declared: Declared) {
    // Text that is unique with other text, and in an index of its own.
    let unique: &[&[&str]] = &[&["size"], &["note", "name"]];
    let model = kept(sized(), Kept { unique, ..UNIQUE });
    for polls in 0..40 {
        drop(poll_and_drop(prepare(&store, model), polls).await);
    }
    prepare(&store, model).await.expect("there is room");
    create(&store, model, 1, 7).await.expect("it is the first");
}

/// Makes a test of each claim about `prepare`; `open` returns an empty store, and what must be there as long as it is.
macro_rules! migrations {
    ($open:path, $declared:expr) => {
        migrations!($open, $declared =>
            columns_that_may_be_empty_are_added,
            columns_that_may_not_be_empty_are_not,
            columns_of_another_kind_are_refused,
            columns_that_may_be_empty_no_more_are_refused,
            indexes_are_added,
            values_that_are_not_unique_are_not_made_so,
            a_prepare_that_is_dropped_is_done_by_the_next,
        );
    };
    ($open:path, $declared:expr => $($claim:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $claim() {
            let (store, _kept) = $open().await;
            super::$claim(store, $declared).await;
        }
    )*};
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use foobara_persistence::SqliteStore;

    use super::Declared;

    async fn open() -> (SqliteStore, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("there is a folder");
        let store = SqliteStore::open(folder.path().join("leaf.sqlite3")).await;
        (store.expect("it opens"), folder)
    }

    migrations!(
        open,
        Declared {
            int: "INTEGER",
            float: "REAL",
            text: "TEXT"
        }
    );
}

#[cfg(feature = "postgres")]
mod postgres {
    use foobara_persistence::PostgresStore;

    use super::Declared;
    use crate::postgres::Database;

    async fn open() -> (PostgresStore, Database) {
        let database = Database::create().await;
        let store = PostgresStore::open(database.url()).await;
        (store.expect("it opens"), database)
    }

    migrations!(
        open,
        Declared {
            int: "bigint",
            float: "double precision",
            text: r#"text COLLATE "C""#
        }
    );
}

#[cfg(feature = "mysql")]
mod mysql {
    use foobara_persistence::MysqlStore;

    use super::Declared;
    use crate::mysql::Database;

    async fn open() -> (MysqlStore, Database) {
        let database = Database::create().await;
        let store = MysqlStore::open(database.url()).await;
        (store.expect("it opens"), database)
    }

    migrations!(
        open,
        Declared {
            int: "bigint",
            float: "double",
            text: "longtext COLLATE utf8mb4_nopad_bin"
        }
    );
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
