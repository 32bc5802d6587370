//! What an app says of commands that hand something on, and which it refuses.

use foobara::{BuildError, Effects, Exposure, MemoryStore, manifest, prelude::*};
use serde_json::{Value, json};

use crate::{Announce, PlaceOrder, Shop, builder};

/// Who may come in
#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct Admitted {
    pin: Sensitive<String>,
}

/// Lets somebody in
#[derive(Debug, Command)]
#[command(domain = Shop, noop, publishes(Admitted), enqueues(Forget))]
struct Admit;

/// Forgets who came in
#[derive(Debug, Command)]
#[command(domain = Shop, noop)]
struct Forget {
    pin: Option<Sensitive<String>>,
}

fn app() -> App {
    builder()
        .storage(MemoryStore::new())
        .build()
        .expect("the app has no mistakes")
}

#[track_caller]
fn check(command: &str, expected: &Value) {
    let app = app();
    let effects: &Effects = app.effects(command).found().expect("there is such a command");
    let writes: Vec<String> = effects.writes.iter().map(|entity| entity.reference()).collect();
    let hints = [&effects.read_only, &effects.destructive, &effects.open_world];
    let hints = hints.map(|hint| json!([hint.value, hint.reason]));
    assert_eq!(json!([writes, hints]), *expected);
}

#[test]
fn who_publishes_writes_and_is_heard_outside() {
    check(
        "Announce",
        &json!([
            ["Foobara::OutboxMessage"],
            [
                [false, "writes `Foobara::OutboxMessage`"],
                [false, "only adds to what is there"],
                [true, "publishes `Shop::OrderPlaced`"],
            ]
        ]),
    );
}

#[test]
fn what_is_enqueued_counts_as_what_is_run_but_for_what_it_writes() {
    check(
        "PlaceOrder",
        &json!([
            ["Foobara::Job", "Foobara::OutboxMessage", "Shop::Order"],
            [
                [false, "writes `Shop::Order`"],
                [true, "may delete `Shop::Order` through `Shop::SendLetter`"],
                [true, "publishes `Shop::OrderPlaced` through `Shop::Announce`"],
            ]
        ]),
    );
}

#[test]
fn the_manifest_lists_messages_and_jobs() {
    let app = app();
    let listed = |name: &str| {
        let entry = app.command(name).found().expect("there is such a command");
        let described = manifest::command(&app, entry);
        json!([
            described.get("publishes"),
            described.get("enqueues"),
            described.get("depends_on")
        ])
    };
    assert_eq!(listed("Announce"), json!([["Shop::OrderPlaced"], null, null]));
    assert_eq!(
        listed("PlaceOrder"),
        json!([null, ["Shop::SendLetter"], ["Shop::Announce"]])
    );
    assert_eq!(listed("SendLetter"), json!([null, null, null]));
    let exposure = Exposure::of(&app).all().build().expect("an exposure");
    let whole = exposure.manifest();
    assert_eq!(
        whole["type"]["Shop::OrderPlaced"]["description"],
        "An order was placed"
    );
}

#[track_caller]
fn mistakes(builder: foobara::AppBuilder) -> Vec<BuildError> {
    builder.build().expect_err("the app has mistakes").0
}

#[test]
fn without_storage_there_is_no_outbox() {
    let app = App::builder().domain::<Shop>(commands![Announce]);
    let missing = BuildError::NoStorage {
        command: "Shop::Announce".to_owned(),
        entity: "Foobara::OutboxMessage".to_owned(),
    };
    assert_eq!(mistakes(app), [missing]);
}

#[test]
fn what_is_enqueued_is_in_the_app() {
    let app = App::builder().domain::<Shop>(commands![Announce, PlaceOrder]);
    let missing = BuildError::UnknownCommand {
        command: "Shop::PlaceOrder".to_owned(),
        missing: "Shop::SendLetter".to_owned(),
    };
    assert_eq!(mistakes(app.storage(MemoryStore::new())), [missing]);
}

#[test]
fn secrets_are_not_handed_on() {
    let app = App::builder().domain::<Shop>(commands![Admit, Forget]);
    let secret = |sent: &str| BuildError::SecretSent {
        command: "Shop::Admit".to_owned(),
        sent: sent.to_owned(),
        attribute: "pin".to_owned(),
    };
    let found = mistakes(app.storage(MemoryStore::new()));
    assert_eq!(found, [secret("Shop::Admitted"), secret("Shop::Forget")]);
}

#[test]
fn an_app_keeps_its_own_entities_beside_the_outbox() {
    let entities: Vec<String> = app().entities().iter().map(|entity| entity.reference()).collect();
    assert_eq!(
        entities,
        ["Foobara::Job", "Foobara::OutboxMessage", "Shop::Order"]
    );
}
