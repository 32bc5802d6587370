//! Moments that are written for records, and attributes that stay as they were created.

use foobara_persistence::{Direction, Filter, Key, Repositories, StorageError};
use jiff::Timestamp;

use crate::driver_suite::{
    Subject,
    entities::{Letter, Stamp, Visitor},
    script::{in_run, refused},
};

fn moment(time: std::time::SystemTime) -> Timestamp {
    Timestamp::try_from(time).expect("it is not that far away")
}

pub async fn records_say_when_they_were_created_and_changed(subject: Subject) {
    in_run!(subject, cx, {
        let before = moment(cx.now());
        let created = cx.write::<Letter>().create(Letter::about("a")).await?;
        let after = moment(cx.now());
        assert!((before..=after).contains(&created.created_at), "{created:?}");
        assert_eq!(created.updated_at, Some(created.created_at));
        assert_eq!(cx.read::<Letter>().load(1).await?, created);
    });
    in_run!(subject, cx, {
        let created = cx.read::<Letter>().load(1).await?;
        let before = moment(cx.now());
        let updated = cx.write::<Letter>().update(&created).await?;
        assert!(updated.updated_at >= Some(before), "{updated:?}");
        let expected = Letter {
            updated_at: updated.updated_at,
            version: 1,
            ..created
        };
        assert_eq!(updated, expected);
        assert_eq!(cx.read::<Letter>().load(1).await?, expected);
    });
}

pub async fn records_of_one_run_have_one_time(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let first = letters.create(Letter::about("a")).await?;
        cx.sleep(std::time::Duration::from_millis(2)).await?;
        let second = letters.create(Letter::about("b")).await?;
        let updated = letters.update(&first).await?;
        assert_eq!(second.created_at, first.created_at);
        assert_eq!(updated.updated_at, first.updated_at);
    });
}

pub async fn what_a_record_says_of_its_own_time_does_not_count(subject: Subject) {
    in_run!(subject, cx, {
        let liar = Letter {
            created_at: Timestamp::MAX,
            updated_at: Some(Timestamp::MAX),
            deleted_at: Some(Timestamp::MAX),
            archived_at: Some(Timestamp::MAX),
            ..Letter::about("a")
        };
        let created = cx.write::<Letter>().create(liar.clone()).await?;
        assert!(created.created_at < Timestamp::MAX, "{created:?}");
        assert_eq!((created.deleted_at, created.archived_at), (None, None));
        let changed = Letter {
            id: created.id,
            ..liar
        };
        let updated = cx.write::<Letter>().update(&changed).await?;
        assert_eq!(
            updated,
            Letter {
                version: 1,
                ..created.clone()
            }
        );
        let put = cx.write::<Letter>().put(changed).await?;
        assert_eq!(put, created);
        assert_eq!(cx.read::<Letter>().load(1).await?, put);
    });
}

pub async fn moments_are_compared_and_ordered(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Letter>().create(Letter::about("a")).await?;
    });
    in_run!(subject, cx, {
        cx.write::<Letter>().create(Letter::about("b")).await?;
    });
    in_run!(subject, cx, {
        let letters = cx.read::<Letter>();
        let second = letters.load(2).await?;
        let latest = letters.query().order("created_at", Direction::Descending);
        assert_eq!(latest.first().await?.as_ref(), Some(&second));
        let since = Filter::greater_or_equal("created_at", second.created_at);
        assert_eq!(letters.find_all_by(since).await?, [second]);
    });
}

pub async fn many_records_say_when_they_were_changed(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let created = letters.create_many(["a", "b"].map(Letter::about).into()).await?;
        assert!(
            created
                .iter()
                .all(|letter| letter.updated_at == Some(letter.created_at))
        );
        assert_eq!(letters.all().await?, created);
    });
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let created = letters.all().await?;
        let updated = letters.update_many(created.clone()).await?;
        for (created, updated) in created.iter().zip(&updated) {
            assert_eq!(updated.created_at, created.created_at);
            assert!(updated.updated_at > created.updated_at, "{updated:?}");
        }
        assert_eq!(letters.all().await?, updated);
        let put = letters
            .put_many(vec![updated[0].clone(), Letter::about("c")])
            .await?;
        assert_eq!(put[0], updated[0]);
        assert_eq!(put[1].created_at, put[1].updated_at.expect("it is written"));
    });
}

pub async fn what_is_changed_with_a_deleted_record_says_so(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        letters.create(Letter::about("a")).await?;
        letters.create(Letter::answering(1, "b")).await?;
    });
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let answer = letters.load(2).await?;
        letters.delete(1).await?;
        let cleared = letters.load(2).await?;
        assert!(cleared.updated_at > answer.updated_at, "{cleared:?}");
        let expected = Letter {
            answers: None,
            updated_at: cleared.updated_at,
            version: 1,
            ..answer
        };
        assert_eq!(cleared, expected);
    });
}

pub async fn what_is_immutable_does_not_change(subject: Subject) {
    in_run!(subject, cx, {
        let letters = cx.write::<Letter>();
        let home = Visitor::from("a", "Main Street", 1).home;
        let sent = Letter {
            home: home.clone(),
            ..Letter::about("a")
        };
        let sent = letters.create(sent).await?;
        for moved in [None, Visitor::from("a", "Main Street", 2).home] {
            let moved = Letter {
                home: moved,
                ..sent.clone()
            };
            for refusal in [letters.update(&moved).await, letters.put(moved.clone()).await] {
                match refused(refusal) {
                    StorageError::Invalid(why) => assert_eq!(why, "Acme::Zoo::Letter.home: immutable"),
                    other => panic!("not invalid: {other:?}"),
                }
            }
        }
        let renamed = Letter {
            subject: "b".to_owned(),
            ..sent
        };
        assert_eq!(letters.update(&renamed).await?.home, home);
    });
    in_run!(subject, cx, {
        let stamp = Stamp {
            letter: Some(Key::new(1)),
            ..Stamp::holding(1, "x")
        };
        cx.write::<Stamp>().create(stamp).await?;
        let renamed = Letter {
            subject: "c".to_owned(),
            ..cx.read::<Letter>().load(1).await?
        };
        cx.write::<Letter>().update(&renamed).await?;
    });
}
