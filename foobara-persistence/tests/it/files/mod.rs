//! Records in files: the suite for both layouts, and what is special to this driver.

mod beside;
mod cut_short;
mod documents;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use foobara_core::{Storage, StorageError};
use foobara_persistence::{
    Begin, Change, Entity, FilesConfig, FilesStore, Finish, Query, Row, Session, Shape, Store,
};
use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Visitor},
    poll_and_drop,
};
use tempfile::TempDir;

use crate::stalls;

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is a folder")
}

async fn prepared(config: FilesConfig) -> FilesStore {
    let store = config.open().await.expect("it opens");
    prepare(&store).await.expect("there is room");
    store
}

async fn prepare(store: &FilesStore) -> Result<(), StorageError> {
    Storage::prepare(
        store,
        &[
            Capybara::model(),
            Keeper::model(),
            Visitor::model(),
            stalls::model(),
        ],
    )
    .await
}

async fn at(path: &Path) -> FilesStore {
    prepared(FilesConfig::new(path)).await
}

mod a_document_for_each_record {
    use super::{Subject, at, driver_suite, folder};

    async fn open() -> Subject {
        let folder = folder();
        Subject::new(at(folder.path()).await).await.keeping(folder)
    }

    driver_suite!(open);
}

mod a_document_for_each_entity {
    use super::{FilesConfig, Subject, driver_suite, folder, prepared};

    async fn open() -> Subject {
        let folder = folder();
        let store = prepared(FilesConfig::new(folder.path()).file_per_entity()).await;
        Subject::new(store).await.keeping(folder)
    }

    driver_suite!(open);
}

#[tokio::test]
async fn what_is_taken_is_refused() {
    let folder = folder();
    stalls::what_is_taken_is_refused(&at(folder.path()).await).await;
}

#[tokio::test]
async fn what_is_undone_takes_nothing() {
    let folder = folder();
    stalls::what_is_undone_takes_nothing(&at(folder.path()).await).await;
}

fn keeper(name: &str) -> Change {
    Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row())
}

fn paid(name: &str, salary: i64) -> Change {
    let keeper = Keeper {
        salary,
        ..Keeper::named(name)
    };
    Change::put(Shape::of_entity::<Keeper>(), keeper.to_row())
}

async fn commit(store: &FilesStore, changes: &[Change]) -> Result<(), StorageError> {
    let mut session = store.begin(Begin::default()).await?;
    session.apply(changes).await?;
    session.finish(Finish::Commit).await
}

async fn rows(session: &mut dyn Session, shape: &'static Shape) -> Vec<Row> {
    session
        .fetch(&Query::all(shape))
        .await
        .expect("they are found")
        .rows
}

/// Returns the names of keepers, as a session that only reads sees them.
async fn names(store: &FilesStore) -> Result<Vec<String>, StorageError> {
    let mut read = Begin::default();
    read.read_only = true;
    let mut session = store.begin(read).await?;
    let rows = rows(&mut *session, Shape::of_entity::<Keeper>()).await;
    let name = |row| Keeper::from_row(row).expect("it fits").name;
    Ok(rows.into_iter().map(name).collect())
}

/// Returns the contents of all files in a folder but the lock.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it is there").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with(".lock") {
            found.insert(path.clone(), fs::read_to_string(&path).expect("it is text"));
        }
    }
    found
}

#[tokio::test]
async fn a_folder_is_read_with_an_editor() {
    let folder = folder();
    let store = at(folder.path()).await;
    let capybara = Capybara {
        weight: Some(1.0),
        tags: vec!["old".to_owned()],
        ..Capybara::named("Fumiko")
    };
    let change = Change::create(Shape::of_entity::<Capybara>(), capybara.to_row());
    commit(&store, &[change, keeper("Barbara")]).await.unwrap();
    let state = r#"{
  "layout": "records",
  "generation": 1,
  "tables": {
    "acme_zoo_capybara": {
      "changed": 1,
      "last_key": 1
    },
    "acme_zoo_keeper": {
      "changed": 1,
      "last_key": 0
    }
  }
}
"#;
    let fumiko = r#"{
  "id": 1,
  "name": "Fumiko",
  "weight": 1.0,
  "is_tame": false,
  "tags": [
    "old"
  ]
}
"#;
    let barbara = r#"{
  "name": "Barbara",
  "salary": 100,
  "version": 0
}
"#;
    let expected = [
        (".state", state),
        ("acme_zoo_capybara/1.json", fumiko),
        ("acme_zoo_keeper/%42arbara.json", barbara),
    ];
    let expected = expected.map(|(name, content)| (folder.path().join(name), content.to_owned()));
    assert_eq!(files(folder.path()), BTreeMap::from(expected));
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_the_documents() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    let store = at(&folder.path().join("zoo")).await;
    commit(&store, &[keeper("a")]).await.unwrap();
    let mode = |name: &str| {
        let metadata = fs::metadata(folder.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("zoo"), 0o700);
    assert_eq!(mode("zoo/acme_zoo_keeper"), 0o700);
    assert_eq!(mode("zoo/acme_zoo_keeper/a.json"), 0o600);
    assert_eq!(mode("zoo/.state"), 0o600);
}

#[tokio::test]
async fn what_was_committed_is_there_when_the_folder_is_opened_again() {
    let folder = folder();
    let records = FilesConfig::new(folder.path().join("records"));
    let entities = FilesConfig::new(folder.path().join("entities")).file_per_entity();
    for config in [records, entities] {
        for expected in 0..3 {
            let store = prepared(config.clone()).await;
            assert_eq!(names(&store).await.unwrap().len(), expected);
            commit(&store, &[keeper(&expected.to_string())]).await.unwrap();
        }
    }
}

#[tokio::test]
async fn numbers_are_not_used_again_when_the_folder_is_opened_again() {
    let folder = folder();
    for expected in 1..4_i64 {
        let store = at(folder.path()).await;
        let mut session = stalls::begin(&store).await;
        let new = Change::create(stalls::shape(), stalls::row(None, "a", None, None));
        let applied = session.apply(&[new]).await.unwrap().remove(0);
        assert_eq!(applied.assigned, Some(expected.into()));
        session.apply(&[stalls::delete(expected)]).await.unwrap();
        session.finish(Finish::Commit).await.unwrap();
    }
}

#[tokio::test]
async fn a_folder_keeps_its_layout() {
    let folder = folder();
    commit(&at(folder.path()).await, &[keeper("a")]).await.unwrap();
    let error = FilesConfig::new(folder.path())
        .file_per_entity()
        .open()
        .await
        .unwrap_err();
    let StorageError::Other(reason) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        reason.to_string(),
        "the folder has a document for each record; open it so"
    );
}
