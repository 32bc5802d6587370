//! Stores beside each other on one folder.

use super::*;

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
