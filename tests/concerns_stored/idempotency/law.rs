use super::*;

/// One attempt of one caller to get an answer.
#[derive(Debug, Clone)]
struct Attempt {
    /// Which of the processes is asked.
    process: usize,
    key: i64,
    /// After how many milliseconds the caller has enough.
    patience: Option<u64>,
    is_text: bool,
    after: u64,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (
        0..2_usize,
        0..5_i64,
        prop::option::of(0..6_u64),
        any::<bool>(),
        0..4_u64,
    )
        .prop_map(|(process, key, patience, is_text, after)| Attempt {
            process,
            key,
            patience,
            is_text,
            after,
        })
}

/// Processes that share a store, and what they answered to each key.
struct World {
    processes: [App; 2],
    answers: std::sync::Mutex<BTreeMap<i64, Answer>>,
}

impl World {
    fn new() -> Self {
        let store = MemoryStore::new();
        let process = || {
            builder(&Post::default())
                .storage(store.clone())
                .build()
                .expect("no mistakes")
        };
        Self {
            processes: [process(), process()],
            answers: std::sync::Mutex::default(),
        }
    }

    async fn attempt(&self, attempt: &Attempt) {
        let app = &self.processes[attempt.process];
        app.ports()
            .clock
            .sleep(Duration::from_millis(attempt.after))
            .await;
        let mut options = with_key(&attempt.key.to_string());
        options.timeout = attempt.patience.map(Duration::from_millis);
        let answer = if attempt.is_text {
            let inputs = json!({ "amount": -attempt.key, "pause": 3 });
            ask_as_text(app, options, "Pay", &inputs, Encoding::Atomic).await
        } else {
            let command = Pay {
                pause: 3,
                ..pay(-attempt.key)
            };
            let answer = app.run_with(command, &options).await;
            answer
                .map(Value::from)
                .map_err(|failure| failure.into_errors().keys())
        };
        if answer != refused("timeout") && answer != refused("idempotency_key_in_use") {
            let mut answers = self.answers.lock().expect("no panic");
            let first = answers.entry(attempt.key).or_insert_with(|| answer.clone());
            assert_eq!(*first, answer);
        }
    }

    /// Every key has had one effect if its answer is a result, and none if it is errors or there is none yet.
    async fn check(&self) {
        let mut paid = paid(&self.processes[0]).await;
        paid.sort_unstable_by_key(|amount| -amount);
        let answers = self.answers.lock().expect("no panic");
        let succeeded: Vec<i64> = answers
            .iter()
            .filter(|(_, answer)| answer.is_ok())
            .map(|(key, _)| -key)
            .collect();
        assert_eq!(paid, succeeded);
    }
}

fn paused(work: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime starts")
        .block_on(work);
}

proptest! {
    #[test]
    fn a_key_has_one_effect_and_one_answer(
        callers in prop::collection::vec(prop::collection::vec(attempt(), 1..20), 1..8)
    ) {
        paused(async {
            let world = World::new();
            let callers = callers.iter().map(async |attempts| {
                for attempt in attempts {
                    world.attempt(attempt).await;
                }
            });
            futures::future::join_all(callers).await;
            world.check().await;
        });
    }
}

/// `FOOBARA_RETRIES=100000` makes it as long as it is at night.
#[test]
fn it_holds_over_many_retries() {
    let retries = std::env::var("FOOBARA_RETRIES")
        .ok()
        .and_then(|retries| retries.parse().ok());
    let retries: usize = retries.unwrap_or(1_000);
    paused(async {
        let world = World::new();
        let callers = (0..10_i64).map(async |caller| {
            for turn in 0..i64::try_from(retries / 10).expect("a small number") {
                let mixed = (caller + 1) * 7_919 + turn * 104_729;
                let attempt = Attempt {
                    process: usize::from(mixed % 3 == 0),
                    key: mixed % 97,
                    patience: (mixed % 5 == 0).then_some(2),
                    is_text: mixed % 2 == 0,
                    after: 0,
                };
                world.attempt(&attempt).await;
            }
        });
        futures::future::join_all(callers).await;
        world.check().await;
    });
}
