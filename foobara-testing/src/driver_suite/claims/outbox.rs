//! What runs hand on, and those that send and run it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use foobara_core::{App, Context, Fault, FaultKind};
use foobara_persistence::{
    Entity, Filter, Job, JobState, Outbox, OutboxMessage, Outgoing, Repositories, StorageError,
};
use tokio::task::JoinSet;

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    poll_and_drop,
    script::{Script, attempt, in_failing_run, in_run, run, stop},
};

const LEASE: Duration = Duration::from_secs(600);

fn now(app: &App) -> SystemTime {
    app.ports().clock.now()
}

fn nothing() -> Script {
    Script::new(|_| Box::pin(async { Ok(()) }))
}

/// Creates a keeper, and hands on a message and a job that tell of it.
async fn employ(cx: Context<'_, Script>, name: &str) -> Result<(), Fault> {
    let keeper = cx.write::<Keeper>().create(Keeper::named(name)).await?;
    cx.publish(&keeper).keyed(name).await?;
    cx.enqueue(nothing()).once(name).await?;
    Ok(())
}

/// Returns the names of the keepers, those in the messages, and those in the jobs.
async fn told(app: &App) -> [Vec<String>; 3] {
    let names = Arc::new(Mutex::new(Vec::new()));
    let found = Arc::clone(&names);
    run(app, move |cx| {
        Box::pin(async move {
            let keepers = cx.read::<Keeper>().all().await?.into_iter();
            *found.lock().expect("not poisoned") = keepers.map(|keeper| keeper.name).collect();
            Ok(())
        })
    })
    .await;
    let outbox = Outbox::of(app);
    let messages = outbox.pending(100).await.expect("they are found").into_iter();
    let jobs = outbox.jobs(JobState::Queued, 100).await.expect("they are found");
    let keepers = names.lock().expect("not poisoned").clone();
    [
        keepers,
        messages.filter_map(|message| message.key).collect(),
        jobs.into_iter().filter_map(|job| job.once_key).collect(),
    ]
}

fn each(names: &[&str]) -> [Vec<String>; 3] {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    [names.clone(), names.clone(), names]
}

pub async fn what_is_handed_on_is_there_exactly_when_the_change_is(subject: Subject) {
    in_failing_run!(subject, cx, {
        employ(cx, "failed").await?;
    });
    assert_eq!(told(&subject.app).await, each(&[]));
    in_run!(subject, cx, {
        employ(cx, "a").await?;
        let failing = Script::new(|cx| {
            Box::pin(async move {
                employ(cx, "undone").await?;
                Err(stop())
            })
        });
        assert!(cx.sub(failing).attempt().await.is_err());
        let succeeding = Script::new(|cx| Box::pin(employ(cx, "b")));
        assert!(cx.sub(succeeding).attempt().await.is_ok());
    });
    assert_eq!(told(&subject.app).await, each(&["a", "b"]));
}

pub async fn a_panic_hands_on_nothing(subject: Subject) {
    let app = subject.app.clone();
    let mut runs = JoinSet::new();
    runs.spawn(async move {
        let _ = attempt(&app, |cx| {
            Box::pin(async move {
                employ(cx, "a").await?;
                panic!("on purpose")
            })
        })
        .await;
    });
    assert!(runs.join_next().await.expect("there is one").is_err());
    assert_eq!(told(&subject.app).await, each(&[]));
}

/// Returns the names, of which all are told in the same way. A commit that was dropped may arrive between two looks.
async fn told_alike(app: &App) -> Vec<String> {
    const LOOKS: usize = 100;
    let mut last = told(app).await;
    for _ in 0..LOOKS {
        let [keepers, messages, jobs] = &last;
        if keepers == messages && keepers == jobs {
            return keepers.clone();
        }
        last = told(app).await;
    }
    panic!("a part is missing: {last:?}")
}

pub async fn a_run_that_is_dropped_hands_on_everything_or_nothing(subject: Subject) {
    for polls in 0..20 {
        let name = format!("{polls:02}");
        let work = attempt(&subject.app, {
            let name = name.clone();
            move |cx| Box::pin(async move { employ(cx, &name).await })
        });
        let done = poll_and_drop(work, polls).await;
        let keepers = told_alike(&subject.app).await;
        if let Some(done) = done {
            done.expect("it succeeds");
            assert!(keepers.contains(&name), "after {polls} polls");
        }
    }
}

