use std::sync::{Arc, Mutex};

use foobara_core::{App, Effect, Transaction, transaction::Savepoint};
use foobara_persistence::{
    Begin, Change, Entity, Filter, Finish, Query, Repositories, Session, Shape, UnitOfWork,
};
use serde_json::json;
use tokio::task::JoinSet;

use super::Subject;
use crate::{
    cancellation::poll_and_drop,
    fixtures::{Capybara, Keeper},
    script::{Script, attempt, run, stop},
};

pub(crate) async fn a_failed_run_leaves_nothing(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("kept")).await?;
            cx.write::<Capybara>().create(Capybara::named("deleted")).await?;
            Ok(())
        })
    })
    .await;
    let failed = attempt(&subject.app, |cx| {
        Box::pin(async move {
            let repository = cx.write::<Capybara>();
            repository.create(Capybara::named("new")).await?;
            repository
                .update(&Capybara {
                    id: 1.into(),
                    ..Capybara::named("changed")
                })
                .await?;
            repository.delete(2).await?;
            Err(stop())
        })
    })
    .await;
    assert!(failed.is_err());
    assert_eq!(names(&subject.app).await, ["kept", "deleted"]);
}

pub(crate) async fn a_number_of_a_failed_run_is_not_used_up(subject: Subject) {
    let failed = attempt(&subject.app, |cx| {
        Box::pin(async move {
            assert_eq!(cx.write::<Capybara>().create(Capybara::named("x")).await?.id(), 1);
            Err(stop())
        })
    })
    .await;
    assert!(failed.is_err());
    run(&subject.app, |cx| {
        Box::pin(async move {
            assert_eq!(cx.write::<Capybara>().create(Capybara::named("x")).await?.id(), 1);
            Ok(())
        })
    })
    .await;
}

pub(crate) async fn a_failed_attempt_is_undone_alone(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("before")).await?;
            let failing = Script::new(|cx| {
                Box::pin(async move {
                    cx.write::<Capybara>().create(Capybara::named("undone")).await?;
                    cx.write::<Capybara>()
                        .update(&Capybara {
                            id: 1.into(),
                            ..Capybara::named("changed")
                        })
                        .await?;
                    Err(stop())
                })
            });
            assert!(cx.sub(failing).attempt().await.is_err());
            let working = Script::new(|cx| {
                Box::pin(async move {
                    cx.write::<Capybara>().create(Capybara::named("after")).await?;
                    Ok(())
                })
            });
            assert!(cx.sub(working).attempt().await.is_ok());
            Ok(())
        })
    })
    .await;
    assert_eq!(names(&subject.app).await, ["before", "after"]);
}

async fn names(app: &App) -> Vec<String> {
    let names = Arc::new(Mutex::new(Vec::new()));
    let found = Arc::clone(&names);
    run(app, move |cx| {
        Box::pin(async move {
            let all = cx.read::<Capybara>().all().await?;
            found
                .lock()
                .expect("not poisoned")
                .extend(all.into_iter().map(|capybara| capybara.name));
            Ok(())
        })
    })
    .await;
    Arc::try_unwrap(names)
        .expect("the run is over")
        .into_inner()
        .expect("not poisoned")
}

pub(crate) async fn savepoints_nest(subject: Subject) {
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *session, "a").await;
    for (step, created) in [
        (Savepoint::Set, "b"),
        (Savepoint::Set, "c"),
        (Savepoint::RollBack, "d"),
        (Savepoint::Set, "e"),
        (Savepoint::Release, "f"),
    ] {
        session.savepoint(step).await.expect("it moves");
        create(&mut *session, created).await;
    }
    assert_eq!(keepers(&mut *session).await, ["a", "b", "d", "e", "f"]);
    session.savepoint(Savepoint::RollBack).await.expect("it moves");
    assert_eq!(keepers(&mut *session).await, ["a"]);
    assert!(session.savepoint(Savepoint::RollBack).await.is_err());
    session.finish(Finish::Commit).await.expect("it commits");
    let mut next = subject.store.begin(Begin::default()).await.expect("it begins");
    assert_eq!(keepers(&mut *next).await, ["a"]);
}

pub(crate) async fn a_dropped_unit_leaves_nothing(subject: Subject) {
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *session, "a").await;
    session.savepoint(Savepoint::Set).await.expect("it is set");
    create(&mut *session, "b").await;
    drop(session);
    let mut next = subject.store.begin(Begin::default()).await.expect("it begins");
    assert_eq!(keepers(&mut *next).await, [""; 0]);
}

pub(crate) async fn a_dropped_unit_does_not_block_the_next(subject: Subject) {
    for _ in 0..50 {
        let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
        create(&mut *session, "a").await;
        drop(session);
    }
    let mut last = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *last, "a").await;
    last.finish(Finish::Commit).await.expect("it commits");
}

async fn create(session: &mut dyn Session, name: &str) {
    let change = Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row());
    session.apply(&[change]).await.expect("it is created");
}

