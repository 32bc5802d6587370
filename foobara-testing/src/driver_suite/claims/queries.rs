use foobara_persistence::{Direction, Filter, Key, Repositories, StorageError};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{refused, run},
};

pub async fn filters_are_true_or_false(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            for (name, age) in [("Ana", Some(1)), ("Bo", Some(2)), ("an", Some(3)), ("%", None)] {
                let mut capybara = Capybara::aged(name, age);
                capybara.weight = age.map(f64::from);
                capybara.is_tame = age == Some(2);
                capybara.keeper = (age == Some(3)).then(|| Key::new("Barbara".to_owned()));
                cx.write::<Capybara>().create(capybara).await?;
            }
            let cases = [
                (Filter::All, vec![1, 2, 3, 4]),
                (Filter::equal("age", 2), vec![2]),
                (Filter::equal("age", None::<i64>), vec![4]),
                (!Filter::equal("age", 2), vec![1, 3, 4]),
                (Filter::less("age", 2), vec![1]),
                (Filter::less_or_equal("age", 2), vec![1, 2]),
                (Filter::greater("age", 2), vec![3]),
                (Filter::greater_or_equal("age", 2), vec![2, 3]),
                (!Filter::less("age", 2), vec![2, 3, 4]),
                (!Filter::is_null("age"), vec![1, 2, 3]),
                (Filter::less("age", None::<i64>), vec![]),
                (!Filter::less("age", None::<i64>), vec![1, 2, 3, 4]),
                (Filter::greater("weight", 1.5), vec![2, 3]),
                (Filter::equal("is_tame", true), vec![2]),
                (
                    Filter::equal("keeper", Key::<Keeper>::new("Barbara".to_owned())),
                    vec![3],
                ),
                (Filter::starts_with("name", "A"), vec![1]),
                (Filter::starts_with("name", ""), vec![1, 2, 3, 4]),
                (Filter::starts_with("name", "%"), vec![4]),
                (!Filter::starts_with("keeper", "B"), vec![1, 2, 4]),
                (Filter::starts_with("name", "_o"), vec![]),
                (Filter::equal("age", 1).or(Filter::equal("age", 3)), vec![1, 3]),
                (Filter::greater("age", 1).and(Filter::less("age", 3)), vec![2]),
                (
                    !(Filter::greater("age", 1).and(!Filter::is_null("keeper"))),
                    vec![1, 2, 4],
                ),
                (Filter::And(vec![]), vec![1, 2, 3, 4]),
                (Filter::Or(vec![]), vec![]),
                (!Filter::Or(vec![]), vec![1, 2, 3, 4]),
                (
                    Filter::Keys(vec![3.into(), 1.into(), 3.into(), 9.into()]),
                    vec![1, 3],
                ),
                (Filter::Keys(vec![]), vec![]),
                (Filter::Keys(vec!["1".into()]), vec![]),
                (!Filter::Keys(vec![1.into()]), vec![2, 3, 4]),
            ];
            for (filter, expected) in cases {
                let shown = format!("{filter:?}");
                let found = cx.read::<Capybara>().find_all_by(filter.clone()).await?;
                assert_eq!(
                    found.iter().map(Capybara::id).collect::<Vec<_>>(),
                    expected,
                    "{shown}"
                );
                let first = cx.read::<Capybara>().find_by(filter.clone()).await?;
                assert_eq!(
                    first.as_ref().map(Capybara::id),
                    expected.first().copied(),
                    "{shown}"
                );
                let count = cx.read::<Capybara>().count(filter).await?;
                assert_eq!(usize::try_from(count).ok(), Some(expected.len()), "{shown}");
            }
            Ok(())
        })
    })
    .await;
}

pub async fn order_and_limit_and_pages(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            for (name, age) in [
                ("b", Some(2)),
                ("a", None),
                ("b", Some(1)),
                ("é", Some(2)),
                ("B", None),
                ("a", Some(2)),
            ] {
                cx.write::<Capybara>().create(Capybara::aged(name, age)).await?;
            }
            let orders = [
                (vec![("name", Direction::Ascending)], vec![5, 2, 6, 1, 3, 4]),
                (vec![("age", Direction::Ascending)], vec![2, 5, 3, 1, 4, 6]),
                (vec![("age", Direction::Descending)], vec![1, 4, 6, 3, 2, 5]),
                (
                    vec![("age", Direction::Descending), ("name", Direction::Descending)],
                    vec![4, 1, 6, 3, 2, 5],
                ),
                (
                    vec![("name", Direction::Ascending), ("age", Direction::Descending)],
                    vec![5, 6, 2, 1, 3, 4],
                ),
            ];
            for (order, expected) in orders {
                let query = order
                    .iter()
                    .fold(cx.read::<Capybara>().query(), |query, (name, direction)| {
                        query.order(*name, *direction)
                    });
                let all = query.clone().all().await?;
                assert_eq!(
                    all.iter().map(Capybara::id).collect::<Vec<_>>(),
                    expected,
                    "{order:?}"
                );

                let mut paged: Vec<Capybara> = query.clone().limit(2).all().await?;
                while let Some(last) = paged.last() {
                    let page = query.clone().limit(2).after(last).all().await?;
                    if page.is_empty() {
                        break;
                    }
                    paged.extend(page);
                }
                assert_eq!(paged, all, "{order:?}");
                assert_eq!(query.clone().limit(2).count().await?, 6);
                assert_eq!(query.limit(0).all().await?, []);
            }
            Ok(())
        })
    })
    .await;
}

pub async fn what_does_not_fit_is_refused(subject: Subject) {
    run(&subject.app, |cx| {
        Box::pin(async move {
            let repository = cx.read::<Capybara>();
            for filter in [
                Filter::equal("colour", 1),
                Filter::equal(r#"name" = 'x' OR "name"#, "x"),
                Filter::equal("age", "2"),
                Filter::starts_with("age", "2"),
                (0..100).fold(Filter::equal("age", 2), |filter, _| !filter),
            ] {
                let error = refused(repository.find_all_by(filter).await);
                assert!(matches!(error, StorageError::Other(_)), "{error:?}");
            }
            assert!(
                repository
                    .query()
                    .order("colour", Direction::Ascending)
                    .all()
                    .await
                    .is_err()
            );
            Ok(())
        })
    })
    .await;
}
