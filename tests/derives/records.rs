//! What records among the inputs imply.

use foobara::{MemoryStore, Record, prelude::*};

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

#[foobara::command(domain = Lab, writes(Keeper))]
async fn hire(cx: Context<'_, Hire>, id: i64) -> Result<(), Fault> {
    cx.write::<Keeper>().create(Keeper { id }).await?;
    Ok(())
}

#[foobara::command(domain = Lab)]
fn call_the_roll(
    keepers: Vec<Record<Keeper>>,
    first: Option<Record<Keeper>>,
) -> Result<Vec<i64>, Infallible> {
    Ok(first.iter().chain(&keepers).map(|keeper| keeper.id).collect())
}

#[tokio::test]
async fn records_within_others_are_loaded_and_each_missing_one_is_reported_at_its_place() {
    let app = App::builder()
        .domain::<Lab>(commands![Hire, CallTheRoll])
        .storage(MemoryStore::default())
        .build()
        .expect("an app");
    for id in [1, 2] {
        app.run(Hire { id }).await.expect("a keeper");
    }
    let call = |keepers: &[i64], first: Option<i64>| {
        app.run(CallTheRoll {
            keepers: keepers.iter().copied().map(Record::of).collect(),
            first: first.map(Record::of),
        })
    };
    assert_eq!(call(&[2, 1], Some(1)).await.ok(), Some(vec![1, 2, 1]));
    assert_eq!(call(&[], None).await.ok(), Some(vec![]));
    let errors = call(&[1, 7, 8], Some(9))
        .await
        .map_err(|failure| failure.into_errors().keys());
    let expected = [
        "data.keepers.1.not_found",
        "data.keepers.2.not_found",
        "data.first.not_found",
    ];
    assert_eq!(errors, Err(expected.map(str::to_owned).to_vec()));
}
