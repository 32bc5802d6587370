use foobara::{Auto, Key, prelude::*};

#[derive(Debug, Clone, Entity)]
struct Line {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Clone, Entity)]
#[entity(create_aggregate = NewOrder)]
struct Order {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(json, nested)]
    lines: Vec<Key<Line>>,
}

fn main() {}
