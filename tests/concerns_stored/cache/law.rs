use super::*;

/// A write, or a read that looks at the same time as others.
#[derive(Debug, Clone)]
enum Act {
    Deposit { before: u64, after: u64, fails: bool },
    Look { before: u64, after: u64 },
    LookTwice { between: u64 },
    Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0..4_u64, 0..4_u64, prop::bool::weighted(0.2))
            .prop_map(|(before, after, fails)| Act::Deposit { before, after, fails }),
        5 => (0..2_u64, 0..2_u64).prop_map(|(before, after)| Act::Look { before, after }),
        2 => (0..4_u64).prop_map(|between| Act::LookTwice { between }),
        1 => (0..5_u64).prop_map(Act::Wait),
    ]
}

/// The largest amount that somebody was told of.
#[derive(Default)]
struct Known(AtomicI64);

impl Known {
    fn least(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    #[track_caller]
    fn learn(&self, least: i64, amount: i64) {
        assert!(amount >= least, "{amount} was seen after {least} was known");
        self.0.fetch_max(amount, Ordering::SeqCst);
    }
}

async fn perform(app: &App, acts: Vec<Act>, known: &Known, has_snapshots: bool) {
    for act in acts {
        let least = known.least();
        match act {
            Act::Deposit { before, after, fails } => {
                if let Ok(amount) = app.run(Deposit { before, after, fails }).await {
                    known.learn(least, amount);
                }
            }
            Act::Look { before, after } => {
                let amount = app
                    .run(Look {
                        before,
                        after,
                        ..Look::at("gold")
                    })
                    .await;
                known.learn(least, amount.expect("there is gold"));
            }
            Act::LookTwice { between } => {
                let (stored, cached) = app.run(LookTwice { between }).await.expect("there is gold");
                assert!(
                    stored == cached || !has_snapshots && stored < cached,
                    "{stored} and {cached} in one run"
                );
                known.learn(least, stored);
            }
            Act::Wait(millis) => app.ports().clock.sleep(Duration::from_millis(millis)).await,
        }
    }
}

fn paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime starts")
}

proptest! {
    #[test]
    fn what_was_known_before_a_read_began_is_seen(
        tasks in prop::collection::vec(prop::collection::vec(act(), 1..12), 1..6),
        millis in 0..3_u64,
    ) {
        paused().block_on(async {
            let (app, _) = bank_that_lingers(millis).await;
            let known = Known::default();
            let all = tasks.into_iter().map(|acts| perform(&app, acts, &known, true));
            futures::future::join_all(all).await;
        });
    }
}

/// Real threads, where the moments between a commit and what is noted of it are open to everybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_holds_on_threads_in_memory_and_in_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = SqliteConfig::new(folder.path().join("bank.db")).synchronous_normal();
    hammer(builder(&Effort::default()).storage(MemoryStore::new()), true).await;
    hammer(
        builder(&Effort::default()).storage(file.open().await.expect("a store")),
        false,
    )
    .await;
}

async fn hammer(builder: AppBuilder, has_snapshots: bool) {
    let app = builder.build().expect("no mistakes");
    app.prepare().await.expect("tables");
    deposit(&app).await;
    let known = Arc::new(Known::default());
    let task = |number: u64| {
        let (app, known) = (app.clone(), Arc::clone(&known));
        let acts = (0..150).map(move |turn| match (number + turn * 7) % 5 {
            0 => Act::Deposit {
                before: 0,
                after: 0,
                fails: turn % 11 == 0,
            },
            1 => Act::LookTwice { between: 0 },
            _ => Act::Look { before: 0, after: 0 },
        });
        async move { perform(&app, acts.collect(), &known, has_snapshots).await }
    };
    let mut tasks = tokio::task::JoinSet::new();
    (0..6).for_each(|number| drop(tasks.spawn(task(number))));
    tasks.join_all().await;
}
