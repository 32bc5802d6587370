//! How text is searched, by stores that do.

use std::error::Error as _;

use foobara_core::{Fault, StorageError};
use foobara_persistence::{Direction, Filter, Key, NoTextSearch, ReadOnly, Repositories, Repository};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper, Letter, Visitor},
    script::{in_run, refused, run},
};

/// Texts, as records have them.
const TEXTS: [&str; 12] = [
    "The quick brown fox",
    "quick-brown: FOX, the!",
    "quicksilver",
    "don't e-mail kim@zoo.example",
    "https://zoo.example/pens?id=7&x=3.50",
    "-12 1e5 5abc 007",
    "ÜNAL von der Straße",
    "ΣΊΣΥΦΟΣ Ёлка",
    "漢字 “quoted”—dashed… x²",
    "<b>bold</b> &amp; a_b\\c|d",
    " \t\n",
    "",
];

/// What is searched for, and the places of the texts that it is found in.
const CASES: &[(&str, &[usize])] = &[
    ("quick", &[0, 1]),
    ("fox quick", &[0, 1]),
    ("the\tFOX\n brown", &[0, 1]),
    ("quick quick", &[0, 1]),
    ("brown silver", &[]),
    ("quic", &[]),
    ("silver", &[]),
    ("QUICKSILVER", &[2]),
    ("kim", &[3]),
    ("kim@zoo.example", &[3]),
    ("example zoo", &[3, 4]),
    ("DON'T", &[3]),
    ("mail", &[3]),
    ("pens id", &[4]),
    ("3.5", &[]),
    ("50", &[4]),
    ("12", &[5]),
    ("1E5", &[5]),
    ("5abc", &[5]),
    ("5", &[]),
    ("7", &[4]),
    ("007", &[5]),
    ("ünal", &[6]),
    ("unal", &[]),
    ("nal", &[]),
    ("STRAßE", &[6]),
    ("strasse", &[]),
    ("σίσυφος", &[7]),
    ("ёЛКА", &[7]),
    ("漢字", &[8]),
    ("漢", &[]),
    ("quoted", &[8]),
    ("dashed x", &[8]),
    ("bold", &[9]),
    ("b", &[9]),
    ("amp a", &[9]),
    ("d c", &[9]),
    ("a is of the", &[]),
];

fn can_search(subject: &Subject) -> bool {
    subject.store.capabilities().text_search
}

async fn named(records: Repository<'_, Capybara, ReadOnly>, filter: Filter) -> Result<Vec<String>, Fault> {
    let found = records.find_all_by(filter).await?;
    Ok(found.into_iter().map(|capybara| capybara.name).collect())
}

async fn subjects(records: Repository<'_, Letter, ReadOnly>, words: &str) -> Result<Vec<String>, Fault> {
    let found = records.find_all_by(Filter::search("subject", words)).await?;
    Ok(found.into_iter().map(|letter| letter.subject).collect())
}

pub async fn words_of_text_are_found(subject: Subject) {
    if !can_search(&subject) {
        return stores_without_text_search_refuse_it(subject).await;
    }
    in_run!(subject, cx, {
        let capybaras = TEXTS.map(Capybara::named).into();
        cx.write::<Capybara>().create_many(capybaras).await?;
        let letters = TEXTS.map(Letter::about).into();
        cx.write::<Letter>().create_many(letters).await?;
        for (words, places) in CASES {
            let expected: Vec<&str> = places.iter().filter_map(|at| TEXTS.get(*at).copied()).collect();
            let found = named(cx.read(), Filter::search("name", *words)).await?;
            assert_eq!(found, expected, "{words:?}");
            assert_eq!(
                subjects(cx.read(), words).await?,
                expected,
                "{words:?}, by an index"
            );
        }
    });
}

pub async fn whatever_is_searched_for_is_words(subject: Subject) {
    if !can_search(&subject) {
        return stores_without_text_search_refuse_it(subject).await;
    }
    in_run!(subject, cx, {
        let long: Vec<String> = (0..2_000).map(|number| format!("w{number}")).collect();
        let (long, word) = (long.join(" "), "a".repeat(500));
        let texts = [word.as_str(), &long, "a b", "b a'"];
        cx.write::<Capybara>()
            .create_many(texts.map(Capybara::named).into())
            .await?;
        let everything = texts.as_slice();
        let cases: [(&str, &[&str]); 18] = [
            ("", everything),
            (" \u{a0}\n", everything),
            ("'", everything),
            ("\0", everything),
            ("&|!:*()<->\\\"", everything),
            ("'; DROP TABLE acme_zoo_capybara; --", &[]),
            ("a & b", &["a b", "b a'"]),
            ("a | c", &[]),
            ("a & !b", &["a b", "b a'"]),
            ("a:*", &["a b", "b a'"]),
            ("+a -b", &["a b", "b a'"]),
            ("\"b a\"", &["a b", "b a'"]),
            ("(a", &["a b", "b a'"]),
            ("a\0b", &["a b", "b a'"]),
            ("w1999 w0", &[&long]),
            (&long, &[&long]),
            (&word, &[&word]),
            (&"a".repeat(10_000), &[]),
        ];
        for (words, expected) in cases {
            let shown: String = words.chars().take(20).collect();
            let found = named(cx.read(), Filter::search("name", words)).await?;
            assert_eq!(found, expected, "{shown:?}");
            let others = named(cx.read(), !Filter::search("name", words)).await?;
            assert_eq!(others.len(), texts.len() - expected.len(), "{shown:?}");
        }
    });
}

