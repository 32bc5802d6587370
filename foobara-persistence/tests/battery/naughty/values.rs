use foobara_persistence::{
    Begin, Change, Direction, Entity, Filter, Finish, Order, Query, Row, Session, Shape, Store, Stored,
};
use foobara_testing::driver_suite::entities::{Capybara, Keeper, Visitor};

use super::strings::STRINGS;
use crate::measured::Measured;

/// Keeps each string as a value, as a key, in a list and in a model, and finds it by each.
pub(super) async fn are_kept(store: &dyn Store, measured: &mut Measured) {
    let can_nul = store.capabilities().nul_characters;
    let mut kept = Vec::new();
    for string in STRINGS {
        measured.tried(1);
        let is_open = can_nul || !string.contains('\0');
        match round_trip(store, string).await {
            Ok(found) if found.iter().all(|is_found| *is_found) => kept.push(*string),
            Ok(found) => measured.violation(format!("{string:?} is not found again: {found:?}")),
            Err(error) => measured.check(!is_open, || format!("{string:?} is refused: {error:?}")),
        }
    }
    kept.sort_unstable();
    match in_order(store).await {
        Ok(names) => measured.check(names == kept, || {
            format!("in order are {names:?} and not {kept:?}")
        }),
        Err(error) => measured.violation(format!("they cannot be ordered: {error:?}")),
    }
}

async fn round_trip(store: &dyn Store, string: &str) -> Stored<Vec<bool>> {
    let capybara = Capybara {
        tags: vec![string.to_owned()],
        ..Capybara::named(string)
    };
    let mut visitor = Visitor::from(string, string, 1);
    visitor.ticket = None;
    let changes = [
        Change::create(Shape::of_entity::<Capybara>(), capybara.to_row()),
        Change::create(Shape::of_entity::<Keeper>(), Keeper::named(string).to_row()),
        Change::create(Shape::of_entity::<Visitor>(), visitor.to_row()),
    ];
    let mut session = store.begin(Begin::default()).await?;
    session.apply(&changes).await?;
    session.finish(Finish::Commit).await?;

    let mut session = store.begin(Begin::default()).await?;
    let mut found = Vec::new();
    let capybaras = Shape::of_entity::<Capybara>();
    for filter in [
        Filter::equal("name", string),
        Filter::starts_with("name", string).and(Filter::greater_or_equal("name", string)),
        Filter::contains("name", string).and(Filter::less_or_equal("name", string)),
        Filter::any_of("name", [string]),
        Filter::contains("tags", serde_json::json!(string)).and(Filter::equal("name", string)),
    ] {
        let names = names(&mut *session, capybaras, filter).await?;
        found.push(names.contains(&string.to_owned()));
    }
    let keepers = Shape::of_entity::<Keeper>();
    found.push(names(&mut *session, keepers, Filter::Keys(vec![string.into()])).await? == [string]);
    let visitors = Shape::of_entity::<Visitor>();
    found.push(names(&mut *session, visitors, Filter::equal("home.street", string)).await? == [string]);
    session.finish(Finish::Rollback).await?;
    Ok(found)
}

/// Returns what is in the first column of text of the rows found.
async fn names(session: &mut dyn Session, shape: &'static Shape, filter: Filter) -> Stored<Vec<String>> {
    let mut query = Query::all(shape);
    query.filter = filter;
    let rows = session.fetch(&query).await?.rows;
    Ok(rows.iter().filter_map(text).collect())
}

fn text(row: &Row) -> Option<String> {
    row.iter().find_map(|datum| match datum {
        foobara_persistence::Datum::Text(text) => Some(text.clone()),
        _ => None,
    })
}

async fn in_order(store: &dyn Store) -> Stored<Vec<String>> {
    let shape = Shape::of_entity::<Capybara>();
    let mut query = Query::all(shape);
    query.order = vec![Order {
        column: shape.position("name").expect("it has a name"),
        direction: Direction::Ascending,
    }];
    let mut session = store.begin(Begin::default()).await?;
    let rows = session.fetch(&query).await?.rows;
    session.finish(Finish::Rollback).await?;
    Ok(rows.iter().filter_map(text).collect())
}
