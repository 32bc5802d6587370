//! What is kept comes back as it was.

use foobara_persistence::{Auto, Entity, Filter, Repositories};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Home, Keeper, Visitor},
    script::{in_run, refused},
};

pub async fn whole_numbers_come_back_at_their_limits(subject: Subject) {
    in_run!(subject, cx, {
        for (name, salary) in [
            ("least", i64::MIN),
            ("most", i64::MAX),
            ("none", 0),
            ("minus", -1),
        ] {
            let keeper = cx.write::<Keeper>().create(Keeper::paid(name, salary)).await?;
            assert_eq!(cx.read::<Keeper>().load(name.to_owned()).await?, keeper);
            let found = cx
                .read::<Keeper>()
                .find_by(Filter::equal("salary", salary))
                .await?;
            assert_eq!(found, Some(keeper));
        }
    });
}

pub async fn numbers_come_back_at_their_limits(subject: Subject) {
    in_run!(subject, cx, {
        for weight in [
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            f64::EPSILON,
            0.1,
            -0.1,
            1e300,
            9_007_199_254_740_993.0,
        ] {
            let capybara = Capybara {
                weight: Some(weight),
                ..Capybara::named("a")
            };
            let id = cx.write::<Capybara>().create(capybara).await?.id();
            let kept = cx.read::<Capybara>().load(id).await?.weight;
            assert_eq!(kept.map(f64::to_bits), Some(weight.to_bits()), "{weight}");
            assert_eq!(
                cx.read::<Capybara>()
                    .count(Filter::equal("weight", weight))
                    .await?,
                1,
                "{weight}"
            );
        }
    });
}

pub async fn numbers_that_are_not_finite_are_refused(subject: Subject) {
    in_run!(subject, cx, {
        for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let capybara = Capybara {
                weight: Some(weight),
                ..Capybara::named("a")
            };
            let error = refused(cx.write::<Capybara>().create(capybara).await);
            assert_eq!(error.to_string(), "the storage failed");
        }
        assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
    });
}

pub async fn long_text_comes_back(subject: Subject) {
    in_run!(subject, cx, {
        let long = "a long text, ü and 🦫; ".repeat(40_000);
        let capybara = Capybara {
            tags: vec![long.clone(); 2],
            ..Capybara::named(&long)
        };
        let created = cx.write::<Capybara>().create(capybara).await?;
        assert!(
            cx.read::<Capybara>().load(created.id()).await? == created,
            "it is the same"
        );
    });
}

pub async fn empty_text_is_not_nothing(subject: Subject) {
    in_run!(subject, cx, {
        let empty = cx.write::<Capybara>().create(Capybara::named("")).await?;
        assert_eq!(cx.read::<Capybara>().load(empty.id()).await?.name, "");
        assert_eq!(cx.read::<Capybara>().count(Filter::equal("name", "")).await?, 1);
        assert_eq!(cx.read::<Capybara>().count(Filter::is_null("name")).await?, 0);
    });
}

pub async fn truth_values_come_back(subject: Subject) {
    in_run!(subject, cx, {
        for is_tame in [true, false] {
            let capybara = Capybara {
                is_tame,
                ..Capybara::named("a")
            };
            let created = cx.write::<Capybara>().create(capybara).await?;
            assert_eq!(cx.read::<Capybara>().load(created.id()).await?, created);
        }
    });
}

pub async fn lists_come_back_in_their_order(subject: Subject) {
    in_run!(subject, cx, {
        for tags in [
            vec![],
            vec!["b", "a", "b"],
            vec!["", " ", "null", "[]", "\"", "\\", "ü", "🦫"],
        ] {
            let tags: Vec<String> = tags.into_iter().map(str::to_owned).collect();
            let capybara = Capybara {
                tags,
                ..Capybara::named("a")
            };
            let created = cx.write::<Capybara>().create(capybara).await?;
            assert_eq!(cx.read::<Capybara>().load(created.id()).await?, created);
        }
    });
}

