use super::*;

#[tokio::test(start_paused = true)]
async fn the_same_question_is_worked_out_once_by_whatever_way_it_comes() {
    let (app, effort) = bank().await;
    assert_eq!((look(&app).await, look(&app).await, effort.spent()), (1, 1, 1));
    let entry = app.command("Look").found().expect("a command");
    let inputs = RawInputs::json(r#"{"after":"0","name":"gold"}"#);
    let body = entry
        .run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic)
        .await;
    assert_eq!((body.as_deref(), effort.spent()), (Ok(&b"1"[..]), 1));
}

#[tokio::test(start_paused = true)]
async fn callers_are_kept_apart_unless_they_share() {
    for (cache, spent) in [(Cache::of::<Look>(), 3), (Cache::of::<Look>().shared(), 1)] {
        let (app, effort) = {
            let effort = Effort::default();
            let app = builder(&effort).concern_command::<Look>(cache);
            (
                app.storage(MemoryStore::new()).build().expect("no mistakes"),
                effort,
            )
        };
        deposit(&app).await;
        for caller in [None, Some("ann"), Some("ben"), Some("ann")] {
            let mut options = RunOptions::default();
            options.caller = caller.map(Into::into);
            // The cache of the command is inside the other, and always keeps them apart.
            assert_eq!(app.run_with(Look::at("gold"), &options).await.ok(), Some(1));
        }
        assert_eq!(effort.spent(), spent);
    }
}

#[tokio::test(start_paused = true)]
async fn failures_are_not_kept_and_neither_is_what_json_cannot_say() {
    let (app, effort) = bank().await;
    for _ in 0..2 {
        let failure = app.run(Look::at("silver")).await.unwrap_err();
        assert_eq!(keys(failure), ["runtime.no_pile"]);
    }
    assert_eq!(effort.spent(), 2);
    for factor in [f64::NAN, f64::INFINITY] {
        assert_eq!(
            app.run(Look {
                factor: Some(factor),
                ..Look::at("gold")
            })
            .await
            .ok(),
            Some(1)
        );
    }
    assert_eq!(effort.spent(), 4);
}

#[tokio::test(start_paused = true)]
async fn those_that_ask_at_once_wait_for_one_of_them() {
    let (app, effort) = bank().await;
    let slow = || Look {
        before: 5,
        after: 5,
        ..Look::at("gold")
    };
    let asked = futures::future::join_all((0..20).map(|_| app.run(slow()))).await;
    assert!(asked.into_iter().all(|answer| answer.ok() == Some(1)));
    assert_eq!(effort.spent(), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_has_a_deadline_and_goes_on_when_the_other_fails() {
    let (app, effort) = bank().await;
    let slow = |name| Look {
        before: 500,
        after: 500,
        ..Look::at(name)
    };
    let mut options = RunOptions::default();
    options.timeout = Some(Duration::from_millis(200));
    let (first, late) = tokio::join!(app.run(slow("gold")), app.run_with(slow("gold"), &options));
    assert_eq!(first.ok(), Some(1));
    assert_eq!(keys(late.unwrap_err()), ["runtime.timeout"]);
    assert_eq!(effort.spent(), 1);

    let begun = app.ports().clock.instant();
    futures::future::join_all((0..9).map(|_| app.run(slow("silver")))).await;
    assert_eq!(app.ports().clock.instant() - begun, Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_gate_is_asked_every_time() {
    struct Once(AtomicUsize);

    impl foobara_core::Gate for Once {
        fn admit<'a>(
            &'a self,
            _inputs: &'a (dyn std::any::Any + Send + Sync),
        ) -> BoxFuture<'a, Result<(), Fault>> {
            let times = self.0.fetch_add(1, Ordering::SeqCst);
            let admitted = if times == 0 {
                Ok(())
            } else {
                Err(FaultKind::Cancelled.into())
            };
            Box::pin(std::future::ready(admitted))
        }
    }

    let (app, _) = bank().await;
    let mut options = RunOptions::default();
    options.gate = Some(Arc::new(Once(AtomicUsize::new(0))));
    assert_eq!(app.run_with(Look::at("gold"), &options).await.ok(), Some(1));
    let refused = app.run_with(Look::at("gold"), &options).await.unwrap_err();
    assert_eq!(keys(refused), ["runtime.cancelled"]);
}
