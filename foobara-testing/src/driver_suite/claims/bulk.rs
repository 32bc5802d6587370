//! Many records in one step.

use foobara_persistence::{Filter, Repositories};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper, Visitor},
    script::{attempt, in_run},
};

fn numbered(count: usize) -> Vec<Capybara> {
    (0..count)
        .map(|number| Capybara::named(&number.to_string()))
        .collect()
}

pub async fn many_are_created_in_their_order(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx.write::<Capybara>().create_many(numbered(1200)).await?;
        let ids: Vec<i64> = created.iter().map(Capybara::id).collect();
        assert_eq!(ids, (1..=1200).collect::<Vec<_>>());
        assert!(
            cx.read::<Capybara>().all().await? == created,
            "they are as they were"
        );
    });
}

pub async fn many_are_created_with_given_keys(subject: Subject) {
    in_run!(subject, cx, {
        let keepers: Vec<Keeper> = (0..200)
            .map(|number| Keeper::paid(&format!("{number:03}"), number))
            .collect();
        assert_eq!(cx.write::<Keeper>().create_many(keepers.clone()).await?, keepers);
        assert_eq!(cx.read::<Keeper>().all().await?, keepers);
    });
}

pub async fn given_and_assigned_keys_are_created_together(subject: Subject) {
    in_run!(subject, cx, {
        let given = Capybara {
            id: 50.into(),
            ..Capybara::named("given")
        };
        let created = cx
            .write::<Capybara>()
            .create_many(vec![Capybara::named("a"), given, Capybara::named("b")])
            .await?;
        let ids: Vec<i64> = created.iter().map(Capybara::id).collect();
        assert!(
            matches!(ids[..], [first, 50, last] if first != 50 && last != 50 && first != last),
            "{ids:?}"
        );
        assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 3);
    });
}

pub async fn nothing_is_created_of_nothing(subject: Subject) {
    in_run!(subject, cx, {
        assert_eq!(cx.write::<Capybara>().create_many(vec![]).await?, []);
        assert_eq!(cx.write::<Capybara>().update_many(vec![]).await?, []);
        cx.write::<Capybara>().delete_many(vec![]).await?;
    });
}

pub async fn one_that_is_refused_refuses_all(subject: Subject) {
    let refused = attempt(&subject.app, |cx| {
        Box::pin(async move {
            let visitors = ["a", "b", "a", "c"].map(Visitor::of);
            let refused = cx.write::<Visitor>().create_many(visitors.into()).await;
            assert!(refused.is_err(), "`a` is taken");
            Ok(())
        })
    });
    assert!(refused.await.is_err(), "the run is undone");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Visitor>().all().await?, []);
    });
}

pub async fn many_are_updated(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx
            .write::<Keeper>()
            .create_many(["a", "b", "c"].map(Keeper::named).into())
            .await?;
        let raised = created
            .into_iter()
            .skip(1)
            .map(|keeper| Keeper { salary: 7, ..keeper })
            .collect();
        let updated = cx.write::<Keeper>().update_many(raised).await?;
        assert_eq!(
            updated,
            ["b", "c"].map(|name| Keeper {
                version: 1,
                ..Keeper::paid(name, 7)
            })
        );
        assert_eq!(cx.read::<Keeper>().all().await?[1..], updated);
    });
}

pub async fn many_are_put(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::paid("b", 1)).await?;
        let put = ["a", "b", "c"].map(|name| Keeper::paid(name, 9));
        assert_eq!(cx.write::<Keeper>().put_many(put.to_vec()).await?, put);
        assert_eq!(cx.read::<Keeper>().all().await?, put);
    });
}

pub async fn many_are_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(numbered(5)).await?;
        cx.write::<Capybara>().delete_many(vec![1, 3, 5]).await?;
        let left: Vec<i64> = cx
            .read::<Capybara>()
            .all()
            .await?
            .iter()
            .map(Capybara::id)
            .collect();
        assert_eq!(left, [2, 4]);
    });
}

pub async fn all_that_a_filter_holds_for_are_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>()
            .create_many(
                ["a", "b", "c"]
                    .map(|name| Keeper::paid(name, i64::from(name == "b")))
                    .into(),
            )
            .await?;
        assert_eq!(
            cx.write::<Keeper>()
                .delete_all_by(Filter::equal("salary", 0))
                .await?,
            2
        );
        assert_eq!(cx.read::<Keeper>().all().await?, [Keeper::paid("b", 1)]);
        assert_eq!(cx.write::<Keeper>().delete_all_by(Filter::All).await?, 1);
        assert_eq!(cx.write::<Keeper>().delete_all_by(Filter::All).await?, 0);
    });
}
