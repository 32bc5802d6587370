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

#[tokio::test]
async fn another_store_on_the_folder_sees_commits() {
    let folder = folder();
    let (one, other) = (at(folder.path()).await, at(folder.path()).await);
    commit(&one, &[keeper("a"), keeper("b")]).await.unwrap();
    assert_eq!(names(&other).await.unwrap(), ["a", "b"]);
    let gone = Change::delete(Shape::of_entity::<Keeper>(), "a".into());
    commit(&other, &[gone, stalls::create(5, Some("x"))])
        .await
        .unwrap();
    assert_eq!(names(&one).await.unwrap(), ["b"]);
    let mut session = stalls::begin(&one).await;
    stalls::taken(&mut *session, stalls::create(6, Some("x")), &["mail"]).await;
    let new = Change::create(stalls::shape(), stalls::row(None, "a", None, None));
    let applied = session.apply(&[new]).await.unwrap().remove(0);
    assert_eq!(applied.assigned, Some(6.into()));
}

#[tokio::test]
async fn a_writer_waits_for_a_writer_of_another_store() {
    let folder = folder();
    let config = FilesConfig::new(folder.path()).patience(Duration::from_millis(200));
    let (one, other) = (prepared(config.clone()).await, prepared(config).await);
    let mut held = stalls::begin(&one).await;
    held.apply(&[keeper("a")]).await.unwrap();
    for store in [&one, &other] {
        let error = store.begin(Begin::default()).await.err();
        assert!(matches!(error, Some(StorageError::Unavailable(_))), "{error:?}");
    }
    let (ended, next) = tokio::join!(held.finish(Finish::Commit), other.begin(Begin::default()));
    ended.unwrap();
    let seen = rows(&mut *next.unwrap(), Shape::of_entity::<Keeper>()).await;
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn a_reader_sees_one_state_to_its_end() {
    let folder = folder();
    let (one, other) = (at(folder.path()).await, at(folder.path()).await);
    let mut read = Begin::default();
    read.read_only = true;
    let mut reader = one.begin(read).await.unwrap();
    commit(&other, &[keeper("a")]).await.unwrap();
    assert_eq!(rows(&mut *reader, Shape::of_entity::<Keeper>()).await, []);
    drop(reader);
    assert_eq!(names(&one).await.unwrap(), ["a"]);
}

/// Returns the state of a folder before and after a unit, and the journal in between.
async fn cut_short(folder: &Path) -> String {
    let store = at(folder).await;
    commit(&store, &[keeper("changed"), keeper("deleted")])
        .await
        .unwrap();
    let before = files(folder);
    // The journal is written, and then the first document cannot be.
    let obstacle = folder.join("acme_zoo_keeper/changed.json.tmp");
    fs::create_dir(&obstacle).unwrap();
    let gone = Change::delete(Shape::of_entity::<Keeper>(), "deleted".into());
    commit(&store, &[paid("changed", 200), gone, keeper("new")])
        .await
        .expect("it is committed");
    let journal = fs::read_to_string(folder.join(".journal")).expect("it is still there");
    let mut after = files(folder);
    after.remove(&folder.join(".journal"));
    assert_eq!(after, before);
    assert!(matches!(names(&store).await, Err(StorageError::Unavailable(_))));
    fs::remove_dir(&obstacle).unwrap();
    journal
}

async fn assert_carried_out(folder: &Path, store: &FilesStore) {
    assert_eq!(names(store).await.unwrap(), ["changed", "new"]);
    let mut session = stalls::begin(store).await;
    let found = rows(&mut *session, Shape::of_entity::<Keeper>()).await;
    assert_eq!(found.first().map(|row| row.get(1).clone()), Some(200.into()));
    let leftover = |path: &PathBuf| path.to_string_lossy().ends_with(".journal");
    assert!(!files(folder).keys().any(leftover));
}

#[tokio::test]
async fn a_unit_that_was_cut_short_is_finished_by_the_same_process() {
    let folder = folder();
    cut_short(folder.path()).await;
    assert_carried_out(folder.path(), &at(folder.path()).await).await;
}

#[tokio::test]
async fn a_unit_that_was_cut_short_is_finished_by_another_process() {
    let folder = folder();
    let running = at(folder.path()).await;
    let journal = cut_short(folder.path()).await;
    assert_carried_out(folder.path(), &running).await;

    // Cut short at the end, or half-way: it is all done again.
    fs::write(folder.path().join(".journal"), &journal).unwrap();
    assert_carried_out(folder.path(), &running).await;
    fs::write(folder.path().join(".journal"), &journal).unwrap();
    fs::write(folder.path().join("acme_zoo_keeper/new.json.tmp"), "{ \"na").unwrap();
    fs::remove_file(folder.path().join("acme_zoo_keeper/new.json")).unwrap();
    assert_carried_out(folder.path(), &at(folder.path()).await).await;
}

#[tokio::test]
async fn what_a_process_was_writing_when_it_ended_is_not_looked_at() {
    let folder = folder();
    let store = at(folder.path()).await;
    commit(&store, &[keeper("a")]).await.unwrap();
    for torn in [".journal.tmp", ".state.tmp", "acme_zoo_keeper/b.json.tmp"] {
        fs::write(folder.path().join(torn), "{ \"").unwrap();
    }
    assert_eq!(names(&at(folder.path()).await).await.unwrap(), ["a"]);
    commit(&store, &[keeper("b")]).await.unwrap();
    assert_eq!(names(&at(folder.path()).await).await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn a_unit_whose_journal_cannot_be_written_is_undone() {
    let folder = folder();
    let store = at(folder.path()).await;
    commit(&store, &[keeper("a")]).await.unwrap();
    let before = files(folder.path());
    fs::create_dir(folder.path().join(".journal.tmp")).unwrap();
    let error = commit(&store, &[keeper("b")]).await.unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
    assert_eq!(files(folder.path()), before);
    fs::remove_dir(folder.path().join(".journal.tmp")).unwrap();
    assert_eq!(names(&store).await.unwrap(), ["a"]);
    commit(&store, &[keeper("b")]).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_is_dropped_is_all_or_nothing() {
    let folder = folder();
    let store = at(folder.path()).await;
    for polls in (0..=4).cycle().take(40) {
        let count = names(&store).await.unwrap().len();
        let mut session = stalls::begin(&store).await;
        let both = [keeper(&format!("{count:03}")), keeper(&format!("{count:03} too"))];
        session.apply(&both).await.unwrap();
        let acknowledged = poll_and_drop(session.finish(Finish::Commit), polls)
            .await
            .is_some();
        let after = names(&store).await.unwrap();
        assert!(
            after.len() == count + 2 || (after.len() == count && !acknowledged),
            "{count} {after:?} {acknowledged}"
        );
        assert_eq!(names(&at(folder.path()).await).await.unwrap(), after);
    }
}

#[tokio::test]
async fn a_begin_that_is_dropped_holds_nothing() {
    let folder = folder();
    let config = FilesConfig::new(folder.path()).patience(Duration::from_secs(1));
    let (store, other) = (prepared(config.clone()).await, prepared(config).await);
    let mut read = Begin::default();
    for polls in (1..=4).cycle().take(60) {
        read.read_only = !read.read_only;
        drop(poll_and_drop(store.begin(read), polls).await);
        commit(&other, &[paid("a", 1)]).await.unwrap();
    }
    assert_eq!(names(&store).await.unwrap(), ["a"]);
}

#[tokio::test]
async fn any_text_is_a_key() {
    let folder = folder();
    let long = "é".repeat(5000);
    let keys = [
        "",
        ".",
        "..",
        "../../escape",
        "/etc/passwd",
        "a\0b",
        "Twin",
        "twin",
        "TWIN",
        "con",
        "nul.json",
        "%42arbara",
        "Barbara",
        ".state",
        "a.tmp",
        "\u{feff}\u{202e}\u{10ffff}",
        long.as_str(),
    ];
    let store = at(folder.path()).await;
    let changes: Vec<Change> = keys.iter().map(|key| keeper(key)).collect();
    commit(&store, &changes).await.unwrap();
    let mut expected = keys.to_vec();
    expected.sort_unstable();
    assert_eq!(names(&at(folder.path()).await).await.unwrap(), expected);
    let documents = fs::read_dir(folder.path().join("acme_zoo_keeper")).unwrap();
    let mut names: Vec<String> = documents
        .map(|entry| entry.unwrap().file_name().to_string_lossy().to_ascii_lowercase())
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), keys.len());

    let gone = |key: &&str| Change::delete(Shape::of_entity::<Keeper>(), (*key).into());
    commit(&store, &keys.iter().map(gone).collect::<Vec<_>>())
        .await
        .unwrap();
    assert_eq!(files(folder.path()).len(), 1, "only the state");
}

#[tokio::test]
async fn what_is_no_record_is_corrupt_and_named() {
    let cases = [
        (
            "a.json",
            "{",
            "acme_zoo_keeper/a.json: EOF while parsing an object at line 1 column 1",
        ),
        ("a.json", "[]", "acme_zoo_keeper/a.json: not an object"),
        (
            "a.json",
            r#"{ "name": "a", "salary": "canary", "version": 0 }"#,
            "acme_zoo_keeper/a.json: `salary` does not hold this value",
        ),
        (
            "a.json",
            r#"{ "name": "a", "version": 0 }"#,
            "acme_zoo_keeper/a.json: there is no `salary`; add it, or make the attribute optional",
        ),
        (
            "a.json",
            r#"{ "name": "b", "salary": 1, "version": 0 }"#,
            "acme_zoo_keeper/a.json: named after another key than it holds",
        ),
    ];
    for (name, content, expected) in cases {
        let folder = folder();
        let store = at(folder.path()).await;
        fs::write(folder.path().join("acme_zoo_keeper").join(name), content).unwrap();
        match prepare(&store).await {
            Err(StorageError::Corrupt(what)) => assert_eq!(what, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn documents_that_contradict_each_other_are_corrupt() {
    let folder = folder();
    let store = at(folder.path()).await;
    for id in 1..=2 {
        let document = format!(r#"{{ "id": {id}, "aisle": "a", "mail": "x" }}"#);
        fs::write(folder.path().join(format!("acme_zoo_stall/{id}.json")), document).unwrap();
    }
    match prepare(&store).await {
        Err(StorageError::Corrupt(what)) => {
            assert_eq!(what, "acme_zoo_stall: two records have the same mail");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_journal_names_no_file_outside_the_folder() {
    let folder = folder();
    let inside = folder.path().join("zoo");
    at(&inside).await;
    let write = r#"{ "table": "..", "record": "escape", "document": {} }"#;
    let state = r#"{ "layout": "records", "generation": 9, "tables": {} }"#;
    let journal = format!(r#"{{ "writes": [{write}], "state": {state} }}"#);
    fs::write(inside.join(".journal"), journal).unwrap();
    match FilesStore::open(&inside).await {
        Err(StorageError::Corrupt(what)) => assert_eq!(what, ".journal: a document with no such name"),
        other => panic!("{other:?}"),
    }
    assert!(!folder.path().join("escape.json").exists());
}

#[cfg(unix)]
#[tokio::test]
async fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    let outside = folder.path().join("outside.json");
    let content = r#"{ "name": "a", "salary": 1, "version": 0 }"#;
    fs::write(&outside, content).unwrap();
    let inside = folder.path().join("zoo");
    let store = at(&inside).await;
    let link = inside.join("acme_zoo_keeper/a.json");
    symlink(&outside, &link).unwrap();
    match prepare(&store).await {
        Err(StorageError::Corrupt(what)) => assert_eq!(what, "acme_zoo_keeper/a.json: not a plain file"),
        other => panic!("{other:?}"),
    }
    // One that is written is replaced, and so is one beside it.
    symlink(&outside, inside.join("acme_zoo_keeper/a.json.tmp")).unwrap();
    let store = FilesStore::open(&inside).await.unwrap();
    fs::remove_file(&link).unwrap();
    prepare(&store).await.unwrap();
    symlink(&outside, &link).unwrap();
    commit(&store, &[keeper("a")]).await.unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_file());
    assert_eq!(fs::read_to_string(&outside).unwrap(), content);

    fs::remove_dir_all(inside.join("acme_zoo_stall")).unwrap();
    symlink(folder.path(), inside.join("acme_zoo_stall")).unwrap();
    let error = prepare(&store).await.unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn what_was_not_prepared_is_refused() {
    let folder = folder();
    let store = FilesStore::open(folder.path()).await.unwrap();
    let error = commit(&store, &[keeper("a")]).await.unwrap_err();
    let StorageError::Other(reason) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        reason.to_string(),
        "there is no room for `acme_zoo_keeper` in the folder; prepare the app before it runs"
    );
}
