//! What callbacks refuse.

use super::*;

#[tokio::test]
async fn what_a_callback_refuses_is_undone_with_its_run() {
    for zoo in Zoo::each().await {
        let refused = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                let names = ["b", "no", "c"].map(Capybara::named);
                cx.write::<Capybara>().create_many(names.into()).await?;
                Ok(())
            })
        });
        let error = storage_error(refused.await);
        let refused = refusal(&error);
        assert_eq!(
            (refused.to_string().as_str(), refused.reason.to_string().as_str()),
            (
                "a callback refused that a record of Acme::Zoo::Capybara is created",
                "no means no"
            )
        );
        assert_eq!(
            zoo.diary.read(),
            [
                "created a",
                "created b",
                "created no",
                "reverted nothing from a",
                "reverted nothing from b",
                "reverted nothing from no",
            ]
        );
        in_run!(zoo, cx, {
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
        });
    }
}

#[tokio::test]
async fn what_a_callback_refuses_is_undone_with_its_attempt() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Capybara>().create(Capybara::named("a")).await?;
            cx.write::<Capybara>().create(Capybara::named("z")).await?;
            let refused: Result<(), Fault> = cx
                .attempt(async {
                    cx.write::<Capybara>().create(Capybara::named("b")).await?;
                    cx.write::<Capybara>().create(Capybara::named("no")).await?;
                    Ok(())
                })
                .await;
            assert_eq!(refusal(&storage_error(refused)).event, "created");
            let failed: Result<(), Fault> = cx
                .attempt(async {
                    cx.write::<Capybara>().create(Capybara::named("c")).await?;
                    Err(stop())
                })
                .await;
            assert!(failed.is_err());
            cx.write::<Capybara>().create(Capybara::named("d")).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a",
                "created z",
                "created b",
                "created no",
                "reverted nothing from b",
                "reverted nothing from no",
                "created c",
                "reverted nothing from c",
                "created d",
                "persisted nothing as a",
                "persisted nothing as z",
                "persisted nothing as d",
            ]
        );
    }
}

#[tokio::test]
async fn a_run_that_ignores_a_refusal_does_nothing_more() {
    for zoo in Zoo::each().await {
        let ignored = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                assert!(
                    cx.write::<Capybara>()
                        .create(Capybara::named("no"))
                        .await
                        .is_err()
                );
                assert!(cx.read::<Keeper>().all().await.is_err());
                Ok(())
            })
        });
        let error = storage_error(ignored.await);
        assert_eq!(
            error.source().map(ToString::to_string).as_deref(),
            Some("a callback refused what was done; it can only be rolled back")
        );
        assert_eq!(zoo.diary.read(), ["created no", "reverted nothing from no"]);
    }
}

#[tokio::test]
async fn what_is_fetched_can_be_refused() {
    let store = MemoryStore::new();
    run(&app(store.clone()), |cx| {
        Box::pin(async move {
            cx.write::<Capybara>()
                .create(Capybara::named("no"))
                .await
                .map(drop)
        })
    })
    .await;
    let folder = tempfile::tempdir().expect("there is a folder");
    let zoo = Zoo::over(store, folder).await;
    let fetched = attempt(&zoo.app, |cx| {
        Box::pin(async move {
            // Figures are no records.
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 1);
            assert_eq!(cx.read::<Capybara>().query().max("name").await?, "no".into());
            cx.read::<Capybara>().all().await.map(drop)
        })
    });
    assert_eq!(refusal(&storage_error(fetched.await)).event, "loaded");
    assert_eq!(zoo.diary.read(), ["loaded no"]);
}