pub async fn messages_are_pending_in_their_order_until_they_are_sent(subject: Subject) {
    in_run!(subject, cx, {
        for salary in 0..2 {
            cx.publish(&Keeper::paid("a", salary)).await?;
        }
    });
    in_run!(subject, cx, {
        for salary in 0..2 {
            cx.publish(&Keeper::paid("b", salary)).await?;
        }
    });
    let outbox = Outbox::of(&subject.app);
    let first = outbox.pending(3).await.expect("they are found");
    let told: Vec<(&str, &str)> = first
        .iter()
        .map(|message| (message.topic.as_str(), message.payload.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Acme::Zoo::Keeper", r#"{"name":"a","salary":0,"version":0}"#),
            ("Acme::Zoo::Keeper", r#"{"name":"a","salary":1,"version":0}"#),
            ("Acme::Zoo::Keeper", r#"{"name":"b","salary":0,"version":0}"#),
        ]
    );
    outbox.mark_sent(&first).await.expect("they are sent");
    let rest = outbox.pending(3).await.expect("they are found");
    assert_eq!(rest.len(), 1);
    assert!(rest[0].id.get() > first[2].id.get());

    let soon = now(&subject.app) + LEASE;
    assert_eq!(outbox.forget_sent(soon).await.ok(), Some(3));
    assert_eq!(outbox.pending(3).await.ok(), Some(rest));
    let again = outbox.mark_sent(&first).await;
    assert!(matches!(again, Err(StorageError::NotFound)), "{again:?}");
}

pub async fn a_job_that_is_enqueued_once_is_one(subject: Subject) {
    let app = &subject.app;
    in_run!(subject, cx, {
        let first = cx.enqueue(nothing()).once("a").await?;
        assert_eq!(cx.enqueue(nothing()).once("a").await?, first);
        assert!(cx.enqueue(nothing()).once("b").await? > first);
        assert!(cx.enqueue(nothing()).await? < cx.enqueue(nothing()).await?);
    });
    let mut runs = JoinSet::new();
    for _ in 0..20 {
        let app = app.clone();
        runs.spawn(async move {
            loop {
                let enqueued = attempt(&app, |cx| {
                    Box::pin(async move { cx.enqueue(nothing()).once("c").await.map(drop) })
                });
                match enqueued.await.map_err(Fault::into_kind) {
                    Ok(()) => return,
                    Err(FaultKind::Storage(StorageError::Conflict | StorageError::Taken(_))) => {}
                    Err(other) => panic!("no conflict: {other:?}"),
                }
            }
        });
    }
    while let Some(done) = runs.join_next().await {
        done.expect("no run panics");
    }
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Job>().count(Filter::equal("once_key", "c")).await?, 1);
        assert_eq!(cx.read::<Job>().count(Filter::All).await?, 5);
    });
}

/// Claims until nobody is in the way.
async fn claim(app: &App, limit: u32, lease: Duration) -> Vec<Job> {
    loop {
        match Outbox::of(app).claim(limit, lease).await {
            Ok(jobs) => return jobs,
            Err(StorageError::Conflict) => tokio::task::yield_now().await,
            Err(other) => panic!("no conflict: {other:?}"),
        }
    }
}

fn keys(jobs: &[Job]) -> Vec<i64> {
    jobs.iter().filter_map(Entity::key).collect()
}

pub async fn a_claimed_job_is_nobody_elses(subject: Subject) {
    in_run!(subject, cx, {
        for _ in 0..40 {
            cx.enqueue(nothing()).await?;
        }
    });
    let mut workers = JoinSet::new();
    for _ in 0..6 {
        let app = subject.app.clone();
        workers.spawn(async move {
            let mut claimed = Vec::new();
            loop {
                let jobs = claim(&app, 3, LEASE).await;
                if jobs.is_empty() {
                    return claimed;
                }
                assert!(
                    jobs.iter()
                        .all(|job| job.state == JobState::Running && job.attempts == 1)
                );
                claimed.extend(keys(&jobs));
            }
        });
    }
    let mut times: BTreeMap<i64, usize> = BTreeMap::new();
    while let Some(claimed) = workers.join_next().await {
        let claimed = claimed.expect("no worker panics");
        claimed
            .into_iter()
            .for_each(|job| *times.entry(job).or_default() += 1);
    }
    assert_eq!(times.len(), 40);
    assert!(times.values().all(|claims| *claims == 1), "{times:?}");
}

