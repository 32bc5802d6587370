//! Units that end in the middle: of a process, of a future, of what the disk takes.

use super::*;

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
