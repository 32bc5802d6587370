//! Runs beside each other.

use std::sync::{Arc, Mutex};

use foobara_core::{App, BoxFuture, Context, Fault, FaultKind};
use foobara_persistence::{Begin, Filter, Isolation, Repositories, StorageError};
use tokio::task::JoinSet;

use crate::driver_suite::{
    Subject,
    anomalies::Anomaly,
    entities::{Capybara, Keeper},
    script::{Script, attempt, in_run},
};

/// Runs a body until it does not conflict with others any more.
async fn insist(
    app: &App,
    body: impl for<'a> Fn(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Clone + Send + 'static,
) {
    loop {
        match attempt(app, body.clone()).await.map_err(Fault::into_kind) {
            Ok(()) => return,
            Err(FaultKind::Storage(StorageError::Conflict)) => tokio::task::yield_now().await,
            Err(other) => panic!("no conflict: {other:?}"),
        }
    }
}

async fn all(mut runs: JoinSet<()>) {
    while let Some(done) = runs.join_next().await {
        done.expect("no run panics");
    }
}

pub async fn no_update_is_lost(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::paid("Barbara", 0)).await?;
    });
    let mut runs = JoinSet::new();
    for _ in 0..100 {
        let app = subject.app.clone();
        runs.spawn(async move {
            insist(&app, |cx| {
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
    all(runs).await;
    in_run!(subject, cx, {
        let keeper = cx.read::<Keeper>().load("Barbara".to_owned()).await?;
        assert_eq!((keeper.salary, keeper.version), (100, 100));
    });
}

pub async fn what_is_found_for_update_is_not_changed_by_others(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>()
            .create(Capybara::aged("a", Some(0)))
            .await?;
    });
    let mut runs = JoinSet::new();
    for _ in 0..50 {
        let app = subject.app.clone();
        runs.spawn(async move {
            insist(&app, |cx| {
                Box::pin(async move {
                    let locked = cx.write::<Capybara>().query().for_update().first().await?;
                    let capybara = locked.expect("it is there");
                    tokio::task::yield_now().await;
                    let age = capybara.age.map(|age| age + 1);
                    cx.write::<Capybara>()
                        .update(&Capybara { age, ..capybara })
                        .await?;
                    Ok(())
                })
            })
            .await;
        });
    }
    all(runs).await;
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Capybara>().load(1).await?.age, Some(50));
    });
}

pub async fn transfers_keep_the_sum(subject: Subject) {
    in_run!(subject, cx, {
        let names = ["a", "b", "c", "d", "e"];
        cx.write::<Keeper>()
            .create_many(names.map(|name| Keeper::paid(name, 1000)).into())
            .await?;
    });
    let mut runs = JoinSet::new();
    for worker in 0..8_usize {
        let app = subject.app.clone();
        runs.spawn(async move {
            for round in 0..12_usize {
                let (from, to) = ((worker + round) % 5, (worker * 3 + round * 2 + 1) % 5);
                insist(&app, move |cx| Box::pin(transfer(cx, from, to))).await;
            }
        });
    }
    all(runs).await;
    in_run!(subject, cx, {
        let salaries = cx
            .read::<Keeper>()
            .all()
            .await?
            .into_iter()
            .map(|keeper| keeper.salary);
        assert_eq!(salaries.sum::<i64>(), 5000);
    });
}

async fn transfer(cx: Context<'_, Script>, from: usize, to: usize) -> Result<(), Fault> {
    let name = |index: usize| ["a", "b", "c", "d", "e"][index].to_owned();
    let from = cx.read::<Keeper>().load(name(from)).await?;
    let from = cx
        .write::<Keeper>()
        .update(&Keeper {
            salary: from.salary - 7,
            ..from
        })
        .await?;
    tokio::task::yield_now().await;
    let to = cx.read::<Keeper>().load(name(to)).await?;
    cx.write::<Keeper>()
        .update(&Keeper {
            salary: to.salary + 7,
            ..to
        })
        .await?;
    drop(from);
    Ok(())
}

pub async fn runs_beside_each_other_get_keys_of_their_own(subject: Subject) {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let mut runs = JoinSet::new();
    for _ in 0..40 {
        let (app, keys) = (subject.app.clone(), Arc::clone(&keys));
        runs.spawn(async move {
            insist(&app, move |cx| {
                let keys = Arc::clone(&keys);
                Box::pin(async move {
                    let created = cx.write::<Capybara>().create(Capybara::named("a")).await?;
                    keys.lock().expect("not poisoned").push(created.id());
                    Ok(())
                })
            })
            .await;
        });
    }
    all(runs).await;
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 40);
    });
}

pub async fn a_commit_is_seen_as_a_whole(subject: Subject) {
    let mut runs = JoinSet::new();
    for number in 0..30 {
        let app = subject.app.clone();
        runs.spawn(async move {
            insist(&app, move |cx| {
                Box::pin(async move {
                    cx.write::<Keeper>()
                        .create(Keeper::named(&format!("{number} left")))
                        .await?;
                    tokio::task::yield_now().await;
                    cx.write::<Keeper>()
                        .create(Keeper::named(&format!("{number} right")))
                        .await?;
                    Ok(())
                })
            })
            .await;
        });
        let app = subject.app.clone();
        runs.spawn(async move {
            insist(&app, |cx| {
                Box::pin(async move {
                    let pairs = cx.read::<Keeper>().count(Filter::All).await?;
                    assert_eq!(pairs % 2, 0, "{pairs} are no pairs");
                    Ok(())
                })
            })
            .await;
        });
    }
    all(runs).await;
}

pub async fn no_level_lets_in_what_it_keeps_out(subject: Subject) {
    for level in subject.store.capabilities().isolation {
        for anomaly in Anomaly::ALL {
            if anomaly.is_kept_out_by(*level) {
                assert!(
                    !anomaly.happens(&subject.store, *level).await,
                    "{anomaly:?} at {level:?}"
                );
            }
        }
    }
}

pub async fn a_missing_level_is_replaced_by_a_stricter_one(subject: Subject) {
    for wanted in [
        Isolation::ReadCommitted,
        Isolation::Snapshot,
        Isolation::Serializable,
    ] {
        let mut how = Begin::default();
        how.isolation = Some(wanted);
        let has_one = subject.store.capabilities().isolates(Some(wanted)).is_some();
        assert_eq!(subject.store.begin(how).await.is_ok(), has_one, "{wanted:?}");
    }
}
