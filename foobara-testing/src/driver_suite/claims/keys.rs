//! Primary keys, given and assigned.

use foobara_persistence::{Auto, Filter, Repositories, StorageError};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{in_run, refused},
};

pub async fn keys_of_text_are_told_apart(subject: Subject) {
    in_run!(subject, cx, {
        let names = [
            "a", "A", "a ", " a", "ä", "a\u{308}", "ß", "ss", "ı", "i", "İ", "", " ", "1", "01", "1.0",
        ];
        for name in names {
            cx.write::<Keeper>().create(Keeper::named(name)).await?;
        }
        for name in names {
            assert_eq!(cx.read::<Keeper>().load(name.to_owned()).await?.name, name);
        }
        cx.write::<Keeper>().delete("a".to_owned()).await?;
        assert_eq!(
            cx.read::<Keeper>()
                .find("A".to_owned())
                .await?
                .map(|keeper| keeper.name),
            Some("A".to_owned())
        );
        assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 15);
    });
}

pub async fn a_given_key_is_kept(subject: Subject) {
    in_run!(subject, cx, {
        for id in [-5, 0, 7, i64::MAX - 1, i64::MIN] {
            let given = Capybara {
                id: Auto::from(id),
                ..Capybara::named("a")
            };
            assert_eq!(cx.write::<Capybara>().create(given.clone()).await?, given);
            assert_eq!(cx.read::<Capybara>().load(id).await?, given);
        }
    });
}

pub async fn assigned_keys_are_beyond_given_ones(subject: Subject) {
    in_run!(subject, cx, {
        let given = Capybara {
            id: Auto::from(100),
            ..Capybara::named("given")
        };
        cx.write::<Capybara>().create(given).await?;
        let assigned = cx
            .write::<Capybara>()
            .create(Capybara::named("assigned"))
            .await?
            .id();
        assert!(assigned > 100, "{assigned}");
    });
    in_run!(subject, cx, {
        let assigned = cx.write::<Capybara>().create(Capybara::named("next")).await?.id();
        assert!(assigned > 101, "{assigned}");
    });
}

pub async fn a_key_of_a_deleted_record_can_be_given_again(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::paid("a", 1)).await?;
        cx.write::<Keeper>().delete("a".to_owned()).await?;
        let again = cx.write::<Keeper>().create(Keeper::paid("a", 2)).await?;
        assert_eq!(cx.read::<Keeper>().all().await?, [again]);
    });
}

pub async fn a_key_that_this_run_created_is_taken(subject: Subject) {
    in_run!(subject, cx, {
        let given = Capybara {
            id: Auto::from(1),
            ..Capybara::named("a")
        };
        cx.write::<Capybara>().create(given.clone()).await?;
        let error = refused(cx.write::<Capybara>().create(given).await);
        assert!(matches!(error, StorageError::Duplicate), "{error:?}");
    });
}

pub async fn a_deleted_record_is_gone_at_once(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
    });
    in_run!(subject, cx, {
        cx.write::<Keeper>().delete("a".to_owned()).await?;
        assert_eq!(cx.read::<Keeper>().find("a".to_owned()).await?, None);
        let error = refused(cx.write::<Keeper>().delete("a".to_owned()).await);
        assert!(matches!(error, StorageError::NotFound), "{error:?}");
        let error = refused(cx.write::<Keeper>().update(&Keeper::named("a")).await);
        assert!(matches!(error, StorageError::NotFound), "{error:?}");
    });
}

pub async fn put_creates_what_is_not_there(subject: Subject) {
    in_run!(subject, cx, {
        let put = cx.write::<Keeper>().put(Keeper::paid("a", 5)).await?;
        assert_eq!(put, Keeper::paid("a", 5));
        assert_eq!(cx.read::<Keeper>().all().await?, [put]);
    });
}

pub async fn put_replaces_what_is_there(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::paid("a", 5)).await?;
        cx.write::<Keeper>().create(Keeper::paid("b", 5)).await?;
        let put = cx
            .write::<Keeper>()
            .put(Keeper {
                version: 9,
                ..Keeper::paid("a", 6)
            })
            .await?;
        assert_eq!(cx.read::<Keeper>().all().await?, [put, Keeper::paid("b", 5)]);
    });
}

pub async fn put_assigns_a_key(subject: Subject) {
    in_run!(subject, cx, {
        let put = cx.write::<Capybara>().put(Capybara::named("a")).await?;
        assert_eq!(put.id(), 1);
        let again = cx
            .write::<Capybara>()
            .put(Capybara { is_tame: true, ..put })
            .await?;
        assert_eq!(cx.read::<Capybara>().all().await?, [again]);
    });
}
