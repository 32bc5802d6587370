//! Which records a filter holds for.

use foobara_core::Fault;
use foobara_persistence::{Entity, Filter, Key, ReadOnly, Repositories, Repository};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Home, Keeper, Visitor},
    script::{in_run, refused},
};

/// The names of those that a filter holds for.
async fn named(records: Repository<'_, Capybara, ReadOnly>, filter: Filter) -> Result<Vec<String>, Fault> {
    let found = records.find_all_by(filter).await?;
    Ok(found.into_iter().map(|capybara| capybara.name).collect())
}

fn tagged(name: &str, tags: &[&str]) -> Capybara {
    Capybara {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Capybara::named(name)
    }
}

pub async fn text_contains_text(subject: Subject) {
    in_run!(subject, cx, {
        for name in ["Ana", "Bananas", "50 %", "a_b", "Ünal", "\\", ""] {
            cx.write::<Capybara>().create(Capybara::named(name)).await?;
        }
        let cases: [(&str, &[&str]); 9] = [
            ("ana", &["Bananas"]),
            ("an", &["Bananas"]),
            ("Ana", &["Ana"]),
            ("%", &["50 %"]),
            ("_", &["a_b"]),
            ("\\", &["\\"]),
            ("Ü", &["Ünal"]),
            ("U", &[]),
            ("", &["Ana", "Bananas", "50 %", "a_b", "Ünal", "\\", ""]),
        ];
        for (part, expected) in cases {
            assert_eq!(
                named(cx.read(), Filter::contains("name", part)).await?,
                expected,
                "{part:?}"
            );
            let others = named(cx.read(), !Filter::contains("name", part)).await?;
            assert_eq!(others.len(), 7 - expected.len(), "{part:?}");
        }
    });
}

pub async fn lists_contain_elements(subject: Subject) {
    in_run!(subject, cx, {
        for (name, tags) in [
            ("a", &["x", "y"] as &[_]),
            ("b", &["xy"]),
            ("c", &[]),
            ("d", &["\"", "1"]),
        ] {
            cx.write::<Capybara>().create(tagged(name, tags)).await?;
        }
        for (element, expected) in [
            ("x", &["a"] as &[_]),
            ("xy", &["b"]),
            ("\"", &["d"]),
            ("1", &["d"]),
            ("", &[]),
        ] {
            assert_eq!(
                named(cx.read(), Filter::contains("tags", element)).await?,
                expected,
                "{element:?}"
            );
        }
        assert_eq!(named(cx.read(), Filter::contains("tags", 1)).await?, [""; 0]);
        assert_eq!(
            named(cx.read(), !Filter::contains("tags", "x")).await?,
            ["b", "c", "d"]
        );
    });
}

pub async fn values_are_one_of_several(subject: Subject) {
    in_run!(subject, cx, {
        for (name, age) in [("a", Some(1)), ("b", Some(2)), ("c", None), ("d", Some(2))] {
            cx.write::<Capybara>().create(Capybara::aged(name, age)).await?;
        }
        let cases: [(Vec<Option<i64>>, &[&str]); 6] = [
            (vec![Some(1), Some(2)], &["a", "b", "d"]),
            (vec![Some(2), Some(2), Some(9)], &["b", "d"]),
            (vec![None], &["c"]),
            (vec![Some(1), None], &["a", "c"]),
            (vec![Some(-1)], &[]),
            (vec![], &[]),
        ];
        for (ages, expected) in cases {
            assert_eq!(
                named(cx.read(), Filter::any_of("age", ages.clone())).await?,
                expected,
                "{ages:?}"
            );
            let others = named(cx.read(), !Filter::any_of("age", ages.clone())).await?;
            assert_eq!(others.len(), 4 - expected.len(), "{ages:?}");
        }
        assert_eq!(
            named(cx.read(), Filter::any_of("name", ["a", "d", "A"])).await?,
            ["a", "d"]
        );
    });
}

