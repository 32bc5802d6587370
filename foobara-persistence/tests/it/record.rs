use foobara_core::{
    BoxFuture, Command, CommandMeta, Context, DeclaredHints, Domain, Execute, FaultKind, Outcome, Reads,
    StorageAccess,
};
use foobara_core::{Failure, Fault};
use foobara_persistence::{
    Auto, Entity, HoldsRecords, MemoryStore, Record, RecordSlots, Repositories, load_records,
};
use foobara_types::{At, AttributesType, DataPath, InputErrors, Typed};
use serde::{Deserialize, Serialize};
use serde_json::json;

use foobara_testing::driver_suite::{
    entities::{Capybara, Keeper, Zoo},
    script::{app, run},
};

/// Says the names of its records.
#[derive(Deserialize, Serialize)]
struct Introduce {
    capybara: Record<Capybara>,
    friends: Vec<Record<Capybara>>,
}

impl Command for Introduce {
    const META: &'static CommandMeta = &CommandMeta {
        name: "Introduce",
        domain: <Zoo as Domain>::META,
        description: None,
        returns: None,
        inputs: AttributesType::of(&[], &[], false),
        depends_on: &[],
        maps: &[],
        reads: &[Capybara::model],
        writes: &[],
        creates: &[],
        deletes: &[],
        loads: &[],
        uses: &[],
        publishes: &[],
        enqueues: &[],
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    };
    const RECORDS: bool = true;

    fn check(&mut self, _errors: &mut InputErrors) {}

    async fn load<'a>(
        &'a mut self,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> Result<(), Fault> {
        let mut slots = RecordSlots::default();
        self.capybara
            .slots(Some(&At::attribute(None, "capybara")), &mut slots);
        self.friends
            .slots(Some(&At::attribute(None, "friends")), &mut slots);
        load_records(slots, Self::META.loads, storage, errors).await
    }
}

impl Reads<Capybara> for Introduce {}

impl Execute for Introduce {
    type Output = Vec<String>;
    type Error = std::convert::Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        assert_eq!(
            cx.read::<Capybara>().load(*self.capybara.key()).await?,
            *self.capybara
        );
        let first = self.capybara.name.clone();
        Ok([first]
            .into_iter()
            .chain(self.friends.into_iter().map(|friend| friend.into_inner().name))
            .collect())
    }
}

async fn zoo() -> foobara_core::App {
    let app = app(MemoryStore::new());
    run(&app, |cx| -> BoxFuture<'_, Result<(), Fault>> {
        Box::pin(async move {
            for name in ["Fumiko", "Basil"] {
                cx.write::<Capybara>().create(Capybara::named(name)).await?;
            }
            Ok(())
        })
    })
    .await;
    app
}

#[tokio::test]
async fn records_are_loaded_before_the_command_runs() {
    let command: Introduce = serde_json::from_value(json!({ "capybara": 1, "friends": [2, 1] })).unwrap();
    assert_eq!(
        zoo().await.run(command).await.unwrap(),
        ["Fumiko", "Basil", "Fumiko"]
    );
}

#[tokio::test]
async fn what_a_caller_brings_along_is_loaded_again() {
    let stale = Capybara {
        id: 1.into(),
        ..Capybara::named("stale")
    };
    let command = Introduce {
        capybara: stale.into(),
        friends: vec![],
    };
    assert_eq!(zoo().await.run(command).await.unwrap(), ["Fumiko"]);
}

#[tokio::test]
async fn missing_records_are_reported_where_they_are() {
    let command = Introduce {
        capybara: Record::of(8),
        friends: vec![Record::of(1), Record::of(9)],
    };
    let Err(Failure::Fault(fault)) = zoo().await.run(command).await else {
        panic!("it fails")
    };
    let FaultKind::Inputs(errors) = fault.into_kind() else {
        panic!("it is about the inputs")
    };
    let errors: Vec<_> = errors.into_iter().collect();
    let paths: Vec<_> = errors.iter().map(|error| error.path.clone()).collect();
    assert_eq!(
        paths,
        [
            DataPath::root().join("capybara"),
            DataPath::root().join("friends").join(1)
        ]
    );
    assert_eq!(errors[1].issue.symbol, "not_found");
    assert_eq!(
        errors[1].context(),
        json!({ "entity_class": "Acme::Zoo::Capybara", "criteria": 9, "data_path": "friends.1" })
    );
}

#[tokio::test]
async fn a_record_without_a_key_is_not_found() {
    let command = Introduce {
        capybara: Capybara::named("new").into(),
        friends: vec![],
    };
    assert!(zoo().await.run(command).await.is_err());
}

#[test]
fn it_is_written_as_its_key() {
    let keeper = Record::from(Keeper::named("Barbara"));
    assert_eq!(serde_json::to_value(&keeper).unwrap(), json!("Barbara"));
    assert_eq!(format!("{keeper:?}"), r#"Record(Some("Barbara"))"#);
    assert_eq!(keeper.salary, 100);
    assert!(serde_json::from_value::<Record<Keeper>>(json!({ "name": "Barbara" })).is_err());
}

#[test]
fn an_unassigned_key_is_absent() {
    assert!(Auto::<i64>::absent().is_some_and(|key| key.is_absent()));
    assert!(!Auto::from(1).is_absent());
    const { assert!(!Auto::<i64>::REQUIRED && !Auto::<i64>::ALLOW_NIL) };
}
