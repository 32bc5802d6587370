use super::*;

#[tokio::test(start_paused = true)]
async fn what_may_be_otherwise_the_next_time_is_not_kept() {
    let app = shop();
    assert_eq!(
        ask(&app, "a", pay(1001)).await,
        Err(vec!["data.amount.max_exceeded".to_owned()])
    );
    let mut hasty = with_key("a");
    hasty.timeout = Some(Duration::from_millis(5));
    let late = app.run_with(Pay { pause: 10, ..pay(5) }, &hasty).await;
    assert_eq!(late.unwrap_err().into_errors().keys(), ["runtime.timeout"]);
    assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
    assert_eq!(paid(&app).await, [5]);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_left_something_behind_is_kept_whatever_it_is() {
    let post = Post::default();
    let app = builder(&post)
        .storage(MemoryStore::new())
        .build()
        .expect("no mistakes");
    let letter = || Pay {
        pause: 10,
        writes: true,
        ..pay(5)
    };
    let mut hasty = with_key("a");
    hasty.timeout = Some(Duration::from_millis(5));
    for _ in 0..2 {
        let late = app.run_with(letter(), &hasty).await;
        assert_eq!(late.unwrap_err().into_errors().keys(), ["runtime.timeout"]);
    }
    assert_eq!(ask(&app, "a", letter()).await, refused("timeout"));
    assert_eq!(post.0.load(Ordering::SeqCst), 1);
    assert_eq!(ask(&app, "b", letter()).await, Ok(json!(1)));
}

#[tokio::test]
async fn an_answer_is_kept_for_its_time() {
    let app = TestApp::in_memory(builder(&Post::default())).expect("no mistakes");
    for (ahead, id) in [
        (0, 1),
        (Idempotency::EXPIRES_AFTER.as_secs() - 1, 1),
        (1, 2),
        (1, 2),
    ] {
        app.clock().advance(Duration::from_secs(ahead));
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(id)));
    }
    app.clock().advance(Idempotency::EXPIRES_AFTER);
    assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
    assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
    assert_eq!(ask(&app, "b", pay(5)).await, Ok(json!(3)));
    assert_eq!(Idempotency::forget_expired(&app).await.ok(), Some(0));
    app.clock().advance(Idempotency::EXPIRES_AFTER);
    assert_eq!(Idempotency::forget_expired(&app).await.ok(), Some(2));
    given(&app).when(Paid).await.then_success(json!([5, 5, 5]));
}

#[test]
fn its_errors_are_in_the_manifest_and_its_table_is_not() {
    let app = shop();
    let exposure = Exposure::of(&app).all().build().expect("no mistakes");
    let pay = exposure.command("Pay").found().expect("a command").manifest(&app);
    for key in ["in_use", "invalid", "reused"] {
        assert!(pay["possible_errors"][format!("runtime.idempotency_key_{key}")].is_object());
    }
    let entities: Vec<_> = app.entities().iter().map(|entity| entity.reference()).collect();
    assert_eq!(entities, ["Shop::Payment"]);
}

#[tokio::test]
async fn answers_are_there_when_a_file_is_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..2 {
        let file = SqliteConfig::new(folder.path().join("shop.db"))
            .open()
            .await
            .expect("a store");
        let app = builder(&Post::default())
            .storage(file.clone())
            .build()
            .expect("no mistakes");
        app.prepare().await.expect("tables");
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
        assert_eq!(ask(&app, "b", pay(-3)).await, refused("refused"));
        assert_eq!(paid(&app).await, [5]);
        file.close().await;
    }
}
