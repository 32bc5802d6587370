//! Records that refer to others: loading those, and finding them by those.

use foobara_core::Fault;
use foobara_persistence::{
    AnyStore, Entity as _, FaultInjecting, Filter, Key, Record, Repositories, Selection, Step, StorageError,
};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Care, Keeper, Pen, Shift, Visitor},
    script::{self, in_run, refused},
};

/// Two pens: the first has a value of each kind, the second is empty, and is next to the first.
async fn furnish(subject: &Subject) {
    in_run!(subject, cx, {
        for name in ["Ada", "Kim"] {
            cx.write::<Keeper>().create(Keeper::named(name)).await?;
        }
        let capybaras = ["a", "b", "c"].map(Capybara::named);
        cx.write::<Capybara>().create_many(capybaras.into()).await?;
        for email in ["x", "y"] {
            cx.write::<Visitor>().create(Visitor::of(email)).await?;
        }
        let guide = Key::new("Kim".to_owned());
        let first = Pen {
            eldest: Some(Record::of(2)),
            capybaras: vec![Record::of(1), Record::of(2)],
            care: Some(Care {
                sponsor: Record::of(1),
                friends: vec![Key::new(2)],
            }),
            shifts: vec![Shift { guide, hour: 8 }],
            next: None,
            ..Pen::of("Ada")
        };
        cx.write::<Pen>().create(first).await?;
        let second = Pen {
            next: Some(Record::of(1)),
            ..Pen::of("Kim")
        };
        cx.write::<Pen>().create(second).await?;
    });
}

async fn ids(pens: Selection<'_, Pen>) -> Result<Vec<i64>, Fault> {
    let found = pens.all().await?;
    Ok(found.iter().filter_map(Pen::key).collect())
}

pub async fn associations_are_loaded_in_one_step_each(subject: Subject) {
    in_run!(subject, cx, {
        let keepers: Vec<Keeper> = (0..7).map(|n| Keeper::named(&n.to_string())).collect();
        cx.write::<Keeper>().create_many(keepers).await?;
        let capybaras = (0..50).map(|n| Capybara::named(&n.to_string())).collect();
        cx.write::<Capybara>().create_many(capybaras).await?;
        cx.write::<Visitor>().create(Visitor::of("x")).await?;
        let pens = (1..=100_i64).map(|n| Pen {
            eldest: Some(Record::of(n % 50 + 1)),
            care: Some(Care {
                sponsor: Record::of(1),
                friends: Vec::new(),
            }),
            next: (n > 1).then(|| Record::of(n - 1)),
            ..Pen::of(&(n % 7).to_string())
        });
        cx.write::<Pen>().create_many(pens.collect()).await?;
    });
    let counting = FaultInjecting::new(AnyStore::from(subject.store.clone()));
    let app = script::app(counting.clone());
    script::run(&app, |cx| {
        Box::pin(async move {
            let pens = cx.read::<Pen>().query().preload("keeper").preload("eldest");
            let pens = pens.preload("care.sponsor").all().await?;
            for (n, pen) in (1..=100_i64).zip(&pens) {
                assert_eq!(pen.keeper.name, (n % 7).to_string());
                assert_eq!(pen.eldest.as_ref().map(|eldest| eldest.id()), Some(n % 50 + 1));
                assert_eq!(
                    pen.care.as_ref().map(|care| care.sponsor.email.as_str()),
                    Some("x")
                );
            }
            Ok(())
        })
    })
    .await;
    assert_eq!(counting.count(Step::Fetch), 1 + 3);
    script::run(&app, |cx| {
        Box::pin(async move {
            let mut pens = cx.read::<Pen>().all().await?;
            cx.read::<Pen>().preload(&mut pens, ["next.next.keeper"]).await?;
            let last = pens.last().and_then(|pen| pen.next.as_ref()?.next.as_ref());
            assert_eq!(last.map(|pen| pen.keeper.name.as_str()), Some("0"));
            Ok(())
        })
    })
    .await;
    assert_eq!(counting.count(Step::Fetch), 4 + 1 + 3);
}

