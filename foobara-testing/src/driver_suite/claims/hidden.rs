//! Records that are hidden from those who do not ask for them: deleted ones, and archived ones.

use foobara_core::{Context, Fault};
use foobara_persistence::{Filter, Key, Repositories, StorageError};

use crate::driver_suite::{
    Subject,
    entities::{Letter, Stamp, Visitor},
    script::{Script, in_failing_run, in_run, refused},
};

/// Returns the subjects of the letters that are shown.
async fn shown(cx: Context<'_, Script>) -> Result<Vec<String>, Fault> {
    let letters = cx.read::<Letter>().all().await?.into_iter();
    Ok(letters.map(|letter| letter.subject).collect())
}

async fn write(cx: Context<'_, Script>, subjects: &[&str]) -> Result<Vec<Letter>, Fault> {
    let letters = subjects.iter().map(|subject| Letter::about(subject));
    cx.write::<Letter>().create_many(letters.collect()).await
}

#[track_caller]
fn assert_missing<T>(step: Result<T, Fault>) {
    let error = refused(step);
    assert!(matches!(error, StorageError::NotFound), "{error:?}");
}

pub async fn a_deleted_record_is_hidden_and_still_there(subject: Subject) {
    in_run!(subject, cx, {
        write(cx, &["a", "b"]).await?;
    });
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let first = letters.load(1).await?;
        letters.delete(1).await?;
        assert_eq!(letters.find(1).await?, None);
        assert_eq!(letters.find_many(&[1, 2]).await?.len(), 1);
        assert_eq!(shown(cx).await?, ["b"]);
        let marked = letters.with_deleted().load(1).await?;
        let expected = Letter {
            deleted_at: marked.updated_at,
            updated_at: marked.updated_at,
            version: 1,
            ..first
        };
        assert!(marked.deleted_at.is_some(), "{marked:?}");
        assert_eq!(marked, expected);
        assert_eq!(letters.query().with_deleted().count().await?, 2);
    });
    in_run!(subject, cx, {
        assert_eq!(shown(cx).await?, ["b"]);
        assert_eq!(cx.read::<Letter>().with_deleted().all().await?.len(), 2);
    });
}

pub async fn a_hidden_record_is_not_changed(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let created = write(cx, &["a"]).await?.remove(0);
        letters.delete(1).await?;
        let marked = letters.with_deleted().load(1).await?;
        assert_missing(letters.delete(1).await);
        assert_missing(letters.archive(1).await);
        assert_missing(letters.update(&created).await);
        for stands_in_the_way in [letters.put(created.clone()).await, letters.create(created).await] {
            let error = refused(stands_in_the_way);
            assert!(
                matches!(error, StorageError::Duplicate | StorageError::Taken(_)),
                "{error:?}"
            );
        }
        assert_eq!(letters.with_deleted().load(1).await?, marked);
        let renamed = Letter {
            subject: "b".to_owned(),
            deleted_at: None,
            ..marked.clone()
        };
        let updated = letters.with_deleted().update(&renamed).await?;
        assert_eq!(
            (updated.subject, updated.deleted_at),
            ("b".to_owned(), marked.deleted_at)
        );
        assert_eq!(shown(cx).await?, <[String; 0]>::default());
    });
}

pub async fn a_deleted_record_is_restored(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let created = write(cx, &["a"]).await?.remove(0);
        letters.delete(1).await?;
        let restored = letters.restore(1).await?;
        assert_eq!(
            restored,
            Letter {
                version: 2,
                ..created
            }
        );
        assert_eq!(letters.restore(1).await?, restored);
        assert_eq!(letters.load(1).await?, restored);
        assert_missing(letters.restore(2).await);
        assert_eq!(letters.update(&restored).await?.version, 3);
    });
}

pub async fn a_record_that_is_deleted_for_good_is_gone(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        write(cx, &["a", "b"]).await?;
        letters.delete(1).await?;
        letters.hard_delete(1).await?;
        letters.hard_delete(2).await?;
        assert_eq!(letters.with_deleted().all().await?, []);
        assert_missing(letters.hard_delete(2).await);
        assert_missing(letters.restore(1).await);
        write(cx, &["a"]).await?;
    });
}

pub async fn a_value_of_a_hidden_record_is_taken(subject: Subject) {
    in_run!(subject, cx, {
        write(cx, &["a"]).await?;
        cx.write::<Letter>().delete(1).await?;
        match refused(cx.write::<Letter>().create(Letter::about("a")).await) {
            StorageError::Taken(attributes) => assert_eq!(attributes, ["subject"]),
            other => panic!("not taken: {other:?}"),
        }
        cx.write::<Letter>().hard_delete(1).await?;
        cx.write::<Letter>().create(Letter::about("a")).await?;
    });
}

pub async fn what_belongs_to_a_hidden_record_is_deleted(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        cx.write::<Visitor>().create(Visitor::of("a")).await?;
        let from = Letter {
            visitor: Some(Key::new(1)),
            ..Letter::about("a")
        };
        letters.create(from).await?;
        letters.create(Letter::answering(1, "b")).await?;
        cx.write::<Stamp>().create(Stamp::on(1, "x")).await?;
        cx.write::<Stamp>().create(Stamp::on(2, "y")).await?;
        cx.write::<Visitor>().delete(1).await?;
        assert_eq!(shown(cx).await?, ["b"]);
        assert_eq!(letters.load(2).await?.answers, None);
        assert!(letters.with_deleted().load(1).await?.deleted_at.is_some());
        let stamps = cx.read::<Stamp>().all().await?;
        assert_eq!(stamps.iter().map(|stamp| &*stamp.name).collect::<Vec<_>>(), ["y"]);
    });
}