pub async fn models_within_come_back(subject: Subject) {
    in_run!(subject, cx, {
        let homes = [
            None,
            Some(Home {
                street: String::new(),
                number: i64::MIN,
                is_far: None,
            }),
            Some(Home {
                street: "\"O'Neill\" \\ Straße".to_owned(),
                number: i64::MAX,
                is_far: Some(true),
            }),
        ];
        for (index, home) in homes.into_iter().enumerate() {
            let visitor = Visitor {
                home,
                ..Visitor::of(&index.to_string())
            };
            let created = cx.write::<Visitor>().create(visitor).await?;
            let id = created.key().expect("it was created");
            assert_eq!(cx.read::<Visitor>().load(id).await?, created);
        }
    });
}

pub async fn what_has_a_value_can_lose_it(subject: Subject) {
    in_run!(subject, cx, {
        let visitor = Visitor {
            ticket: Some(1),
            ..Visitor::from("a@b", "Elm", 1)
        };
        let visitor = cx.write::<Visitor>().create(visitor).await?;
        let without = Visitor {
            ticket: None,
            home: None,
            ..visitor
        };
        cx.write::<Visitor>().update(&without).await?;
        assert_eq!(cx.read::<Visitor>().all().await?, [without]);
    });
}

pub async fn an_update_to_the_same_values_is_one(subject: Subject) {
    in_run!(subject, cx, {
        let capybara = cx.write::<Capybara>().create(Capybara::named("a")).await?;
        assert_eq!(cx.write::<Capybara>().update(&capybara).await?, capybara);
        assert_eq!(cx.write::<Capybara>().update(&capybara).await?, capybara);
    });
}

pub async fn an_update_changes_one_record(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx
            .write::<Capybara>()
            .create_many(["a", "b", "c"].map(Capybara::named).into())
            .await?;
        let [first, second, third] = <[Capybara; 3]>::try_from(created).expect("three were created");
        let changed = Capybara {
            is_tame: true,
            name: "B".to_owned(),
            ..second
        };
        cx.write::<Capybara>().update(&changed).await?;
        assert_eq!(cx.read::<Capybara>().all().await?, [first, changed, third]);
    });
}

pub async fn a_delete_removes_one_record(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx
            .write::<Capybara>()
            .create_many(["a", "b", "c"].map(Capybara::named).into())
            .await?;
        cx.write::<Capybara>().delete(2).await?;
        let left: Vec<Capybara> = created
            .into_iter()
            .filter(|capybara| capybara.id() != 2)
            .collect();
        assert_eq!(cx.read::<Capybara>().all().await?, left);
    });
}

pub async fn records_of_two_entities_with_one_key_are_two(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create(Capybara::named("a")).await?;
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
        cx.write::<Capybara>().delete(1).await?;
        let visitor = Visitor {
            id: Auto::from(1),
            ..Visitor::of("a@b")
        };
        assert_eq!(cx.read::<Visitor>().all().await?, [visitor]);
    });
}

pub async fn nul_characters_come_back_or_are_refused(subject: Subject) {
    let may_have_them = subject.store.capabilities().nul_characters;
    run_with_nul(&subject, may_have_them).await;
    in_run!(subject, cx, {
        assert_eq!(
            cx.read::<Keeper>().count(Filter::equal("name", "plain")).await?,
            1
        );
    });
}

async fn run_with_nul(subject: &Subject, may_have_them: bool) {
    crate::driver_suite::script::run(&subject.app, move |cx| {
        Box::pin(async move {
            for name in ["\0", "a\0b", "\0\0"] {
                let created = cx.write::<Keeper>().create(Keeper::named(name)).await;
                if may_have_them {
                    assert_eq!(cx.read::<Keeper>().load(name.to_owned()).await?, created?);
                } else {
                    drop(refused(created));
                }
            }
            cx.write::<Keeper>().create(Keeper::named("plain")).await?;
            Ok(())
        })
    })
    .await;
}