pub async fn associations_are_loaded_wherever_they_stand(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let pens = cx
            .read::<Pen>()
            .query()
            .preload("capybaras")
            .preload("care.sponsor");
        let pens = pens.preload("eldest").preload("next.capybaras.#").all().await?;
        let [first, second] = pens.as_slice() else {
            panic!("there are two: {pens:?}")
        };
        let names = |capybaras: &[Record<Capybara>]| -> Vec<String> {
            capybaras.iter().map(|capybara| capybara.name.clone()).collect()
        };
        assert_eq!(names(&first.capybaras), ["a", "b"]);
        assert_eq!(
            first.eldest.as_ref().map(|eldest| eldest.name.as_str()),
            Some("b")
        );
        assert_eq!(
            first.care.as_ref().map(|care| care.sponsor.email.as_str()),
            Some("x")
        );
        assert_eq!(
            second.next.as_ref().map(|next| names(&next.capybaras)),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
        assert_eq!((second.eldest.as_ref(), second.care.as_ref()), (None, None));
        cx.write::<Pen>().update(second).await?;
        assert_eq!(cx.read::<Pen>().all().await?, pens);
    });
}

pub async fn an_association_without_a_record_is_not_found(subject: Subject) {
    in_run!(subject, cx, {
        let mut pens = vec![cx.write::<Pen>().create(Pen::of("nobody")).await?];
        let step = cx.read::<Pen>().preload(&mut pens, ["keeper"]).await;
        assert!(matches!(refused(step), StorageError::NotFound));
        cx.read::<Pen>().preload(&mut pens, ["eldest"]).await?;
    });
}

pub async fn what_is_no_association_is_not_loaded(subject: Subject) {
    in_run!(subject, cx, {
        for path in [
            "",
            "id",
            "colour",
            "keeper.name",
            "care",
            "care.friends",
            "shifts.guide",
            "keeper.",
        ] {
            let step = cx.read::<Pen>().query().preload(path).all().await;
            assert_eq!(refused(step).to_string(), "the storage failed", "{path}");
        }
    });
}

pub async fn what_is_not_asked_for_is_not_loaded(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let pens = cx.read::<Pen>().query().preload("eldest").all().await?;
        let loaded = |pen: &Pen| {
            (
                pen.keeper.loaded().is_some(),
                pen.eldest.as_ref().map(|eldest| eldest.loaded().is_some()),
            )
        };
        assert_eq!(
            pens.iter().map(loaded).collect::<Vec<_>>(),
            [(false, Some(true)), (false, None)]
        );
        assert_eq!(
            pens.iter()
                .map(|pen| pen.keeper.key().as_str())
                .collect::<Vec<_>>(),
            ["Ada", "Kim"]
        );
    });
}

pub async fn owners_are_found_by_the_only_association(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let first = cx.read::<Pen>().load(1).await?;
        assert_eq!(ids(cx.read::<Pen>().that_own(&first)?).await?, [2]);
        let second = cx.read::<Pen>().load(2).await?;
        assert_eq!(ids(cx.read::<Pen>().that_own(&second)?).await?, [] as [i64; 0]);
        assert_eq!(
            ids(cx.read::<Pen>().that_own(&Pen::of("Ada"))?).await?,
            [] as [i64; 0]
        );
    });
}

pub async fn owners_are_found_by_a_path(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let pens = cx.read::<Pen>();
        let kim = Keeper::named("Kim");
        for (path, expected) in [("keeper", [2]), ("shifts.guide", [1]), ("shifts.#.guide", [1])] {
            assert_eq!(ids(pens.that_own_by(path, &kim)?).await?, expected, "{path}");
        }
        assert_eq!(
            ids(pens.that_own_by("next.keeper", &Keeper::named("Ada"))?).await?,
            [2]
        );
        assert_eq!(ids(pens.that_own_by("next.shifts.guide", &kim)?).await?, [2]);
        let capybaras = cx.read::<Capybara>().all().await?;
        let mut owners = Vec::new();
        for capybara in &capybaras {
            owners.push((
                pens.that_own_by("capybaras", capybara)?.count().await?,
                pens.that_own_by("eldest", capybara)?.count().await?,
            ));
        }
        assert_eq!(owners, [(1, 0), (1, 1), (0, 0)]);
        for (visitor, expected) in cx.read::<Visitor>().all().await?.iter().zip([(1, 0), (0, 1)]) {
            let sponsored = pens.that_own_by("care.sponsor", visitor)?.count().await?;
            let befriended = pens.that_own_by("care.friends", visitor)?.count().await?;
            assert_eq!((sponsored, befriended), expected);
        }
    });
}

