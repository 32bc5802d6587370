//! In which order records come, and how many.

use std::pin::pin;

use foobara_core::Fault;
use foobara_persistence::{Direction, Filter, Repositories, Selection, StorageError};
use futures::TryStreamExt;

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{in_run, refused},
};

async fn ids(selection: Selection<'_, Capybara>) -> Result<Vec<i64>, Fault> {
    Ok(selection.all().await?.iter().map(Capybara::id).collect())
}

pub async fn records_come_by_their_keys(subject: Subject) {
    in_run!(subject, cx, {
        for id in [3, -1, 20, 100, 0] {
            cx.write::<Capybara>()
                .create(Capybara {
                    id: id.into(),
                    ..Capybara::named("a")
                })
                .await?;
        }
        assert_eq!(ids(cx.read().query()).await?, [-1, 0, 3, 20, 100]);
        for name in ["b", "B", "ä", "", "10", "9"] {
            cx.write::<Keeper>().create(Keeper::named(name)).await?;
        }
        let names: Vec<String> = cx
            .read::<Keeper>()
            .all()
            .await?
            .into_iter()
            .map(|keeper| keeper.name)
            .collect();
        assert_eq!(names, ["", "10", "9", "B", "b", "ä"]);
    });
}

pub async fn numbers_and_truth_values_are_ordered(subject: Subject) {
    in_run!(subject, cx, {
        for (weight, is_tame) in [
            (Some(1e10), true),
            (Some(-2.5), false),
            (None, true),
            (Some(0.5), false),
        ] {
            cx.write::<Capybara>()
                .create(Capybara {
                    weight,
                    is_tame,
                    ..Capybara::named("a")
                })
                .await?;
        }
        let by = |column: &'static str, direction| cx.read::<Capybara>().query().order(column, direction);
        assert_eq!(ids(by("weight", Direction::Ascending)).await?, [3, 2, 4, 1]);
        assert_eq!(ids(by("weight", Direction::Descending)).await?, [1, 4, 2, 3]);
        assert_eq!(ids(by("is_tame", Direction::Ascending)).await?, [2, 4, 1, 3]);
        assert_eq!(ids(by("is_tame", Direction::Descending)).await?, [1, 3, 2, 4]);
    });
}

pub async fn a_limit_takes_the_first(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>()
            .create_many((0..5).map(|age| Capybara::aged("a", Some(age))).collect())
            .await?;
        let oldest = || cx.read::<Capybara>().query().order("age", Direction::Descending);
        assert_eq!(ids(oldest().limit(2)).await?, [5, 4]);
        assert_eq!(ids(oldest().limit(9)).await?, [5, 4, 3, 2, 1]);
        assert_eq!(oldest().first().await?.map(|capybara| capybara.id()), Some(5));
        assert_eq!(oldest().limit(2).count().await?, 5);
    });
}

pub async fn a_page_goes_on_after_a_record_that_is_gone(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx
            .write::<Capybara>()
            .create_many(["c", "a", "b"].map(Capybara::named).into())
            .await?;
        let last = created.last().expect("there is one");
        cx.write::<Capybara>().delete(3).await?;
        let by_name = || cx.read::<Capybara>().query().order("name", Direction::Ascending);
        assert_eq!(ids(by_name().after(last)).await?, [1]);
        assert_eq!(ids(cx.read::<Capybara>().query().after(last)).await?, [0; 0]);
    });
}

pub async fn streams_bring_every_record_once(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>()
            .create_many((0..111).map(|n: u8| Capybara::aged("a", Some(n % 7))).collect())
            .await?;
        let by_age = || cx.read::<Capybara>().query().order("age", Direction::Descending);
        let expected = ids(by_age()).await?;
        for page in [1, 10, 37, 111, 200] {
            let streamed: Vec<Capybara> = by_age().stream(page).try_collect().await?;
            assert_eq!(
                streamed.iter().map(Capybara::id).collect::<Vec<_>>(),
                expected,
                "pages of {page}"
            );
        }
        let few: Vec<Capybara> = by_age().limit(25).stream(10).try_collect().await?;
        assert_eq!(few.iter().map(Capybara::id).collect::<Vec<_>>(), expected[..25]);
    });
}

pub async fn a_stream_of_nothing_ends(subject: Subject) {
    in_run!(subject, cx, {
        let mut none = pin!(cx.read::<Capybara>().query().stream(10));
        assert_eq!(none.try_next().await?, None);
        let mut refused = pin!(
            cx.read::<Capybara>()
                .query()
                .filter(Filter::equal("colour", 1))
                .stream(10)
        );
        assert!(refused.try_next().await.is_err());
        assert!(refused.try_next().await?.is_none());
    });
}

pub async fn many_records_are_found_by_their_keys(subject: Subject) {
    in_run!(subject, cx, {
        let created = cx
            .write::<Capybara>()
            .create_many(["a", "b", "c"].map(Capybara::named).into())
            .await?;
        let [a, b, c] = <[Capybara; 3]>::try_from(created).expect("three were created");
        let records = cx.read::<Capybara>();
        assert_eq!(records.find_many(&[3, 1, 3, 9]).await?, [a.clone(), c.clone()]);
        assert_eq!(
            records.load_many(&[3, 1, 3]).await?,
            [c.clone(), a.clone(), c.clone()]
        );
        assert!(matches!(
            refused(records.load_many(&[1, 9]).await),
            StorageError::NotFound
        ));
        assert_eq!(records.load_many(&[]).await?, []);
        assert!(records.all_exist(&[1, 2, 2]).await?);
        assert!(!records.all_exist(&[1, 9]).await?);
        assert!(records.all_exist(&[]).await?);
        assert!(records.exists(Filter::equal("name", "b")).await?);
        assert!(!records.exists(Filter::equal("name", "B")).await?);
        assert_eq!(b.id(), 2);
    });
}

pub async fn many_records_are_found_for_their_references(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>()
            .create_many(["a", "b", "c"].map(Keeper::named).into())
            .await?;
        let references = ["c", "a", "c", "gone"].map(|name| foobara_persistence::Key::new(name.to_owned()));
        let found = cx.read::<Keeper>().referred_by(references.into()).await?;
        let mut names: Vec<&str> = found.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["a", "c"]);
    });
}
