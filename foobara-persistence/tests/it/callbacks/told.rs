//! What is told within a run.

use super::*;

#[tokio::test]
async fn what_a_run_does_is_told_in_its_order() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let a = cx
                .write::<Capybara>()
                .create(Capybara::aged("a", Some(1)))
                .await?;
            cx.write::<Capybara>()
                .update(&Capybara {
                    age: Some(2),
                    is_tame: true,
                    ..a
                })
                .await?;
            let a = cx.read::<Capybara>().load(1).await?;
            cx.write::<Capybara>()
                .put(Capybara {
                    age: None,
                    ..a.clone()
                })
                .await?;
            cx.write::<Capybara>().put(Capybara::named("b")).await?;
            cx.write::<Capybara>().delete(1).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a1",
                "updated a1 to a2: age, is_tame",
                "loaded a2",
                "updated a2 to a: age",
                "created b",
                "deleted a",
                "persisted nothing as b",
            ]
        );
    }
}

#[tokio::test]
async fn a_record_that_was_not_seen_is_told_as_it_was() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let names = ["a", "b", "c"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            let id = |id: i64| id.into();
            cx.write::<Capybara>()
                .update(&Capybara {
                    id: id(1),
                    ..Capybara::named("A")
                })
                .await?;
            cx.write::<Capybara>()
                .put(Capybara {
                    id: id(2),
                    ..Capybara::named("B")
                })
                .await?;
            cx.write::<Capybara>().delete(3).await?;
            let gone = cx.write::<Capybara>().delete(4).await;
            assert!(gone.is_err());
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "updated a to A: name",
                "updated b to B: name",
                "deleted c",
                "persisted a as A",
                "persisted b as B",
                "persisted c as nothing",
            ]
        );
    }
}

#[tokio::test]
async fn steps_with_many_records_and_what_follows_them_tell_of_each() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let names = ["a", "b"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
            cx.write::<Keeper>().create(Keeper::named("k")).await?;
            cx.write::<Visitor>().create(Visitor::of("v")).await?;
            let guide = Some(Key::new("k".to_owned()));
            cx.write::<Visit>()
                .create(Visit {
                    guide,
                    ..Visit::of(1)
                })
                .await?;
            cx.write::<Visit>()
                .create(Visit {
                    after: Some(Key::new(1)),
                    ..Visit::of(1)
                })
                .await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            cx.write::<Capybara>().delete_all_by(Filter::All).await?;
            cx.write::<Keeper>().delete("k".to_owned()).await?;
        });
        in_run!(zoo, cx, {
            cx.write::<Visitor>().delete(1).await?;
        });
        let mut told = zoo.diary.read();
        // What belongs to the visitor is deleted before it, the visits in the order in which they depend on each other.
        told[8..10].sort();
        assert_eq!(
            told,
            [
                "loaded a",
                "loaded b",
                "deleted a",
                "deleted b",
                "updated visit 1 to visit 1: guide, version",
                "persisted a as nothing",
                "persisted b as nothing",
                "persisted visit 1 as visit 1",
                "deleted visit 1",
                "deleted visit 2",
                "persisted visit 2 as nothing",
                "persisted visit 1 as nothing",
            ]
        );
    }
}

#[tokio::test]
async fn what_is_hidden_and_shown_again_is_told() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Letter>().create(Letter::about("a")).await?;
        });
        in_run!(zoo, cx, {
            cx.write::<Letter>().delete(1).await?;
            cx.write::<Letter>().restore(1).await?;
            cx.write::<Letter>().archive(1).await?;
            cx.write::<Letter>().hard_delete(1).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a v0",
                "persisted nothing as a v0",
                "hidden a v1",
                "restored a v2",
                "hidden a v3",
                "deleted a v3",
                "persisted a v0 as nothing",
            ]
        );
    }
}