pub async fn owners_are_not_guessed(subject: Subject) {
    in_run!(subject, cx, {
        let said = |step: Result<Selection<'_, Pen>, Fault>| {
            let error = refused(step);
            std::error::Error::source(&error)
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        let pens = cx.read::<Pen>();
        assert_eq!(
            said(pens.that_own(&Capybara::named("a"))),
            "`eldest` and `capybaras.#` of Acme::Zoo::Pen refer to a Acme::Zoo::Capybara; say which, by `that_own_by`"
        );
        assert_eq!(
            said(pens.that_own_by("keeper", &Capybara::named("a"))),
            "`keeper` of Acme::Zoo::Pen does not lead to a Acme::Zoo::Capybara"
        );
        assert!(cx.read::<Keeper>().that_own(&Pen::of("Ada")).is_err());
    });
}

pub async fn filters_lead_through_associations(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let of_ada = || Filter::through("keeper", Filter::equal("name", "Ada"));
        let with = |name: &'static str| Filter::through("capybaras", Filter::equal("name", name));
        let cases: [(Filter, &[i64]); 11] = [
            (of_ada(), &[1]),
            (!of_ada(), &[2]),
            (Filter::through("keeper", Filter::All), &[1, 2]),
            (Filter::through("eldest", Filter::All), &[1]),
            (!Filter::through("eldest", Filter::All), &[2]),
            (Filter::through("next", of_ada()), &[2]),
            (with("b"), &[1]),
            (with("c"), &[]),
            (!with("c").or(of_ada()), &[2]),
            (
                with("a").or(Filter::through("keeper", Filter::equal("name", "Kim"))),
                &[1, 2],
            ),
            (
                Filter::through("care.sponsor", Filter::equal("email", "x")).and(of_ada()),
                &[1],
            ),
        ];
        for (filter, expected) in cases {
            assert_eq!(
                ids(cx.read::<Pen>().query().filter(filter.clone())).await?,
                expected,
                "{filter:?}"
            );
        }
        for misfit in [
            Filter::through("id", Filter::All),
            Filter::through("next.keeper", Filter::All),
            Filter::through("keeper", Filter::equal("colour", 1)),
            (0..100).fold(Filter::All, |filter, _| Filter::through("next", filter)),
        ] {
            assert!(cx.read::<Pen>().find_all_by(misfit).await.is_err());
        }
    });
}

pub async fn elements_of_lists_are_looked_into(subject: Subject) {
    furnish(&subject).await;
    in_run!(subject, cx, {
        let cases: [(Filter, &[i64]); 6] = [
            (Filter::contains("shifts.#.hour", 8), &[1]),
            (Filter::contains("shifts.#.hour", 9), &[]),
            (!Filter::contains("shifts.#.hour", 9), &[1, 2]),
            (Filter::contains("shifts.#.guide", "Kim"), &[1]),
            (Filter::contains("capybaras.#", 2), &[1]),
            (Filter::contains("care.friends.#", 2), &[1]),
        ];
        for (filter, expected) in cases {
            assert_eq!(
                ids(cx.read::<Pen>().query().filter(filter.clone())).await?,
                expected,
                "{filter:?}"
            );
        }
        for misfit in [
            Filter::equal("shifts.#.hour", 8),
            Filter::contains("shifts.#.colour", 8),
            Filter::contains("keeper.#", 8),
        ] {
            assert!(cx.read::<Pen>().find_all_by(misfit).await.is_err());
        }
    });
}
