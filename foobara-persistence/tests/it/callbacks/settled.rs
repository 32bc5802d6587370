//! What is told once it is known what became of records, and what callbacks are not told of.

use super::*;

#[tokio::test]
async fn a_record_is_persisted_once_from_first_to_last() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Capybara>()
                .create(Capybara::aged("a", Some(1)))
                .await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            let a = Capybara {
                id: 1.into(),
                ..Capybara::named("a")
            };
            for age in [2, 3] {
                cx.write::<Capybara>()
                    .update(&Capybara {
                        age: Some(age),
                        ..a.clone()
                    })
                    .await?;
            }
            let b = cx.write::<Capybara>().create(Capybara::named("b")).await?;
            cx.write::<Capybara>().delete(b.id()).await?;
        });
        in_run!(zoo, cx, {
            let a = cx.read::<Capybara>().load(1).await?;
            cx.write::<Capybara>()
                .update(&Capybara {
                    age: Some(9),
                    ..a.clone()
                })
                .await?;
            cx.write::<Capybara>().update(&a).await?;
        });
        let told = zoo.diary.read();
        let persisted: Vec<_> = told.iter().filter(|line| line.starts_with("persisted")).collect();
        assert_eq!(persisted, ["persisted a1 as a3"]);
    }
}

#[tokio::test]
async fn a_run_that_fails_is_reverted() {
    for zoo in Zoo::each().await {
        let failed = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                let a = cx.write::<Capybara>().create(Capybara::named("a")).await?;
                cx.write::<Capybara>()
                    .update(&Capybara { age: Some(1), ..a })
                    .await?;
                Err(stop())
            })
        });
        assert!(failed.await.is_err());
        assert_eq!(
            zoo.diary.read(),
            ["created a", "updated a to a1: age", "reverted nothing from a1"]
        );
    }
}

#[tokio::test]
async fn nothing_is_persisted_before_the_commit_is_acknowledged() {
    let conflict = || StorageError::Conflict;
    let gone = || StorageError::Unavailable("gone".into());
    let folder = || tempfile::tempdir().expect("there is a folder");
    for (is_lost, error, expected) in [
        (
            false,
            conflict as fn() -> StorageError,
            Some("reverted nothing from a"),
        ),
        (false, gone, None),
        (true, gone, None),
    ] {
        let store = FaultInjecting::new(MemoryStore::new());
        let zoo = Zoo::over(store.clone(), folder()).await;
        let nth = store.count(Step::Commit) + 1;
        if is_lost {
            store.lose(Step::Commit, nth, error);
        } else {
            store.fail(Step::Commit, nth, error);
        }
        let created = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        });
        assert!(created.await.is_err());
        let expected: Vec<&str> = ["created a"].into_iter().chain(expected).collect();
        assert_eq!(zoo.diary.read(), expected);
    }
}

#[tokio::test]
async fn a_run_that_is_planned_is_told_as_one_that_is_undone() {
    for zoo in Zoo::each().await {
        let body = Script::new(|cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        });
        zoo.app.plan(body).await.expect("it is planned");
        assert_eq!(zoo.diary.read(), ["created a", "reverted nothing from a"]);
        let body = Script::new(|cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("no")).await?;
                Ok(())
            })
        });
        assert!(zoo.app.plan(body).await.is_err());
        assert_eq!(zoo.diary.read(), ["created no", "reverted nothing from no"]);
    }
}

#[tokio::test]
async fn a_panic_of_a_callback_is_one_of_the_run() {
    let store = MemoryStore::new();
    let panicking = Watched::new(store.clone()).on::<Capybara>(|_| panic!("on purpose"));
    let panicking = app(panicking);
    let mut runs = JoinSet::new();
    runs.spawn(async move {
        attempt(&panicking, |cx| {
            Box::pin(async move {
                cx.write::<Keeper>().create(Keeper::named("a")).await?;
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        })
        .await
    });
    let ended = runs.join_next().await.expect("there is one");
    assert!(ended.expect_err("it panics").is_panic());
    run(&app(store), |cx| {
        Box::pin(async move {
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
            assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 0);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn statements_tell_nothing() {
    let [_, zoo, _] = Zoo::each().await;
    in_run!(zoo, cx, {
        let text = "INSERT INTO acme_zoo_capybara (name, is_tame, tags) VALUES ('a', 0, '[]')";
        cx.write::<Capybara>().run(Sql::new(text)).await?;
    });
    assert_eq!(zoo.diary.read(), [""; 0]);
}

/// Returns how many looks it takes to change a keeper, and to delete three capybaras.
async fn looks(app: &App, store: &FaultInjecting<MemoryStore>) -> [usize; 2] {
    run(app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            let names = ["a", "b", "c"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
            Ok(())
        })
    })
    .await;
    let start = store.count(Step::Fetch);
    run(app, |cx| {
        Box::pin(async move { cx.write::<Keeper>().update(&Keeper::paid("a", 1)).await.map(drop) })
    })
    .await;
    let middle = store.count(Step::Fetch);
    run(app, |cx| {
        Box::pin(cx.write::<Capybara>().delete_many(vec![1, 2, 3]))
    })
    .await;
    [middle - start, store.count(Step::Fetch) - middle]
}

#[tokio::test]
async fn only_records_that_callbacks_are_about_are_looked_at() {
    let [plain, idle, watched] = [(); 3].map(|()| FaultInjecting::new(MemoryStore::new()));
    let [keeper, capybaras] = looks(&app(plain.clone()), &plain).await;
    let storage = Watched::new(idle.clone());
    assert_eq!(looks(&app(storage), &idle).await, [keeper, capybaras]);
    let storage = Watched::new(watched.clone()).on::<Capybara>(|_| Ok(()));
    assert_eq!(looks(&app(storage), &watched).await, [keeper, capybaras + 1]);
}

#[tokio::test]
async fn records_that_are_created_or_known_are_not_looked_at() {
    let store = FaultInjecting::new(MemoryStore::new());
    let storage = Watched::new(store.clone())
        .on::<Keeper>(|_| Ok(()))
        .on::<Capybara>(|_| Ok(()));
    run(&app(storage), move |cx| {
        Box::pin(async move {
            let keeper = cx.write::<Keeper>().create(Keeper::named("a")).await?;
            cx.write::<Keeper>().update(&keeper).await?;
            cx.write::<Capybara>().put(Capybara::named("b")).await?;
            assert_eq!(store.count(Step::Fetch), 0);
            Ok(())
        })
    })
    .await;
}

#[test]
fn callbacks_about_what_no_command_uses_are_a_mistake() {
    let storage = Watched::new(MemoryStore::new())
        .on::<Capybara>(|_| Ok(()))
        .after::<Capybara>(|_| {});
    assert_eq!(
        storage.mistakes(&[Keeper::model()]),
        ["callbacks are about `Acme::Zoo::Capybara`, and no command of the app uses it; leave them out"]
    );
    assert_eq!(storage.mistakes(&[Keeper::model(), Capybara::model()]), [""; 0]);
    let errors = App::builder()
        .storage(storage)
        .build()
        .expect_err("it has a mistake");
    let text = "callbacks are about `Acme::Zoo::Capybara`, and no command of the app uses it; leave them out";
    assert_eq!(errors.0, [BuildError::BadStorage(text.to_owned())]);
}