pub async fn many_values_are_looked_for_at_once(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>()
            .create_many((0..50).map(|n| Capybara::named(&n.to_string())).collect())
            .await?;
        let names: Vec<String> = (0..5000).map(|n| n.to_string()).collect();
        assert_eq!(named(cx.read(), Filter::any_of("name", names)).await?.len(), 50);
        let keys = (1..5000_i64).map(Into::into).collect();
        assert_eq!(named(cx.read(), Filter::Keys(keys)).await?.len(), 50);
    });
}

async fn emails(records: Repository<'_, Visitor, ReadOnly>, filter: Filter) -> Result<Vec<String>, Fault> {
    let found = records.find_all_by(filter).await?;
    Ok(found.into_iter().map(|visitor| visitor.email).collect())
}

pub async fn parts_of_models_are_compared(subject: Subject) {
    in_run!(subject, cx, {
        for (email, street, number) in [("a", "Elm", 9), ("b", "Oak", 10), ("c", "elm", 100)] {
            cx.write::<Visitor>()
                .create(Visitor::from(email, street, number))
                .await?;
        }
        cx.write::<Visitor>().create(Visitor::of("d")).await?;
        let cases: [(Filter, &[&str]); 11] = [
            (Filter::equal("home.street", "Elm"), &["a"]),
            (!Filter::equal("home.street", "Elm"), &["b", "c", "d"]),
            (Filter::equal("home.number", 10), &["b"]),
            (Filter::greater("home.number", 9), &["b", "c"]),
            (Filter::less_or_equal("home.number", 10), &["a", "b"]),
            (Filter::less("home.street", "a"), &["a", "b"]),
            (Filter::starts_with("home.street", "E"), &["a"]),
            (Filter::contains("home.street", "lm"), &["a", "c"]),
            (Filter::is_null("home.street"), &["d"]),
            (!Filter::is_null("home.number"), &["a", "b", "c"]),
            (Filter::any_of("home.number", [9, 100]), &["a", "c"]),
        ];
        for (filter, expected) in cases {
            assert_eq!(emails(cx.read(), filter.clone()).await?, expected, "{filter:?}");
        }
    });
}

pub async fn truth_values_of_models_are_compared(subject: Subject) {
    in_run!(subject, cx, {
        for (email, is_far) in [("a", Some(true)), ("b", Some(false)), ("c", None)] {
            let home = Some(Home {
                street: String::new(),
                number: 0,
                is_far,
            });
            cx.write::<Visitor>()
                .create(Visitor {
                    home,
                    ..Visitor::of(email)
                })
                .await?;
        }
        assert_eq!(
            emails(cx.read(), Filter::equal("home.is_far", true)).await?,
            ["a"]
        );
        assert_eq!(
            emails(cx.read(), Filter::equal("home.is_far", false)).await?,
            ["b"]
        );
        assert_eq!(emails(cx.read(), Filter::is_null("home.is_far")).await?, ["c"]);
    });
}

pub async fn whole_models_are_compared(subject: Subject) {
    in_run!(subject, cx, {
        let visitor = cx.write::<Visitor>().create(Visitor::from("a", "Elm", 9)).await?;
        cx.write::<Visitor>()
            .create(Visitor::from("b", "Elm", 10))
            .await?;
        cx.write::<Visitor>().create(Visitor::of("c")).await?;
        let home = serde_json::to_value(&visitor.home).expect("it is JSON");
        assert_eq!(emails(cx.read(), Filter::equal("home", home)).await?, ["a"]);
        assert_eq!(emails(cx.read(), Filter::is_null("home")).await?, ["c"]);
    });
}

