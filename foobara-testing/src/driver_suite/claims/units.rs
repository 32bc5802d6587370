use std::sync::{Arc, Mutex};

use foobara_core::{App, Effect, Transaction, transaction::Savepoint};
use foobara_persistence::{
    Begin, Change, Entity, Filter, Finish, Query, Repositories, Session, Shape, UnitOfWork,
};
use serde_json::json;
use tokio::task::JoinSet;

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    poll_and_drop,
    script::{Script, attempt, in_failing_run, in_run, run, stop},
};

pub async fn a_failed_run_leaves_nothing(subject: Subject) {
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

pub async fn a_number_of_a_failed_run_is_assigned_again_where_it_can(subject: Subject) {
    let is_gapless = subject.store.capabilities().gapless_keys;
    let failed = attempt(&subject.app, |cx| {
        Box::pin(async move {
            assert_eq!(cx.write::<Capybara>().create(Capybara::named("x")).await?.id(), 1);
            Err(stop())
        })
    })
    .await;
    assert!(failed.is_err());
    run(&subject.app, move |cx| {
        Box::pin(async move {
            let id = cx.write::<Capybara>().create(Capybara::named("x")).await?.id();
            assert!(if is_gapless { id == 1 } else { id >= 1 }, "{id}");
            Ok(())
        })
    })
    .await;
}

pub async fn a_failed_attempt_is_undone_alone(subject: Subject) {
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

pub async fn savepoints_nest(subject: Subject) {
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

pub async fn a_dropped_unit_leaves_nothing(subject: Subject) {
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *session, "a").await;
    session.savepoint(Savepoint::Set).await.expect("it is set");
    create(&mut *session, "b").await;
    drop(session);
    let mut next = subject.store.begin(Begin::default()).await.expect("it begins");
    assert_eq!(keepers(&mut *next).await, [""; 0]);
}

pub async fn a_dropped_unit_does_not_block_the_next(subject: Subject) {
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

pub async fn a_refused_change_leaves_the_unit_usable(subject: Subject) {
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

pub async fn a_unit_sees_its_own_changes(subject: Subject) {
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

pub async fn a_commit_is_visible_to_the_next_unit(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("a")).await?;
            Ok(())
        })
    })
    .await;
    let reader = UnitOfWork::new(Arc::clone(&subject.store), Effect::Read);
    let found = reader
        .records(Capybara::model(), &[json!(1)])
        .await
        .expect("it reads");
    assert_eq!(
        found,
        [Some(
            json!({ "id": 1, "name": "a", "is_tame": false, "tags": [] })
        )]
    );
    drop(reader);
    assert_eq!(names(&subject.app).await, ["a"]);
}

pub async fn an_ended_unit_refuses(subject: Subject) {
    let unit = UnitOfWork::new(Arc::clone(&subject.store), Effect::Write);
    unit.commit().await.expect("there is nothing to do");
    assert!(unit.records(Capybara::model(), &[json!(1)]).await.is_err());
    unit.rollback().await.expect("there is nothing to do");
}

pub async fn a_unit_that_reads_refuses_to_write(subject: Subject) {
    let mut begin = Begin::default();
    begin.read_only = true;
    let mut session = subject.store.begin(begin).await.expect("it begins");
    let change = Change::create(Shape::of_entity::<Keeper>(), Keeper::named("a").to_row());
    assert!(session.apply(&[change]).await.is_err());
    assert_eq!(keepers(&mut *session).await, [""; 0]);
}

pub async fn a_panic_leaves_nothing(subject: Subject) {
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

pub async fn a_run_that_is_dropped_leaves_nothing(subject: Subject) {
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

pub async fn a_failed_run_brings_back_what_it_changed_and_deleted(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>()
            .create_many(["a", "b"].map(Keeper::named).into())
            .await?;
    });
    in_failing_run!(subject, cx, {
        cx.write::<Keeper>().update(&Keeper::paid("a", 7)).await?;
        cx.write::<Keeper>().put(Keeper::paid("a", 8)).await?;
        cx.write::<Keeper>().delete("a".to_owned()).await?;
        cx.write::<Keeper>().create(Keeper::paid("a", 9)).await?;
        cx.write::<Keeper>().delete("b".to_owned()).await?;
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, ["a", "b"].map(Keeper::named));
    });
}

pub async fn a_savepoint_brings_back_what_was_changed_and_deleted(subject: Subject) {
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *session, "a").await;
    create(&mut *session, "b").await;
    session.savepoint(Savepoint::Set).await.expect("it is set");
    let shape = Shape::of_entity::<Keeper>();
    let changes = [
        Change::update(shape, Keeper::paid("a", 7).to_row(), None),
        Change::delete(shape, "b".into()),
        Change::put(shape, Keeper::named("c").to_row()),
    ];
    session.apply(&changes).await.expect("they are made");
    assert_eq!(keepers(&mut *session).await, ["a", "c"]);
    session
        .savepoint(Savepoint::RollBack)
        .await
        .expect("it is undone");
    assert_eq!(keepers(&mut *session).await, ["a", "b"]);
    session.finish(Finish::Commit).await.expect("it commits");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, ["a", "b"].map(Keeper::named));
    });
}

pub async fn savepoints_outlive_what_is_refused(subject: Subject) {
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    create(&mut *session, "a").await;
    session.savepoint(Savepoint::Set).await.expect("it is set");
    let again = Change::create(Shape::of_entity::<Keeper>(), Keeper::named("a").to_row());
    assert!(session.apply(&[again]).await.is_err());
    create(&mut *session, "b").await;
    session
        .savepoint(Savepoint::Release)
        .await
        .expect("it is released");
    session.finish(Finish::Commit).await.expect("it commits");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 2);
    });
}

pub async fn there_is_no_savepoint_to_release(subject: Subject) {
    for step in [Savepoint::Release, Savepoint::RollBack] {
        let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
        assert!(session.savepoint(step).await.is_err(), "{step:?}");
    }
}

pub async fn attempts_nest(subject: Subject) {
    in_run!(subject, cx, {
        let outer = Script::new(|cx| {
            Box::pin(async move {
                cx.write::<Keeper>().create(Keeper::named("outer")).await?;
                let inner = Script::new(|cx| {
                    Box::pin(async move {
                        cx.write::<Keeper>().create(Keeper::named("inner")).await?;
                        Err(stop())
                    })
                });
                assert!(cx.sub(inner).attempt().await.is_err());
                assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 1);
                Ok(())
            })
        });
        assert!(cx.sub(outer).attempt().await.is_ok());
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, [Keeper::named("outer")]);
    });
}

pub async fn sub_commands_see_what_their_parents_did(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
        let below = Script::new(|cx| {
            Box::pin(async move {
                let keeper = cx.read::<Keeper>().load("a".to_owned()).await?;
                cx.write::<Keeper>()
                    .update(&Keeper { salary: 5, ..keeper })
                    .await?;
                Ok(())
            })
        });
        cx.sub(below).run().await?;
        assert_eq!(cx.read::<Keeper>().load("a".to_owned()).await?.salary, 5);
    });
}