pub async fn searches_go_with_other_filters(subject: Subject) {
    if !can_search(&subject) {
        return stores_without_text_search_refuse_it(subject).await;
    }
    in_run!(subject, cx, {
        for (name, age, keeper) in [
            ("wet a", 1, Some("Kim B")),
            ("dry a", 2, Some("Kim")),
            ("wet b", 3, None),
        ] {
            let keeper = keeper.map(|name| Key::<Keeper>::new(name.to_owned()));
            let capybara = Capybara::aged(name, Some(age));
            cx.write::<Capybara>()
                .create(Capybara { keeper, ..capybara })
                .await?;
        }
        for name in ["Kim B", "Kim"] {
            cx.write::<Keeper>().create(Keeper::named(name)).await?;
        }
        let wet = || Filter::search("name", "WET");
        let cases: [(Filter, &[&str]); 8] = [
            (wet().and(Filter::less("age", 3)), &["wet a"]),
            (Filter::search("name", "a").and(wet()), &["wet a"]),
            (wet().or(Filter::equal("age", 2)), &["wet a", "dry a", "wet b"]),
            (!wet(), &["dry a"]),
            (!(wet().and(Filter::greater("age", 1))), &["wet a", "dry a"]),
            (Filter::search("keeper", "kim"), &["wet a", "dry a"]),
            (!Filter::search("keeper", ""), &["wet b"]),
            (Filter::through("keeper", Filter::search("name", "b")), &["wet a"]),
        ];
        for (filter, expected) in cases {
            assert_eq!(named(cx.read(), filter.clone()).await?, expected, "{filter:?}");
        }
        cx.write::<Visitor>()
            .create(Visitor::from("a", "Old Elm", 1))
            .await?;
        cx.write::<Visitor>().create(Visitor::of("b")).await?;
        for (words, count) in [("elm", 1), ("", 1), ("oak", 0)] {
            let found = Filter::search("home.street", words);
            assert_eq!(cx.read::<Visitor>().count(found).await?, count, "{words:?}");
        }
    });
}

pub async fn searches_are_ordered_counted_and_paged(subject: Subject) {
    if !can_search(&subject) {
        return stores_without_text_search_refuse_it(subject).await;
    }
    in_run!(subject, cx, {
        for name in ["b wet", "c dry", "d wet", "a wet"] {
            cx.write::<Letter>().create(Letter::about(name)).await?;
        }
        let wet = || {
            let found = cx
                .read::<Letter>()
                .query()
                .filter(Filter::search("subject", "wet"));
            found.order("subject", Direction::Ascending)
        };
        let page = wet().limit(2).all().await?;
        let names: Vec<&str> = page.iter().map(|letter| letter.subject.as_str()).collect();
        assert_eq!(names, ["a wet", "b wet"]);
        let rest = wet().after(&page[1]).all().await?;
        let names: Vec<&str> = rest.iter().map(|letter| letter.subject.as_str()).collect();
        assert_eq!(names, ["d wet"]);
        assert_eq!(wet().count().await?, 3);
        assert!(wet().exists().await?);
        cx.write::<Letter>().delete(4).await?;
        assert_eq!(wet().count().await?, 2);
        let deleted = cx
            .write::<Letter>()
            .delete_all_by(Filter::search("subject", "wet"));
        assert_eq!(deleted.await?, 2);
        assert_eq!(subjects(cx.read(), "").await?, ["c dry"]);
    });
}

pub async fn searches_see_what_this_run_changed(subject: Subject) {
    if !can_search(&subject) {
        return stores_without_text_search_refuse_it(subject).await;
    }
    in_run!(subject, cx, {
        let letter = cx.write::<Letter>().create(Letter::about("wet and old")).await?;
        assert_eq!(subjects(cx.read(), "old").await?, ["wet and old"]);
        let subject = "wet and new".to_owned();
        cx.write::<Letter>().update(&Letter { subject, ..letter }).await?;
        assert_eq!(subjects(cx.read(), "old").await?, [""; 0]);
        assert_eq!(subjects(cx.read(), "wet NEW").await?, ["wet and new"]);
    });
    in_run!(subject, cx, {
        assert_eq!(subjects(cx.read(), "new").await?, ["wet and new"]);
    });
}

pub async fn what_is_no_text_is_not_searched(subject: Subject) {
    in_run!(subject, cx, {
        for column in ["age", "weight", "is_tame", "tags", "colour", "name.first"] {
            let found = cx.read::<Capybara>().find_all_by(Filter::search(column, "a"));
            let error = refused(found.await);
            assert_eq!(error.to_string(), "the storage failed", "{column}");
            assert!(!is_for_want_of_search(&error), "{column}");
        }
    });
}

pub async fn stores_without_text_search_refuse_it(subject: Subject) {
    let can_search = can_search(&subject);
    run(&subject.app, move |cx| {
        Box::pin(async move {
            for words in ["a", "", "\0", &"a".repeat(501)] {
                let search = || Filter::search("name", words);
                for filter in [search(), !Filter::equal("salary", 1).and(search())] {
                    let counted = cx.read::<Keeper>().count(filter).await;
                    if can_search {
                        assert_eq!(counted?, 0, "{words:?}");
                    } else {
                        assert!(is_for_want_of_search(&refused(counted)), "{words:?}");
                    }
                }
            }
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            Ok(())
        })
    })
    .await;
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 1);
    });
}

fn is_for_want_of_search(error: &StorageError) -> bool {
    error
        .source()
        .is_some_and(<dyn std::error::Error>::is::<NoTextSearch>)
}
