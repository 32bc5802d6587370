use foobara::CommandDefinition;
use serde_json::json;

use super::*;

#[tokio::test(start_paused = true)]
async fn a_result_is_kept_for_its_time() {
    let (app, effort) = bank().await;
    look(&app).await;
    tokio::time::advance(Cache::TIME_TO_LIVE - Duration::from_millis(1)).await;
    look(&app).await;
    assert_eq!(effort.spent(), 1);
    tokio::time::advance(Duration::from_millis(1)).await;
    look(&app).await;
    assert_eq!(effort.spent(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_write_a_tag_and_a_word_make_it_old() {
    let (app, effort) = bank().await;
    let pile = app
        .models()
        .iter()
        .find(|model| model.name == "Pile")
        .expect("an entity");
    let freshness = app.freshness();
    let changes: [(&dyn Fn(), usize); 5] = [
        (&|| freshness.outdate_tag("money"), 2),
        (&|| freshness.outdate_tag("silver"), 2),
        (&|| freshness.outdate_entity(pile), 3),
        (&|| freshness.outdate_all(), 4),
        (&|| (), 4),
    ];
    look(&app).await;
    for (change, spent) in changes {
        change();
        look(&app).await;
        assert_eq!(effort.spent(), spent);
    }
    deposit(&app).await;
    assert_eq!((look(&app).await, effort.spent()), (2, 5));
}

#[tokio::test(start_paused = true)]
async fn what_a_definition_runs_makes_it_old() {
    let saves = CommandDefinition::new("Bank::Save", |_, cx| {
        let inputs = json!({ "before": 0, "after": 0, "fails": false });
        Box::pin(cx.run("Bank::Deposit", inputs))
    });
    let app = builder(&Effort::default())
        .define(saves.depends_on("Bank::Deposit"))
        .storage(MemoryStore::new())
        .build()
        .expect("no mistakes");
    deposit(&app).await;
    assert_eq!(look(&app).await, 1);
    let save = app.command("Bank::Save").found().expect("a command");
    let inputs = RawInputs::json("{}");
    let saved = save.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    saved.await.expect("it is saved");
    assert_eq!(look(&app).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_writes_sees_what_it_wrote() {
    let (app, _) = bank().await;
    look(&app).await;
    assert_eq!(app.run(DepositAndLook).await.ok(), Some((1, 2)));
    assert_eq!(look(&app).await, 2);
}

#[tokio::test(start_paused = true)]
async fn what_one_reader_has_seen_the_next_one_sees() {
    let (app, _) = bank_that_lingers(10).await;
    assert_eq!(look(&app).await, 1);
    let reads = async {
        app.ports().clock.sleep(Duration::from_millis(5)).await;
        let other = app
            .run(Look {
                before: 1,
                ..Look::at("gold")
            })
            .await;
        (other.ok(), look(&app).await)
    };
    let ((), seen) = tokio::join!(deposit(&app), reads);
    assert_eq!(seen, (Some(2), 2));
}

#[tokio::test(start_paused = true)]
async fn what_a_run_has_seen_is_not_contradicted_by_a_newer_answer() {
    let app = builder(&Effort::default())
        .storage(AnyStore::new(Snapshots::default()))
        .build()
        .expect("no mistakes");
    app.prepare().await.expect("tables");
    deposit(&app).await;
    let meanwhile = async {
        app.ports().clock.sleep(Duration::from_millis(10)).await;
        deposit(&app).await;
        look(&app).await
    };
    let (twice, newer) = tokio::join!(app.run(LookTwice { between: 100 }), meanwhile);
    assert_eq!((twice.ok(), newer), (Some((1, 1)), 2));
    assert_eq!(look(&app).await, 2);
}

#[tokio::test(start_paused = true)]
async fn many_tags_are_forgotten_and_never_the_wrong_way() {
    let (app, effort) = bank().await;
    look(&app).await;
    for tag in 0..10_001 {
        app.freshness().outdate_tag(&tag.to_string());
    }
    look(&app).await;
    look(&app).await;
    assert_eq!(effort.spent(), 2);
}
