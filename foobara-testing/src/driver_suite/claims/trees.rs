//! Records that are created and changed together with those that they refer to.

use foobara_persistence::{
    AnyStore, FaultInjecting, Key, OrChanged, OrNew, Record, Repositories, Step, StorageError,
};
use foobara_types::Patch;

use crate::driver_suite::{
    Subject,
    entities::{
        Capybara, CapybaraChanges, Keeper, KeeperChanges, NewCapybara, NewKeeper, NewPen, Pen, PenChanges,
    },
    script::{self, attempt, in_run, refused},
};

/// Returns what it takes to create a capybara with a keeper.
fn kept_by(name: &str, keeper: OrNew<Keeper>) -> OrNew<Capybara> {
    OrNew::new(NewCapybara {
        keeper: Some(keeper),
        ..NewCapybara::named(name)
    })
}

/// Returns what it takes to create a pen with a keeper, and two capybaras of which one has a keeper of its own.
fn pen() -> NewPen {
    NewPen {
        eldest: Some(OrNew::new(NewCapybara::named("a"))),
        capybaras: vec![
            kept_by("b", OrNew::new(NewKeeper::named("Kim"))),
            OrNew::new(NewCapybara::named("c")),
        ],
        ..NewPen::of(OrNew::new(NewKeeper::named("Ada")))
    }
}

fn keys(ids: &[i64]) -> Vec<Record<Capybara>> {
    ids.iter().map(|id| Record::of(*id)).collect()
}

pub async fn nested_records_are_created_in_one_step_for_each_attribute(subject: Subject) {
    let counting = FaultInjecting::new(AnyStore::from(subject.store.clone()));
    let app = script::app(counting.clone());
    script::run(&app, |cx| {
        Box::pin(async move {
            let mut pen = pen();
            let more =
                (0..100).map(|n| kept_by(&n.to_string(), OrNew::new(NewKeeper::named(&n.to_string()))));
            pen.capybaras.extend(more);
            cx.write::<Pen>().create_aggregate(pen).await?;
            Ok(())
        })
    })
    .await;
    assert_eq!((counting.count(Step::Fetch), counting.count(Step::Apply)), (0, 5));
    in_run!(subject, cx, {
        let pens = cx.read::<Pen>().all().await?;
        let ids: Vec<i64> = (2..104).collect();
        let expected = Pen {
            id: 1.into(),
            eldest: Some(Record::of(1)),
            capybaras: keys(&ids),
            ..Pen::of("Ada")
        };
        assert_eq!(pens, [expected]);
        let capybaras = cx.read::<Capybara>().load_many(&[1, 2, 3, 4, 103]).await?;
        let found: Vec<(&str, Option<&str>)> = capybaras
            .iter()
            .map(|capybara| {
                let keeper = capybara.keeper.as_ref().map(|keeper| keeper.get().as_str());
                (capybara.name.as_str(), keeper)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("a", None),
                ("b", Some("Kim")),
                ("c", None),
                ("0", Some("0")),
                ("99", Some("99"))
            ]
        );
    });
}

pub async fn nested_records_are_changed_created_and_kept(subject: Subject) {
    in_run!(subject, cx, {
        let pen = cx.write::<Pen>().create_aggregate(pen()).await?;
        let changes = PenChanges {
            keeper: OrChanged::changed(KeeperChanges {
                salary: 7.into(),
                ..KeeperChanges::of("Kim".to_owned())
            })
            .into(),
            eldest: Patch::Set(None),
            capybaras: vec![
                OrChanged::new(NewCapybara::named("d")),
                OrChanged::of(3),
                OrChanged::changed(CapybaraChanges {
                    name: "z".to_owned().into(),
                    keeper: Some(OrChanged::of("Ada".to_owned())).into(),
                    ..CapybaraChanges::of(1)
                }),
            ]
            .into(),
            ..PenChanges::of(1)
        };
        let changed = cx.write::<Pen>().update_aggregate(changes).await?;
        let expected = Pen {
            keeper: Record::of("Kim".to_owned()),
            eldest: None,
            capybaras: keys(&[4, 3, 1]),
            ..pen
        };
        assert_eq!(changed, expected);
        assert_eq!(cx.read::<Pen>().all().await?, [expected]);
        let kim = Keeper {
            version: 1,
            ..Keeper::paid("Kim", 7)
        };
        assert_eq!(cx.read::<Keeper>().all().await?, [Keeper::named("Ada"), kim]);
        let [first, second, third, fourth] = ["z", "b", "c", "d"].map(Capybara::named);
        let keeper = |name: &str| Some(Key::new(name.to_owned()));
        let expected = [
            Capybara {
                id: 1.into(),
                keeper: keeper("Ada"),
                ..first
            },
            Capybara {
                id: 2.into(),
                keeper: keeper("Kim"),
                ..second
            },
            Capybara {
                id: 3.into(),
                ..third
            },
            Capybara {
                id: 4.into(),
                ..fourth
            },
        ];
        assert_eq!(cx.read::<Capybara>().all().await?, expected);
    });
}

pub async fn nested_records_that_are_not_there_are_not_found(subject: Subject) {
    in_run!(subject, cx, {
        let pens = cx.write::<Pen>();
        let unknown = NewPen::of(OrNew::of("nobody".to_owned()));
        assert!(matches!(
            refused(pens.create_aggregate(unknown).await),
            StorageError::NotFound
        ));
        pens.create_aggregate(NewPen::of(OrNew::new(NewKeeper::named("Ada"))))
            .await?;
        let unknown = PenChanges {
            keeper: OrChanged::changed(KeeperChanges::of("nobody".to_owned())).into(),
            ..PenChanges::of(1)
        };
        let step = pens.update_aggregate(unknown).await;
        assert!(matches!(refused(step), StorageError::NotFound));
        let step = pens.update_aggregate(PenChanges::of(2)).await;
        assert!(matches!(refused(step), StorageError::NotFound));
    });
}

pub async fn a_nested_record_that_is_refused_undoes_all(subject: Subject) {
    let run = attempt(&subject.app, |cx| {
        Box::pin(async move {
            let mut pen = pen();
            pen.capybaras
                .push(kept_by("d", OrNew::new(NewKeeper::named("Ada"))));
            let refused = cx.write::<Pen>().create_aggregate(pen).await;
            refused.map(drop)
        })
    });
    assert!(run.await.is_err(), "`Ada` is taken");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, []);
        assert_eq!(cx.read::<Capybara>().all().await?, []);
        assert_eq!(cx.read::<Pen>().all().await?, []);
    });
}
