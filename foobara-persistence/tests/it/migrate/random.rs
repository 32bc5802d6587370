//! Entities at random: a database that was migrated from one to another is as one that was made for the other.

use foobara_persistence::Auto;
use foobara_types::{Attribute, Kept, ModelType};
use proptest::{collection::vec, prelude::*};

use super::{
    entities::{Entities, attribute, create, entity, records},
    place::{OnSqlite, Site, fresh},
};

const TABLES: [&str; 3] = ["Leaf", "Twig", "Root"];
const COLUMNS: [&str; 4] = ["one", "two", "three", "we\"ird"];
const INDEXES: [&[&[&str]]; 4] = [&[], &[&["one"]], &[&["one"], &["two", "one"]], &[&["two"]]];

fn column(name: &'static str, sort: usize) -> Attribute {
    match sort {
        0 => attribute::<i64>(name),
        1 => attribute::<Option<i64>>(name),
        2 => attribute::<f64>(name),
        3 => attribute::<bool>(name),
        4 => attribute::<Option<String>>(name),
        5 => attribute::<String>(name),
        _ => attribute::<Vec<i64>>(name),
    }
}

fn key(sort: usize) -> Attribute {
    match sort {
        0 => attribute::<i64>("id"),
        1 => attribute::<Auto<i64>>("id"),
        _ => attribute::<String>("id"),
    }
}

fn any_entity(name: &'static str) -> impl Strategy<Value = &'static ModelType> {
    let columns = [0..8_usize, 0..8, 0..9, 0..9];
    (0..3_usize, columns, 0..4_usize, 0..4_usize).prop_map(move |(key_sort, sorts, unique, indexed)| {
        // The first two are always there, for the indexes.
        let others = COLUMNS.into_iter().zip(sorts).filter(|(_, sort)| *sort < 8);
        let attributes = others.map(|(name, sort)| column(name, sort));
        let kept = Kept {
            unique: INDEXES[unique],
            indexed: INDEXES[indexed],
            ..Kept::PLAIN
        };
        entity(
            name,
            "id",
            [key(key_sort)].into_iter().chain(attributes).collect(),
            kept,
        )
    })
}

fn any_entities() -> impl Strategy<Value = Entities> {
    let [one, two, three] = TABLES.map(any_entity);
    (one, two, three, vec(any::<bool>(), 3)).prop_map(|(one, two, three, is_there)| {
        let all = [one, two, three].into_iter().zip(is_there);
        all.filter_map(|(model, is_there)| is_there.then_some(model))
            .collect()
    })
}

async fn goes_both_ways(before: Entities, after: Entities) {
    let site = Site::<OnSqlite>::create().await;
    if !before.is_empty() {
        site.diff(&before).await;
        site.up(&before).await;
    }
    for model in &before {
        create(&site.store, model, 1).await;
    }
    let Ok(Some(_)) = site.migrations(&after).diff(Some("probe")).await else {
        assert_eq!(fresh::<OnSqlite>(&before).await, fresh::<OnSqlite>(&after).await);
        return;
    };
    let number = if before.is_empty() { 1 } else { 2 };
    for direction in ["up", "down"] {
        let file = site.path(&format!("{number:04}_probe.{direction}.sql"));
        let text = std::fs::read_to_string(&file).expect("it is there");
        std::fs::write(&file, text.replace("<<VALUE>>", "'1'")).expect("it is written");
    }
    site.up(&after).await;
    assert_eq!(site.catalog().await, fresh::<OnSqlite>(&after).await);
    for model in after.iter().filter(|model| is_in(&before, model)) {
        assert_eq!(records(&site.store, model).await.len(), 1);
    }
    site.down(&after, 1).await;
    assert_eq!(site.catalog().await, fresh::<OnSqlite>(&before).await);
    for model in before.iter().filter(|model| is_in(&after, model)) {
        assert_eq!(records(&site.store, model).await.len(), 1);
    }
}

fn is_in(entities: &Entities, model: &ModelType) -> bool {
    entities.iter().any(|other| other.name == model.name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_migrated_database_is_as_a_fresh_one(before in any_entities(), after in any_entities()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("there is a runtime").block_on(goes_both_ways(before, after));
    }
}
