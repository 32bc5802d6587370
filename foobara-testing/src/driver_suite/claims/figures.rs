//! Figures about records.

use foobara_core::Fault;
use foobara_persistence::{Datum, Direction, Filter, Repositories, Selection};

use crate::driver_suite::{
    Subject,
    entities::{Capybara, Keeper},
    script::{in_run, refused},
};

fn herd() -> Vec<Capybara> {
    [
        ("b", Some(2), Some(1.5)),
        ("a", Some(4), None),
        ("c", None, Some(0.25)),
    ]
    .map(|(name, age, weight)| Capybara {
        weight,
        ..Capybara::aged(name, age)
    })
    .into()
}

async fn all_of(selection: Selection<'_, Capybara>, column: &str) -> Result<[Datum; 4], Fault> {
    Ok([
        selection.clone().sum(column).await?,
        selection.clone().average(column).await?,
        selection.clone().min(column).await?,
        selection.max(column).await?,
    ])
}

pub async fn figures_of_whole_numbers(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(herd()).await?;
        let figures = all_of(cx.read().query(), "age").await?;
        assert_eq!(
            figures,
            [6.into(), 3.0.into(), 2.into(), 4.into()].map(|datum: Datum| datum)
        );
    });
}

pub async fn figures_of_numbers(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(herd()).await?;
        let figures = all_of(cx.read().query(), "weight").await?;
        assert_eq!(figures, [1.75, 0.875, 0.25, 1.5].map(Datum::from));
    });
}

pub async fn figures_of_text(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(herd()).await?;
        let names = || cx.read::<Capybara>().query();
        assert_eq!(
            [names().min("name").await?, names().max("name").await?],
            ["a", "c"].map(Datum::from)
        );
    });
}

pub async fn figures_of_nothing_are_null(subject: Subject) {
    in_run!(subject, cx, {
        assert_eq!(
            all_of(cx.read().query(), "age").await?,
            [Datum::Null, Datum::Null, Datum::Null, Datum::Null]
        );
        cx.write::<Capybara>().create(Capybara::named("a")).await?;
        assert_eq!(
            all_of(cx.read().query(), "age").await?,
            [Datum::Null, Datum::Null, Datum::Null, Datum::Null]
        );
    });
}

pub async fn figures_heed_filters_and_no_limits(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(herd()).await?;
        let old = cx.read::<Capybara>().query().filter(Filter::greater("age", 1));
        assert_eq!(
            old.clone().filter(Filter::equal("name", "a")).sum("age").await?,
            Datum::from(4)
        );
        let limited = old.order("age", Direction::Descending).limit(1);
        assert_eq!(limited.sum("age").await?, Datum::from(6));
    });
}

pub async fn figures_see_what_this_run_changed(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Capybara>().create_many(herd()).await?;
    });
    in_run!(subject, cx, {
        cx.write::<Capybara>().delete(1).await?;
        cx.write::<Capybara>()
            .create(Capybara::aged("d", Some(10)))
            .await?;
        assert_eq!(cx.read::<Capybara>().query().sum("age").await?, Datum::from(14));
    });
}

pub async fn a_sum_beyond_64_bits_is_an_error(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::paid("a", i64::MAX)).await?;
        let salaries = || cx.read::<Keeper>().query();
        assert_eq!(salaries().sum("salary").await?, Datum::from(i64::MAX));
        cx.write::<Keeper>().create(Keeper::paid("b", 1)).await?;
        assert_eq!(
            refused(salaries().sum("salary").await).to_string(),
            "the storage failed"
        );
    });
}

pub async fn there_are_no_figures_of_what_is_no_number(subject: Subject) {
    in_run!(subject, cx, {
        let records = || cx.read::<Capybara>().query();
        for refusal in [
            records().sum("name").await,
            records().average("is_tame").await,
            records().min("tags").await,
            records().max("colour").await,
        ] {
            assert_eq!(refused(refusal).to_string(), "the storage failed");
        }
    });
}
