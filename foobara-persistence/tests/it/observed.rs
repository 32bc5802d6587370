//! What a unit of work tells of itself afterwards.

use std::sync::Arc;

use foobara_core::{BoxFuture, Context, Fault, RunOptions, RunRecord};
use foobara_persistence::{Filter, MemoryStore, Repositories};
use foobara_types::Sensitive;
use serde_json::{Value, json};

use foobara_testing::driver_suite::{
    entities::Capybara,
    script::{Script, app, run, stop},
};

/// Runs a script in a store with the capybara 1, and returns what is recorded of it.
async fn recorded(
    body: impl for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
) -> Arc<RunRecord> {
    let app = app(MemoryStore::new());
    run(&app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>()
                .create(Capybara::aged("Fumiko", Some(1)))
                .await?;
            Ok(())
        })
    })
    .await;
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    let _ = app.run_with(Script::new(body), &options).await;
    record
}

fn changes(record: &RunRecord) -> Value {
    json!(record.changes())
}

fn capybara(id: i64, name: &str, age: u8) -> Value {
    json!({ "id": id, "name": name, "age": age, "is_tame": false, "tags": [] })
}

#[tokio::test]
async fn several_changes_of_a_record_are_one() {
    let record = recorded(|cx| {
        Box::pin(async move {
            let capybaras = cx.write::<Capybara>();
            let mut first = capybaras.load(1).await?;
            for age in [2, 3] {
                first.age = Some(age);
                capybaras.update(&first).await?;
            }
            let mut second = capybaras.create(Capybara::aged("Kenji", Some(5))).await?;
            second.age = Some(6);
            capybaras.update(&second).await?;
            let third = capybaras.create(Capybara::named("Mai")).await?;
            capybaras.delete(third.id()).await
        })
    })
    .await;
    assert_eq!(
        changes(&record),
        json!([
            {
                "entity": "Acme::Zoo::Capybara",
                "key": 1,
                "kind": "updated",
                "changed": ["age"],
                "before": capybara(1, "Fumiko", 1),
                "after": capybara(1, "Fumiko", 3),
            },
            {
                "entity": "Acme::Zoo::Capybara",
                "key": 2,
                "kind": "created",
                "changed": ["id", "name", "age", "is_tame", "tags"],
                "before": null,
                "after": capybara(2, "Kenji", 6),
            },
        ])
    );
}

#[tokio::test]
async fn what_is_as_it_was_is_no_change() {
    let record = recorded(|cx| {
        Box::pin(async move {
            let capybaras = cx.write::<Capybara>();
            let first = capybaras.load(1).await?;
            capybaras
                .update(&Capybara {
                    age: None,
                    ..first.clone()
                })
                .await?;
            capybaras.update(&first).await?;
            Ok(())
        })
    })
    .await;
    assert_eq!(changes(&record), json!([]));
}

#[tokio::test]
async fn what_was_never_looked_at_is_known_before_it_is_deleted() {
    let record = recorded(|cx| Box::pin(async move { cx.write::<Capybara>().delete(1).await })).await;
    assert_eq!(
        changes(&record),
        json!([{
            "entity": "Acme::Zoo::Capybara",
            "key": 1,
            "kind": "deleted",
            "changed": ["id", "name", "age", "is_tame", "tags"],
            "before": capybara(1, "Fumiko", 1),
            "after": null,
        }])
    );
}

#[tokio::test]
async fn what_an_attempt_has_undone_is_no_change() {
    let record = recorded(|cx| {
        Box::pin(async move {
            let attempt = Script::new(|cx: Context<'_, Script>| {
                Box::pin(async move {
                    cx.write::<Capybara>().delete(1).await?;
                    Err(stop())
                })
            });
            assert!(cx.sub(attempt).attempt().await.is_err());
            Ok(())
        })
    })
    .await;
    assert_eq!(changes(&record), json!([]));
}

#[tokio::test]
async fn a_failed_run_tells_what_it_has_undone() {
    let record = recorded(|cx| {
        Box::pin(async move {
            cx.write::<Capybara>().delete(1).await?;
            Err(stop())
        })
    })
    .await;
    assert_eq!(record.changes().len(), 1);
}

#[tokio::test]
async fn of_a_secret_only_its_name_is_told() {
    let record = recorded(|cx| {
        Box::pin(async move {
            let capybaras = cx.write::<Capybara>();
            let mut first = capybaras.load(1).await?;
            first.chip = Some(Sensitive::new("canary".to_owned()));
            capybaras.update(&first).await?;
            Ok(())
        })
    })
    .await;
    let changes = record.changes();
    assert_eq!(changes[0].changed(), ["chip"]);
    assert_eq!(
        changes[0].to_string(),
        "~ Acme::Zoo::Capybara 1\n    chip: a secret"
    );
    assert!(!format!("{changes:?}").contains("canary"));
}

#[tokio::test]
async fn every_look_is_told() {
    let record = recorded(|cx| {
        Box::pin(async move {
            let capybaras = cx.read::<Capybara>();
            capybaras.find(1).await?;
            capybaras.find(9).await?;
            capybaras.find_all_by(Filter::equal("name", "Fumiko")).await?;
            capybaras.count(Filter::All).await?;
            Ok(())
        })
    })
    .await;
    let reads = record.reads();
    let told: Vec<(String, bool)> = reads
        .iter()
        .map(|read| (read.to_string(), read.digest.is_some()))
        .collect();
    let found = "what is found of Acme::Zoo::Capybara".to_owned();
    assert_eq!(
        told,
        [
            ("Acme::Zoo::Capybara 1".to_owned(), true),
            ("Acme::Zoo::Capybara 9".to_owned(), false),
            (found.clone(), true),
            (found, true),
        ]
    );
}

#[tokio::test]
async fn the_same_record_has_the_same_digest_and_another_another() {
    let digests = async |age: u8| {
        let record = recorded(move |cx| {
            Box::pin(async move {
                let capybaras = cx.write::<Capybara>();
                let first = capybaras.load(1).await?;
                capybaras
                    .update(&Capybara {
                        age: Some(age),
                        ..first
                    })
                    .await?;
                capybaras.load(1).await?;
                Ok(())
            })
        });
        let reads = record.await.reads();
        [reads[0].digest, reads[1].digest]
    };
    assert_eq!(digests(2).await, digests(2).await);
    let [before, after] = digests(3).await;
    assert_ne!(before, after);
    assert_eq!(digests(2).await[0], before);
    assert_ne!(digests(2).await[1], after);
}