pub async fn references_are_compared(subject: Subject) {
    in_run!(subject, cx, {
        for (name, keeper) in [("a", Some("Barbara")), ("b", Some("barbara")), ("c", None)] {
            let keeper = keeper.map(|name| Key::<Keeper>::new(name.to_owned()));
            cx.write::<Capybara>()
                .create(Capybara {
                    keeper,
                    ..Capybara::named(name)
                })
                .await?;
        }
        let barbara = Key::<Keeper>::new("Barbara".to_owned());
        assert_eq!(named(cx.read(), Filter::equal("keeper", &barbara)).await?, ["a"]);
        assert_eq!(
            named(cx.read(), !Filter::equal("keeper", barbara)).await?,
            ["b", "c"]
        );
    });
}

pub async fn text_is_compared_by_its_bytes(subject: Subject) {
    in_run!(subject, cx, {
        for name in ["Z", "a", "z", "é", "10", "9"] {
            cx.write::<Capybara>().create(Capybara::named(name)).await?;
        }
        assert_eq!(
            named(cx.read(), Filter::less("name", "a")).await?,
            ["Z", "10", "9"]
        );
        assert_eq!(named(cx.read(), Filter::greater("name", "z")).await?, ["é"]);
        assert_eq!(named(cx.read(), Filter::less("name", "9")).await?, ["10"]);
    });
}

pub async fn filters_nest(subject: Subject) {
    in_run!(subject, cx, {
        for (name, age) in [("a", Some(1)), ("b", Some(2)), ("c", None)] {
            cx.write::<Capybara>().create(Capybara::aged(name, age)).await?;
        }
        let even = (0..40).fold(Filter::equal("age", 1), |filter, _| !filter);
        assert_eq!(named(cx.read(), even.clone()).await?, ["a"]);
        assert_eq!(named(cx.read(), !even).await?, ["b", "c"]);
        let wide = (0..200).fold(Filter::Or(vec![]), |filter, age| {
            filter.or(Filter::equal("age", age))
        });
        assert_eq!(named(cx.read(), wide).await?, ["a", "b"]);
    });
}

pub async fn misfits_are_refused(subject: Subject) {
    in_run!(subject, cx, {
        let misfits = [
            Filter::contains("age", "1"),
            Filter::contains("age", 1),
            Filter::contains("name", 1),
            Filter::any_of("age", ["1"]),
            Filter::any_of("colour", [1]),
            Filter::starts_with("tags", "a"),
            Filter::equal("tags.0", "a"),
            Filter::equal("name.length", 1),
        ];
        for filter in misfits {
            let error = refused(cx.read::<Capybara>().find_all_by(filter.clone()).await);
            assert_eq!(error.to_string(), "the storage failed", "{filter:?}");
        }
        for filter in [
            Filter::equal("home.colour", 1),
            Filter::equal("home.number", "9"),
            Filter::equal("home.", 1),
        ] {
            let error = refused(cx.read::<Visitor>().find_all_by(filter.clone()).await);
            assert_eq!(error.to_string(), "the storage failed", "{filter:?}");
        }
        assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
    });
}

pub async fn filters_see_what_this_run_changed(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>()
            .create_many(["a", "b", "c"].map(|name| Capybara::aged(name, Some(1))).into())
            .await?;
    });
    in_run!(subject, cx, {
        let first = cx.read::<Capybara>().load(1).await?;
        cx.write::<Capybara>()
            .update(&Capybara {
                age: Some(2),
                ..first
            })
            .await?;
        cx.write::<Capybara>().delete(2).await?;
        let new = cx
            .write::<Capybara>()
            .create(Capybara::aged("d", Some(1)))
            .await?;
        assert_eq!(named(cx.read(), Filter::equal("age", 1)).await?, ["c", "d"]);
        assert_eq!(named(cx.read(), Filter::equal("age", 2)).await?, ["a"]);
        assert_eq!(
            named(cx.read(), Filter::Keys(vec![2.into(), new.key().into()])).await?,
            ["d"]
        );
        assert_eq!(cx.read::<Capybara>().count(Filter::equal("age", 1)).await?, 2);
    });
}
