//! Entities that another system keeps.

use foobara::{
    __private::Mutability,
    Auto, Declaration, Encoding, ErrorCollection, Exposure, Identified as _, Key, RawInputs, Repositories,
    RunOptions,
    prelude::*,
    schema::{Direction, Schemas},
};
use foobara_testing::TestApp;
use serde_json::{Value, json};

#[derive(Domain)]
struct Desk;

/// As the identity provider knows them
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Desk, detached)]
struct User {
    #[entity(key)]
    subject: String,
    email: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Desk)]
struct Ticket {
    #[entity(key)]
    id: Auto<i64>,
    opened_by: Key<User>,
}

/// Opens a ticket
#[derive(Debug, Command)]
#[command(domain = Desk, creates(Ticket))]
struct OpenTicket {
    by: User,
    on_behalf_of: Option<Key<User>>,
}

#[derive(Debug, Clone, PartialEq, Model)]
struct Opened {
    ticket: Ticket,
    by: User,
}

impl Execute for OpenTicket {
    type Output = Opened;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let opener = Key::of(&self.by).expect("keys of users are given");
        let ticket = Ticket {
            id: Auto::unassigned(),
            opened_by: self.on_behalf_of.unwrap_or(opener),
        };
        let ticket = cx.write::<Ticket>().create(ticket).await?;
        Ok(Opened { ticket, by: self.by })
    }
}

fn open() -> TestApp {
    TestApp::in_memory(App::builder().domain::<Desk>(foobara::commands![OpenTicket]))
        .expect("a desk without mistakes")
}

async fn call(inputs: Value, encoding: Encoding) -> Result<Value, Vec<String>> {
    let app = open();
    let command = app.command("OpenTicket").found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.app().clone(), inputs, RunOptions::default(), encoding);
    let answer = run.await.map_err(|errors: ErrorCollection| errors.keys())?;
    Ok(serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn values_and_keys_go_in_and_out_and_nothing_is_looked_up() {
    let ada = json!({ "subject": "ada", "email": "ada@lovelace.org" });
    let inputs = json!({ "by": ada, "on_behalf_of": "bob" });
    let expected = json!({ "ticket": { "id": 1, "opened_by": "bob" }, "by": ada });
    for encoding in [Encoding::Atomic, Encoding::Aggregate] {
        assert_eq!(call(inputs.clone(), encoding).await, Ok(expected.clone()));
    }
    let refused = call(json!({ "by": { "email": "x" } }), Encoding::Atomic).await;
    assert_eq!(
        refused,
        Err(vec!["data.by.subject.missing_required_attribute".to_owned()])
    );
}

#[test]
fn they_are_described_and_are_not_kept() {
    let app = open();
    let kept: Vec<String> = app.entities().iter().map(|entity| entity.reference()).collect();
    assert_eq!(kept, ["Desk::Ticket"]);
    let exposure = Exposure::of(app.app()).all().build().expect("it is exposed");
    let manifest = exposure.manifest();
    let user = &manifest["type"]["Desk::User"];
    let said = |place: &str| user.pointer(place).cloned().unwrap_or_default();
    assert_eq!(said("/base_type"), "detached_entity");
    assert_eq!(said("/model_base_class"), "Foobara::DetachedEntity");
    assert_eq!(said("/primary_key_attribute"), "subject");
    assert_eq!(said("/declaration_data/type"), "detached_entity");
    assert_eq!(said("/declaration_data/primary_key"), "subject");
    assert_eq!(User::declared().access.mutable, Mutability::None);
    let ticket = &manifest["type"]["Desk::Ticket"];
    assert_eq!(ticket["associations"], json!({ "opened_by": "Desk::User" }));
    assert_eq!(ticket["base_type"], "entity");
}

#[test]
fn their_keys_stay_keys_in_schemas_of_aggregates() {
    let schema = |schemas: &mut Schemas| schemas.value(&Declaration::of::<Key<User>>());
    let mut schemas = Schemas::new("#/$defs/", Direction::Output).aggregate();
    assert_eq!(
        schema(&mut schemas),
        json!({ "type": "string", "title": "Primary key of Desk::User" })
    );
}

#[test]
fn keys_are_equal_when_they_are_of_one_record() {
    let user = |email: Option<&str>| User {
        subject: "ada".to_owned(),
        email: email.map(str::to_owned),
    };
    assert_ne!(user(None), user(Some("x")));
    assert_eq!(Key::of(&user(None)), Key::of(&user(Some("x"))));
}