async fn keepers(session: &mut dyn Session) -> Vec<String> {
    let query = Query::all(Shape::of_entity::<Keeper>());
    let rows = session.fetch(&query).await.expect("they are fetched").rows;
    rows.into_iter()
        .map(|row| Keeper::from_row(row).expect("they fit").name)
        .collect()
}

pub(crate) async fn a_refused_change_leaves_the_unit_usable(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            assert!(cx.write::<Keeper>().create(Keeper::named("a")).await.is_err());
            cx.write::<Keeper>().create(Keeper::named("b")).await?;
            Ok(())
        })
    })
    .await;
    run(&subject.app, |cx| {
        Box::pin(async move {
            assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 2);
            Ok(())
        })
    })
    .await;
}

pub(crate) async fn a_unit_sees_its_own_changes(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>()
                .create(Capybara::aged("a", Some(1)))
                .await?;
            assert_eq!(cx.read::<Capybara>().count(Filter::equal("age", 1)).await?, 1);
            cx.write::<Capybara>()
                .update(&Capybara {
                    id: 1.into(),
                    ..Capybara::aged("a", Some(2))
                })
                .await?;
            assert_eq!(cx.read::<Capybara>().count(Filter::equal("age", 1)).await?, 0);
            Ok(())
        })
    })
    .await;
}

pub(crate) async fn a_commit_is_visible_to_the_next_unit(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("a")).await?;
            Ok(())
        })
    })
    .await;
    let reader = UnitOfWork::new(Arc::clone(&subject.store), Effect::Read);
    let found = reader
        .record(Capybara::model(), &json!(1))
        .await
        .expect("it reads");
    assert_eq!(
        found,
        Some(json!({ "id": 1, "name": "a", "is_tame": false, "tags": [] }))
    );
    drop(reader);
    assert_eq!(names(&subject.app).await, ["a"]);
}

pub(crate) async fn an_ended_unit_refuses(subject: Subject) {
    let unit = UnitOfWork::new(Arc::clone(&subject.store), Effect::Write);
    unit.commit().await.expect("there is nothing to do");
    assert!(unit.record(Capybara::model(), &json!(1)).await.is_err());
    unit.rollback().await.expect("there is nothing to do");
}

pub(crate) async fn a_unit_that_reads_refuses_to_write(subject: Subject) {
    let mut begin = Begin::default();
    begin.read_only = true;
    let mut session = subject.store.begin(begin).await.expect("it begins");
    let change = Change::create(Shape::of_entity::<Keeper>(), Keeper::named("a").to_row());
    assert!(session.apply(&[change]).await.is_err());
    assert_eq!(keepers(&mut *session).await, [""; 0]);
}

pub(crate) async fn no_update_is_lost(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>()
                .create(Keeper {
                    salary: 0,
                    ..Keeper::named("Barbara")
                })
                .await?;
            Ok(())
        })
    })
    .await;
    let mut runs = JoinSet::new();
    for _ in 0..100 {
        let app = subject.app.clone();
        runs.spawn(async move {
            run(&app, |cx| {
                Box::pin(async move {
                    let keeper = cx.read::<Keeper>().load("Barbara".to_owned()).await?;
                    tokio::task::yield_now().await;
                    cx.write::<Keeper>()
                        .update(&Keeper {
                            salary: keeper.salary + 1,
                            ..keeper
                        })
                        .await?;
                    Ok(())
                })
            })
            .await;
        });
    }
    while let Some(done) = runs.join_next().await {
        done.expect("the run succeeds");
    }
    run(&subject.app, |cx| {
        Box::pin(async move {
            let keeper = cx.read::<Keeper>().load("Barbara".to_owned()).await?;
            assert_eq!((keeper.salary, keeper.version), (100, 100));
            Ok(())
        })
    })
    .await;
}

pub(crate) async fn a_panic_leaves_nothing(subject: Subject) {
    let app = subject.app.clone();
    let mut runs = JoinSet::new();
    runs.spawn(async move {
        let _ = attempt(&app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                panic!("on purpose")
            })
        })
        .await;
    });
    assert!(runs.join_next().await.expect("there is one").is_err());
    assert_eq!(names(&subject.app).await, [""; 0]);
}

pub(crate) async fn a_run_that_is_dropped_leaves_nothing(subject: Subject) {
    for polls in 0..20 {
        let work = attempt(&subject.app, |cx| {
            Box::pin(async move {
                let repository = cx.write::<Capybara>();
                let created = repository.create(Capybara::named("a")).await?;
                tokio::task::yield_now().await;
                repository
                    .update(&Capybara {
                        name: "b".to_owned(),
                        ..created
                    })
                    .await?;
                tokio::task::yield_now().await;
                Err(stop())
            })
        });
        poll_and_drop(work, polls).await;
        assert_eq!(names(&subject.app).await, [""; 0]);
    }
}