pub async fn what_is_deleted_for_good_is_parted_from_hidden_records(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        write(cx, &["a"]).await?;
        letters.create(Letter::answering(1, "b")).await?;
        letters.create(Letter::answering(1, "c")).await?;
        letters.delete(2).await?;
        letters.archive(3).await?;
        letters.delete(1).await?;
        let answers = letters.with_deleted().with_archived().find_many(&[2, 3]).await?;
        let answers: Vec<bool> = answers.iter().map(|letter| letter.answers.is_some()).collect();
        assert_eq!(
            answers,
            [true, false],
            "hidden answers are left alone, archived ones are not"
        );
        letters.hard_delete(1).await?;
        assert_eq!(letters.with_deleted().load(2).await?.answers, None);
        assert!(letters.with_deleted().load(2).await?.deleted_at.is_some());
    });
}

pub async fn what_is_referred_to_is_not_hidden(subject: Subject) {
    in_run!(subject, cx, {
        write(cx, &["a"]).await?;
        cx.write::<Stamp>().create(Stamp::holding(1, "x")).await?;
    });
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        for kept in [letters.delete(1).await, letters.hard_delete(1).await] {
            let error = refused(kept);
            assert!(matches!(error, StorageError::Referenced(_)), "{error:?}");
        }
        assert_eq!(shown(cx).await?, ["a"]);
    });
}

pub async fn archived_records_are_hidden_until_they_are_asked_for(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let created = write(cx, &["a", "b"]).await?.remove(0);
        let archived = letters.archive(1).await?;
        let expected = Letter {
            archived_at: archived.updated_at,
            version: 1,
            ..created.clone()
        };
        assert_eq!(archived, expected);
        assert_eq!(letters.archive(1).await?, archived);
        assert_eq!(shown(cx).await?, ["b"]);
        assert_missing(letters.delete(1).await);
        assert_missing(letters.update(&archived).await);
        assert_eq!(letters.with_archived().load(1).await?, archived);
        assert_eq!(letters.with_deleted().find(1).await?, None);
        assert_eq!(
            letters.unarchive(1).await?,
            Letter {
                version: 2,
                ..created
            }
        );
        letters.archive(1).await?;
        letters.with_archived().delete(1).await?;
        assert_eq!(letters.with_archived().find(1).await?, None);
        assert!(letters.with_archived().with_deleted().find(1).await?.is_some());
        assert!(letters.restore(1).await?.archived_at.is_some());
        assert_eq!(shown(cx).await?, ["b"]);
    });
}

pub async fn hidden_records_do_not_count(subject: Subject) {
    in_run!(subject, cx, {
        write(cx, &["a", "b", "c"]).await?;
        cx.write::<Letter>().delete(1).await?;
        cx.write::<Letter>().archive(2).await?;
    });
    in_run!(subject, cx, {
        let letters = cx.read::<Letter>();
        assert_eq!(letters.count(Filter::All).await?, 1);
        assert!(!letters.exists(Filter::equal("subject", "a")).await?);
        assert!(!letters.all_exist(&[1, 3]).await?);
        assert_eq!(letters.find_by(Filter::equal("subject", "b")).await?, None);
        assert_eq!(letters.query().max("subject").await?, "c".into());
        let by_key = || {
            letters
                .query()
                .filter(Filter::Keys(vec![1.into(), 3.into()]))
                .limit(1)
        };
        assert_eq!(by_key().all().await?.len(), 1);
        assert_eq!(by_key().count().await?, 1);
        assert_eq!(
            letters.with_deleted().with_archived().count(Filter::All).await?,
            3
        );
        assert_eq!(letters.with_deleted().count(Filter::All).await?, 2);
    });
}

pub async fn many_records_are_hidden(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        write(cx, &["a", "b", "c", "d"]).await?;
        letters.delete_many(vec![1, 2]).await?;
        let count = letters.delete_all_by(Filter::less("subject", "d")).await?;
        assert_eq!(count, 1, "two are deleted already");
        assert_eq!(shown(cx).await?, ["d"]);
        assert_eq!(letters.with_deleted().count(Filter::All).await?, 4);
        assert_missing(letters.delete_many(vec![4, 1]).await);
        assert_eq!(
            shown(cx).await?,
            ["d"],
            "nothing was changed before it was refused"
        );
    });
}

pub async fn what_was_hidden_in_a_failed_run_is_shown(subject: Subject) {
    in_run!(subject, cx, {
        write(cx, &["a", "b"]).await?;
    });
    in_failing_run!(subject, cx, {
        cx.write::<Letter>().delete(1).await?;
        cx.write::<Letter>().archive(2).await?;
        assert_eq!(shown(cx).await?, <[String; 0]>::default());
    });
    in_run!(subject, cx, {
        assert_eq!(shown(cx).await?, ["a", "b"]);
    });
}
