//! What records among the inputs imply.

use foobara::{Record, prelude::*};

use super::context::Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Keeper {
    #[entity(key)]
    id: i64,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Animal {
    #[entity(key)]
    id: i64,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Visitor {
    #[entity(key)]
    id: i64,
}

#[derive(Debug, foobara::Command)]
#[command(domain = Lab, reads(Keeper), writes(Animal))]
struct Feed {
    animal: Record<Animal>,
    keepers: Vec<Record<Keeper>>,
    guest: Option<Record<Visitor>>,
    amount: i64,
}

fn reads<C: foobara::Reads<E>, E>() {}

fn writes<C: foobara::Writes<E>, E>() {}

#[test]
fn records_are_read_once_each() {
    let names = |models: &[fn() -> &'static foobara::__private::ModelType]| {
        models
            .iter()
            .map(|model| model().name.to_string())
            .collect::<Vec<_>>()
    };
    let meta = <Feed as foobara::Command>::META;
    assert_eq!(names(meta.reads), ["Keeper", "Animal", "Visitor"]);
    assert_eq!(names(meta.writes), ["Animal"]);
    const { assert!(<Feed as foobara::Command>::RECORDS) };
    reads::<Feed, Keeper>();
    reads::<Feed, Animal>();
    reads::<Feed, Visitor>();
    writes::<Feed, Animal>();
}