pub async fn a_job_whose_lease_has_ended_is_claimed_again(subject: Subject) {
    in_run!(subject, cx, {
        cx.enqueue(nothing()).await?;
    });
    let outbox = Outbox::of(&subject.app);
    let first = claim(&subject.app, 9, Duration::ZERO).await.remove(0);
    let second = claim(&subject.app, 9, Duration::ZERO).await.remove(0);
    assert_eq!((second.id, second.attempts), (first.id, 2));
    let late = outbox.finish(&first).await;
    assert!(matches!(late, Err(StorageError::Conflict)), "{late:?}");

    let kept = outbox.extend(&second, LEASE).await.expect("it is still theirs");
    assert_eq!(claim(&subject.app, 9, LEASE).await, []);
    let done = outbox.finish(&kept).await.expect("it is still theirs");
    assert_eq!((done.state, done.locked_until), (JobState::Done, None));
    assert_eq!(outbox.job(1).await.ok(), Some(Some(done)));
    assert_eq!(claim(&subject.app, 9, LEASE).await, []);
}

pub async fn a_job_that_failed_waits_for_its_time_or_is_dead(subject: Subject) {
    in_run!(subject, cx, {
        cx.enqueue(nothing()).await?;
    });
    let outbox = Outbox::of(&subject.app);
    let job = claim(&subject.app, 1, LEASE).await.remove(0);
    let past = now(&subject.app) - LEASE;
    let failed = outbox
        .fail(&job, "no paper", Some(past))
        .await
        .expect("it is theirs");
    assert_eq!(
        (failed.state, failed.last_error.as_deref()),
        (JobState::Queued, Some("no paper"))
    );
    let job = claim(&subject.app, 1, LEASE).await.remove(0);
    assert_eq!(job.attempts, 2);
    let future = now(&subject.app) + LEASE;
    let failed = outbox
        .fail(&job, "no ink", Some(future))
        .await
        .expect("it is theirs");
    assert_eq!(claim(&subject.app, 1, LEASE).await, []);

    let dead = outbox.fail(&failed, "no pen", None).await.expect("it is theirs");
    assert_eq!(outbox.jobs(JobState::Dead, 9).await.ok(), Some(vec![dead]));
    assert_eq!(claim(&subject.app, 1, LEASE).await, []);
}

pub async fn jobs_are_claimed_by_their_time(subject: Subject) {
    in_run!(subject, cx, {
        let now = cx.now();
        cx.enqueue(nothing()).after(LEASE).await?;
        cx.enqueue(nothing()).at(now - Duration::from_secs(1)).await?;
        cx.enqueue(nothing()).at(now - Duration::from_secs(2)).await?;
        cx.enqueue(nothing()).await?;
        cx.enqueue(nothing()).at(now + LEASE).await?;
    });
    assert_eq!(keys(&claim(&subject.app, 2, LEASE).await), [3, 2]);
    assert_eq!(keys(&claim(&subject.app, 9, LEASE).await), [4]);
}

pub async fn what_was_done_is_forgotten(subject: Subject) {
    in_run!(subject, cx, {
        cx.enqueue(nothing()).once("a").await?;
        cx.enqueue(nothing()).once("b").await?;
    });
    let outbox = Outbox::of(&subject.app);
    let jobs = claim(&subject.app, 1, LEASE).await;
    let done = outbox.finish(&jobs[0]).await.expect("it is theirs");
    let enqueued = SystemTime::UNIX_EPOCH + Duration::from_millis(done.created_at.unsigned_abs());
    assert_eq!(outbox.forget_done(enqueued).await.ok(), Some(0));
    let later = enqueued + Duration::from_millis(1);
    assert_eq!(outbox.forget_done(later).await.ok(), Some(1));
    in_run!(subject, cx, {
        assert!(cx.enqueue(nothing()).once("a").await? > 2);
        assert_eq!(cx.enqueue(nothing()).once("b").await?, 2);
    });
}

pub async fn messages_and_jobs_are_records_like_others(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create(Capybara::named("a")).await?;
        let message = cx.publish(&Keeper::named("a")).await?;
        let job = cx.enqueue(nothing()).await?;
        let message = cx.read::<OutboxMessage>().load(message).await?;
        assert_eq!((message.key, message.caller, message.sent_at), (None, None, None));
        let mut job = cx.write::<Job>().load(job).await?;
        job.state = JobState::Dead;
        let dead = cx.write::<Job>().update(&job).await?;
        assert_eq!((dead.version, dead.run_at), (1, job.created_at));
    });
}
