//! What is in a folder, whoever wrote it: keys, documents, journals, links.

use super::*;

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
