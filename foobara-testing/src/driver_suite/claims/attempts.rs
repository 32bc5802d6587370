//! Parts of the work of a command that may fail alone.

use foobara_core::Fault;
use foobara_persistence::{Repositories, StorageError};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{in_failing_run, in_run, refused, stop},
};

pub async fn what_fails_within_an_attempt_is_undone_alone(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
        let failed: Result<(), Fault> = cx
            .attempt(async {
                cx.write::<Keeper>().create(Keeper::named("b")).await?;
                cx.write::<Keeper>().delete("a".to_owned()).await?;
                Err(stop())
            })
            .await;
        assert!(failed.is_err());
        let made = cx.attempt(async { cx.write::<Keeper>().create(Keeper::named("c")).await });
        assert_eq!(made.await?, Keeper::named("c"));
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, ["a", "c"].map(Keeper::named));
    });
}

pub async fn a_refused_change_within_an_attempt_is_left_behind(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
        let taken = cx.attempt(async { cx.write::<Keeper>().create(Keeper::named("a")).await });
        assert!(matches!(refused(taken.await), StorageError::Duplicate));
        cx.write::<Keeper>().create(Keeper::named("b")).await?;
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, ["a", "b"].map(Keeper::named));
    });
}

pub async fn attempts_within_attempts_are_undone_with_them(subject: Subject) {
    in_run!(subject, cx, {
        let outer: Result<(), Fault> = cx
            .attempt(async {
                let inner = cx.attempt(async { cx.write::<Capybara>().create(Capybara::named("a")).await });
                inner.await?;
                Err(stop())
            })
            .await;
        assert!(outer.is_err());
        assert_eq!(cx.read::<Capybara>().all().await?, []);
    });
    in_failing_run!(subject, cx, {
        cx.attempt(async { cx.write::<Capybara>().create(Capybara::named("a")).await })
            .await?;
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Capybara>().all().await?, []);
    });
}
