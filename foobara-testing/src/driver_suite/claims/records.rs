use std::sync::Arc;

use foobara_core::{Effect, Transaction};
use foobara_persistence::{Auto, Change, Entity, Filter, Key, Repositories, Shape, StorageError, UnitOfWork};
use foobara_types::Sensitive;
use serde_json::json;

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{refused, run},
};

pub async fn records_come_back_as_they_were(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let capybara = Capybara {
                id: Auto::unassigned(),
                name: "Fumiko".to_owned(),
                age: Some(255),
                weight: Some(-0.1),
                is_tame: true,
                tags: vec!["a".to_owned(), String::new()],
                chip: Some(Sensitive::new("canary".to_owned())),
                keeper: Some(Key::new("Barbara".to_owned())),
            };
            let created = cx.write::<Capybara>().create(capybara.clone()).await?;
            assert_eq!(
                created,
                Capybara {
                    id: 1.into(),
                    ..capybara
                }
            );
            assert_eq!(cx.read::<Capybara>().find(1).await?, Some(created));

            let bare = cx.write::<Capybara>().create(Capybara::named("Basil")).await?;
            assert_eq!(cx.read::<Capybara>().load(bare.id()).await?, bare);
            assert_eq!(cx.read::<Capybara>().find(3).await?, None);
            Ok(())
        })
    })
    .await;
}

pub async fn assigned_keys_start_at_one(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            for expected in 1..=3 {
                assert_eq!(
                    cx.write::<Capybara>().create(Capybara::named("x")).await?.id(),
                    expected
                );
            }
            let given = Capybara {
                id: 10.into(),
                ..Capybara::named("given")
            };
            assert_eq!(cx.write::<Capybara>().create(given.clone()).await?, given);
            assert_eq!(
                cx.write::<Capybara>().create(Capybara::named("next")).await?.id(),
                11
            );
            Ok(())
        })
    })
    .await;
}

pub async fn numbers_of_deleted_records_are_not_used_again(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let repository = cx.write::<Capybara>();
            repository.create(Capybara::named("x")).await?;
            repository.delete(1).await?;
            assert_eq!(repository.create(Capybara::named("x")).await?.id(), 2);
            Ok(())
        })
    })
    .await;
}

pub async fn an_update_replaces_and_a_delete_removes(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let repository = cx.write::<Capybara>();
            let one = repository.create(Capybara::aged("one", Some(1))).await?;
            let two = repository.create(Capybara::aged("two", Some(2))).await?;
            let changed = Capybara {
                age: None,
                tags: vec!["new".to_owned()],
                ..one
            };
            assert_eq!(repository.update(&changed).await?, changed);
            assert_eq!(repository.all().await?, [changed, two]);
            repository.delete(1).await?;
            assert_eq!(repository.find(1).await?, None);
            assert_eq!(repository.count(Filter::All).await?, 1);
            Ok(())
        })
    })
    .await;
}

pub async fn a_taken_key_is_a_duplicate(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("Barbara")).await?;
            let error = refused(cx.write::<Keeper>().create(Keeper::named("Barbara")).await);
            assert!(matches!(error, StorageError::Duplicate), "{error:?}");
            Ok(())
        })
    })
    .await;
}

pub async fn what_is_missing_is_not_found(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let gone = Capybara {
                id: 7.into(),
                ..Capybara::named("gone")
            };
            assert!(matches!(
                refused(cx.read::<Capybara>().load(7).await),
                StorageError::NotFound
            ));
            assert!(matches!(
                refused(cx.write::<Capybara>().update(&gone).await),
                StorageError::NotFound
            ));
            assert!(matches!(
                refused(cx.write::<Capybara>().delete(7).await),
                StorageError::NotFound
            ));
            assert!(matches!(
                refused(cx.write::<Keeper>().update(&Keeper::named("gone")).await),
                StorageError::NotFound
            ));
            Ok(())
        })
    })
    .await;
}

pub async fn another_version_is_a_conflict(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let repository = cx.write::<Keeper>();
            let first = repository.create(Keeper::named("Barbara")).await?;
            let second = repository
                .update(&Keeper {
                    salary: 200,
                    ..first.clone()
                })
                .await?;
            assert_eq!(second.version, 1);
            let error = refused(repository.update(&Keeper { salary: 300, ..first }).await);
            assert!(matches!(error, StorageError::Conflict), "{error:?}");
            assert_eq!(repository.load("Barbara".to_owned()).await?, second);
            Ok(())
        })
    })
    .await;
}

pub async fn naughty_strings_are_values(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let naughty = [
                "",
                "'; DROP TABLE acme_zoo_keeper; --",
                "\"\"\"",
                "?1 $1 :name @name",
                "%_\\",
                "NULL",
                "\u{feff}\u{202e}\u{10ffff}",
                "Ω≈ç√∫˜µ≤≥÷",
                "👩‍👩‍👧‍👦",
                "\r\n\t\u{1}\u{7f}",
            ];
            for name in naughty {
                let keeper = cx.write::<Keeper>().create(Keeper::named(name)).await?;
                assert_eq!(cx.read::<Keeper>().load(name.to_owned()).await?, keeper);
                let capybara = Capybara {
                    tags: vec![name.to_owned()],
                    ..Capybara::named(name)
                };
                let id = cx.write::<Capybara>().create(capybara).await?.id();
                let found = cx.read::<Capybara>().load(id).await?;
                assert_eq!((found.name.as_str(), found.tags), (name, vec![name.to_owned()]));
                assert_eq!(
                    cx.read::<Capybara>()
                        .find_all_by(Filter::equal("name", name))
                        .await?
                        .len(),
                    1,
                    "{name:?}"
                );
            }
            for prefix in naughty {
                let expected = naughty.iter().filter(|name| name.starts_with(prefix)).count();
                let found = cx
                    .read::<Capybara>()
                    .find_all_by(Filter::starts_with("name", prefix))
                    .await?;
                assert_eq!(found.len(), expected, "{prefix:?}");
            }
            Ok(())
        })
    })
    .await;
}

pub async fn a_record_is_shown_without_secrets(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let chip = Some(Sensitive::new("canary".to_owned()));
            cx.write::<Capybara>()
                .create(Capybara {
                    chip,
                    ..Capybara::named("a")
                })
                .await?;
            Ok(())
        })
    })
    .await;
    let reader = UnitOfWork::new(Arc::clone(&subject.store), Effect::Write);
    let keys = [
        json!(2),
        json!("1"),
        json!(null),
        json!(1),
        json!(1.5),
        json!([1]),
    ];
    let records = reader.records(Capybara::model(), &keys).await.expect("it reads");
    assert!(!json!(records).to_string().contains("canary"), "{records:?}");
    let are_there: Vec<bool> = records.iter().map(Option::is_some).collect();
    assert_eq!(are_there, [false, false, false, true, false, false]);
    let change = Change::create(
        Shape::of_entity::<Capybara>(),
        Capybara {
            chip: Some(Sensitive::new("canary".to_owned())),
            ..Capybara::named("a")
        }
        .to_row(),
    );
    let debug = format!("{change:?}");
    assert!(
        debug.contains(r#"\"name\":\"a\""#) && !debug.contains("canary"),
        "{debug}"
    );
}
