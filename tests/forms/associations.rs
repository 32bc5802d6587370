//! Associations of the records among the inputs of a command, and of those that it returns.

use foobara::{
    Auto, Encoding, Entity as _, ErrorCollection, Exposure, Key, MemoryStore, RawInputs, Record, RunOptions,
    persistence::{FaultInjecting, Step},
    prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct City {
    #[entity(key)]
    name: String,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Keeper {
    #[entity(key)]
    id: Auto<i64>,
    name: String,
    city: Record<City>,
    rival: Option<Key<Self>>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Capybara {
    #[entity(key)]
    id: Auto<i64>,
    keeper: Option<Record<Keeper>>,
    #[entity(json)]
    friends: Vec<Record<Self>>,
    #[entity(json)]
    home: Home,
}

#[derive(Debug, Clone, Model)]
#[model(domain = Zoo)]
struct Home {
    city: Record<City>,
}

/// Says where those live who care for capybaras, and where their friends do
#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Keeper, City), loads("capybaras.keeper.city", "capybaras.#.friends.home.city"))]
struct Cities {
    capybaras: Vec<Record<Capybara>>,
}

impl Execute for Cities {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let of_keepers = self
            .capybaras
            .iter()
            .filter_map(|capybara| capybara.keeper.as_ref());
        let of_friends = self.capybaras.iter().flat_map(|capybara| &capybara.friends);
        let cities = of_keepers.map(|keeper| keeper.city.name.clone());
        Ok(cities
            .chain(of_friends.map(|friend| friend.home.city.name.clone()))
            .collect())
    }
}

#[foobara::command(domain = Zoo, reads(Capybara))]
async fn capybaras(cx: Context<'_, Capybaras>) -> Result<Vec<Capybara>, Fault> {
    cx.read::<Capybara>().all().await
}

#[foobara::command(domain = Zoo, creates(Capybara, Keeper, City))]
async fn furnish(cx: Context<'_, Furnish>, count: i64) -> Result<(), Fault> {
    let city = |n: i64| Record::<City>::of(["Bern", "Rome"][usize::from(n % 2 == 0)].to_owned());
    for name in ["Bern", "Rome"] {
        cx.write::<City>()
            .create(City {
                name: name.to_owned(),
            })
            .await?;
    }
    let keepers = (1..=count).map(|n| Keeper {
        id: Auto::unassigned(),
        name: format!("keeper {n}"),
        city: city(n),
        rival: None,
    });
    cx.write::<Keeper>().create_many(keepers.collect()).await?;
    let capybaras = (1..=count).map(|n| Capybara {
        id: Auto::unassigned(),
        keeper: Some(Record::of(n)),
        friends: (n > 1).then(|| Record::of(n - 1)).into_iter().collect(),
        home: Home { city: city(n + 1) },
    });
    cx.write::<Capybara>().create_many(capybaras.collect()).await?;
    Ok(())
}

async fn zoo(count: i64) -> (App, FaultInjecting<MemoryStore>) {
    let store = FaultInjecting::new(MemoryStore::new());
    let app = App::builder()
        .domain::<Zoo>(commands![Cities, Capybaras, Furnish, FireKeeper])
        .storage(store.clone())
        .build()
        .expect("it is right");
    app.run(Furnish { count }).await.expect("there is nothing yet");
    (app, store)
}

#[foobara::command(domain = Zoo, deletes(Keeper))]
async fn fire_keeper(cx: Context<'_, FireKeeper>, id: i64) -> Result<(), Fault> {
    cx.write::<Keeper>().delete(id).await
}

async fn call(app: &App, name: &str, inputs: Value, encoding: Encoding) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.clone(), inputs, RunOptions::default(), encoding);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn they_are_loaded_before_the_command_runs() {
    let (app, store) = zoo(4).await;
    let before = store.count(Step::Fetch);
    let inputs = json!({ "capybaras": [1, 2, 4] });
    let cities = call(&app, "Cities", inputs, Encoding::Atomic).await;
    assert_eq!(cities, Ok(json!(["Bern", "Rome", "Rome", "Rome", "Rome"])));
    // The capybaras; their keepers and friends; the cities of both.
    assert_eq!(store.count(Step::Fetch) - before, 1 + 2 + 1);
}

#[tokio::test]
async fn missing_ones_are_reported_at_their_path() {
    let (app, _) = zoo(3).await;
    app.run(FireKeeper { id: 2 }).await.expect("it is there");
    let inputs = json!({ "capybaras": [1, 2, 8] });
    let errors = call(&app, "Cities", inputs, Encoding::Atomic)
        .await
        .expect_err("two are missing");
    assert_eq!(
        errors.keys(),
        ["data.capybaras.2.not_found", "data.capybaras.1.keeper.not_found"]
    );
    assert_eq!(
        errors.iter().last().map(|error| error.context()),
        Some(json!({ "entity_class": "Zoo::Keeper", "criteria": 2, "data_path": "capybaras.1.keeper" }))
    );
}

#[tokio::test]
async fn manifests_say_that_they_may_be_missing() {
    let (app, _) = zoo(1).await;
    let exposure = Exposure::of(&app).all().build().expect("it is right");
    let manifest = exposure.manifest();
    let errors = manifest.pointer("/command/Zoo::Cities/possible_errors");
    let keys = errors.and_then(Value::as_object).into_iter().flatten();
    let keys = keys
        .map(|(key, _)| key.as_str())
        .filter(|key| key.ends_with("not_found"));
    assert_eq!(
        keys.collect::<Vec<_>>(),
        [
            "data.capybaras.#.friends.#.home.city.not_found",
            "data.capybaras.#.friends.#.not_found",
            "data.capybaras.#.keeper.city.not_found",
            "data.capybaras.#.keeper.not_found",
            "data.capybaras.#.not_found",
        ]
    );
}

#[tokio::test]
async fn records_of_results_are_loaded_in_one_step_for_each_entity_and_level() {
    let (app, store) = zoo(100).await;
    let before = store.count(Step::Fetch);
    let answer = call(&app, "Capybaras", json!({}), Encoding::Aggregate).await;
    let answer = answer.expect("it succeeds");
    let eighth = answer.get(7).expect("there are a hundred");
    assert_eq!(eighth.pointer("/keeper/city/name"), Some(&json!("Rome")));
    let home = eighth.get("home").expect("it has one");
    assert_eq!(home.pointer("/city/name"), Some(&json!("Bern")));
    assert_eq!(eighth.pointer("/friends/0/id"), Some(&json!(7)));
    // The capybaras; keepers, friends and cities of the first level; no more than so many of each level after it.
    let fetches = store.count(Step::Fetch) - before;
    assert!((1 + 3..=1 + 3 * 8).contains(&fetches), "{fetches}");
}

mod mistakes {
    use super::*;

    #[foobara::command(domain = Zoo, reads(Keeper), loads("capybara.colour"))]
    fn nowhere(capybara: Record<Capybara>) -> bool {
        capybara.keeper.is_some()
    }

    #[foobara::command(domain = Zoo, reads(Keeper), loads("capybara.keeper.rival"))]
    fn by_key(capybara: Record<Capybara>) -> bool {
        capybara.keeper.is_some()
    }

    #[foobara::command(domain = Zoo, reads(Keeper), loads("capybara.keeper.city"))]
    fn unread(capybara: Record<Capybara>) -> bool {
        capybara.keeper.is_some()
    }

    #[test]
    fn are_reported_when_the_app_is_built() {
        let built = App::builder()
            .domain::<Zoo>(commands![Nowhere, ByKey, Unread])
            .storage(MemoryStore::default())
            .build();
        let said = built.map_or_else(|errors| errors.to_string(), |_| String::new());
        let expected = [
            "the app cannot be built: 3 mistakes",
            "`Zoo::Nowhere` loads `capybara.colour`, which does not lead from a record among its inputs to a `Record` of \
             that; correct the path, or use `Record` in the place of `Key` in the entity",
            "`Zoo::ByKey` loads `capybara.keeper.rival`, which does not lead from a record among its inputs to a `Record` \
             of that; correct the path, or use `Record` in the place of `Key` in the entity",
            "`capybara.keeper.city` of `Zoo::Unread` holds records of `Zoo::City`; add `reads(City)` to the \
             `#[command(..)]` of the command",
        ];
        assert_eq!(said, expected.join("\n  - "));
    }

    #[foobara::command(domain = Zoo, reads(Capybara))]
    async fn undeclared(cx: Context<'_, Undeclared>) -> Result<bool, Fault> {
        Ok(cx
            .read::<Capybara>()
            .query()
            .preload("keeper")
            .all()
            .await?
            .is_empty())
    }

    #[tokio::test]
    async fn what_a_command_may_not_read_it_does_not_load() {
        let app = App::builder()
            .domain::<Zoo>(commands![Undeclared])
            .storage(MemoryStore::default())
            .build()
            .expect("it is right");
        let errors = call(&app, "Undeclared", json!({}), Encoding::Atomic).await;
        assert_eq!(errors.expect_err("it is a bug").keys(), ["runtime.unknown"]);
    }
}

#[test]
fn records_are_kept_as_keys() {
    let capybara = Capybara {
        id: Auto::from(1),
        keeper: Some(Record::of(2)),
        friends: vec![Record::of(3)],
        home: Home {
            city: Record::of("Bern".to_owned()),
        },
    };
    let back = Capybara::from_row(capybara.to_row()).expect("it fits");
    assert_eq!(
        serde_json::to_value(&back).ok(),
        Some(json!({ "id": 1, "keeper": 2, "friends": [3], "home": { "city": "Bern" } }))
    );
}
