//! What PostgreSQL finds is what the drivers find that have their records in memory, whatever the text.

use foobara_persistence::{Auto, Change, Entity, Filter, Finish, Query, Shape, Store};
use foobara_testing::driver_suite::{MODELS, entities::Capybara};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{postgres, servers::begin};

const TEXTS: usize = 400;

/// Characters of many kinds: letters with and without case, digits and other numbers, marks, signs, blanks. All of them are
/// older than the tables of Unicode that servers have.
fn any_character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::char::ranges(vec!['a'..='e', '0'..='3', 'A'..='C'].into()),
        4 => prop::char::range('\u{1}', '~'),
        2 => prop::char::range('\u{80}', '\u{24f}'),
        1 => prop::char::ranges(vec!['\u{300}'..='\u{36f}', 'Α'..='Ω', 'α'..='ω'].into()),
        1 => prop::char::ranges(vec!['Ѐ'..='ӿ', 'א'..='ת', '\u{620}'..='\u{669}', 'अ'..='\u{94d}'].into()),
        1 => prop::char::ranges(vec!['\u{2000}'..='\u{2064}', '⅐'..='ↈ', '①'..='⓿'].into()),
        1 => prop::char::ranges(vec!['一'..='十', '가'..='긹', '𐐀'..='𐑏', '😀'..='😎'].into()),
        2 => prop::sample::select(vec!['ß', 'İ', 'ı', 'Σ', 'ς', '\'', '-', '.', '/', '@', ':', '&', '<', '_', ' ']),
    ]
}

/// Short texts, so that many have words of others in them.
fn texts() -> Vec<String> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let one = vec(any_character(), 0..12).prop_map(String::from_iter);
    let drawn = vec(one, TEXTS).new_tree(&mut runner);
    drawn.expect("there are texts").current()
}

async fn agree(how: &str) {
    let database = postgres::Database::create_as(how).await;
    let store = postgres::open_at(&database).await;
    let shapes: Vec<_> = MODELS.iter().map(|model| Shape::of(model())).collect();
    store.prepare(&shapes).await.expect("there is room");
    let shape = Shape::of_entity::<Capybara>();
    let texts = texts();
    let numbered = (1..).zip(&texts).map(|(number, text)| Capybara {
        id: Auto::from(number),
        ..Capybara::named(text)
    });
    let rows: Vec<_> = numbered.map(|capybara| capybara.to_row()).collect();
    let mut session = begin(&store).await;
    let changes: Vec<_> = rows
        .iter()
        .cloned()
        .map(|row| Change::create(shape, row))
        .collect();
    session.apply(&changes).await.expect("they are created");
    let mut others = 0;
    for words in &texts {
        let filter = Filter::search("name", words.clone());
        let expected: Vec<_> = rows
            .iter()
            .filter(|row| filter.matches(shape, row))
            .cloned()
            .collect();
        others += expected.len().saturating_sub(1);
        let mut query = Query::all(shape);
        query.filter = filter;
        let found = session.fetch(&query).await.expect("it is searched").rows;
        assert!(found == expected, "{words:?} in {how}");
    }
    assert!(others > TEXTS, "{others} is too few to say anything");
    session.finish(Finish::Rollback).await.expect("it ends");
}

#[tokio::test]
async fn postgres_finds_what_memory_finds() {
    agree("LC_COLLATE 'C' LC_CTYPE 'C'").await;
}

#[tokio::test]
async fn postgres_finds_what_memory_finds_where_letters_are_those_of_unicode() {
    agree("LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'").await;
}

#[tokio::test]
async fn postgres_finds_what_memory_finds_where_text_is_that_of_a_country() {
    agree("LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'").await;
}
