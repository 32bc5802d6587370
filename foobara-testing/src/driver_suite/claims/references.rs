//! What becomes of records when one is deleted that they refer to.

use foobara_core::{Fault, FaultKind};
use foobara_persistence::{Auto, Filter, Key, Repositories, StorageError};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper, Visit, Visitor},
    script::{attempt, in_run, refused},
};

fn with_id(id: i64, visit: Visit) -> Visit {
    Visit {
        id: Auto::from(id),
        ..visit
    }
}

pub async fn what_belongs_to_a_deleted_record_is_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>()
            .create_many(["a", "b"].map(Visitor::of).into())
            .await?;
        cx.write::<Visit>()
            .create_many([1, 2, 1].map(Visit::of).into())
            .await?;
    });
    in_run!(subject, cx, {
        cx.write::<Visitor>().delete(1).await?;
        assert_eq!(cx.read::<Visit>().all().await?, [with_id(2, Visit::of(2))]);
        assert_eq!(cx.read::<Visitor>().count(Filter::All).await?, 1);
    });
}

pub async fn what_follows_a_deleted_record_is_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>()
            .create_many(["a", "b"].map(Visitor::of).into())
            .await?;
        let after = |after, visitor| Visit {
            after: Some(Key::new(after)),
            ..Visit::of(visitor)
        };
        let visits = vec![Visit::of(1), after(1, 2), after(2, 2), after(4, 2)];
        cx.write::<Visit>().create_many(visits).await?;
        cx.write::<Visitor>().delete(1).await?;
        assert_eq!(cx.read::<Visit>().all().await?, [with_id(4, after(4, 2))]);
        cx.write::<Visit>().delete(4).await?;
        assert_eq!(cx.read::<Visit>().all().await?, []);
    });
}

pub async fn references_to_a_deleted_record_are_cleared(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a")).await?;
        cx.write::<Keeper>()
            .create_many(["x", "y"].map(Keeper::named).into())
            .await?;
        let guided = |name: &str| Visit {
            guide: Some(Key::new(name.to_owned())),
            ..Visit::of(1)
        };
        cx.write::<Visit>()
            .create_many(vec![guided("x"), guided("y")])
            .await?;
        cx.write::<Keeper>().delete("x".to_owned()).await?;
        let cleared = with_id(
            1,
            Visit {
                version: 1,
                ..Visit::of(1)
            },
        );
        assert_eq!(
            cx.read::<Visit>().all().await?,
            [cleared, with_id(2, guided("y"))]
        );
    });
}

pub async fn what_is_referred_to_is_not_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a")).await?;
        cx.write::<Capybara>()
            .create_many(["x", "y"].map(Capybara::named).into())
            .await?;
        let visit = Visit {
            favourite: Some(Key::new(1)),
            ..Visit::of(1)
        };
        cx.write::<Visit>().create(visit).await?;
    });
    in_run!(subject, cx, {
        match refused(cx.write::<Capybara>().delete(1).await) {
            StorageError::Referenced(entity) => assert_eq!(entity, "Acme::Zoo::Visit"),
            other => panic!("not referred to: {other:?}"),
        }
        cx.write::<Capybara>().delete(2).await?;
        assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 1);
        cx.write::<Visit>().delete(1).await?;
        cx.write::<Capybara>().delete(1).await?;
    });
}

pub async fn many_are_deleted_with_what_belongs_to_them(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>()
            .create_many(["a", "b", "c"].map(Visitor::of).into())
            .await?;
        cx.write::<Visit>()
            .create_many([1, 2, 3, 3].map(Visit::of).into())
            .await?;
    });
    in_run!(subject, cx, {
        cx.write::<Visitor>().delete_many(vec![1, 3]).await?;
        assert_eq!(cx.read::<Visit>().all().await?, [with_id(2, Visit::of(2))]);
    });
    let refused = attempt(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("x")).await?;
            let visit = Visit {
                favourite: Some(Key::new(1)),
                ..Visit::of(2)
            };
            cx.write::<Visit>().create(visit).await?;
            cx.write::<Capybara>().delete_many(vec![1]).await
        })
    });
    let fault = refused
        .await
        .map_err(Fault::into_kind)
        .expect_err("it is referred to");
    assert!(
        matches!(fault, FaultKind::Storage(StorageError::Referenced(_))),
        "{fault:?}"
    );
}

pub async fn a_record_that_loses_two_references_loses_both(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a")).await?;
        cx.write::<Keeper>().create(Keeper::named("x")).await?;
        let guide = Some(Key::new("x".to_owned()));
        cx.write::<Visit>()
            .create(Visit {
                guide: guide.clone(),
                ..Visit::of(1)
            })
            .await?;
        let follower = Visit {
            guide,
            after: Some(Key::new(1)),
            ..Visit::of(1)
        };
        cx.write::<Visit>().create(follower).await?;
        cx.write::<Keeper>().delete("x".to_owned()).await?;
        let visits = cx.read::<Visit>().all().await?;
        assert!(
            visits
                .iter()
                .all(|visit| visit.guide.is_none() && visit.version == 1),
            "{visits:?}"
        );
    });
}
