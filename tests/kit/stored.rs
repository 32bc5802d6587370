//! What entities say of their records, as callers and authors of commands meet it.

use foobara::{Auto, Key, MemoryStore, prelude::*};
use foobara_testing::{TestApp, given};
use serde_json::json;

#[derive(Domain)]
struct Club;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Club)]
struct Member {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(unique)]
    email: String,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Club)]
struct Payment {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(on_delete = cascade)]
    member: Key<Member>,
    #[entity(on_delete = clear)]
    collector: Option<Key<Member>>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Club)]
struct Badge {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(on_delete = clear)]
    payment: Key<Payment>,
}

#[derive(Debug, Command)]
#[command(domain = Club, creates(Member))]
struct Join {
    email: String,
}

impl Execute for Join {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let member = Member {
            id: Auto::unassigned(),
            email: self.email,
        };
        let member = cx.write::<Member>().create(member).await?;
        Ok(member.id.get().copied().unwrap_or_default())
    }
}

#[derive(Debug, Command)]
#[command(domain = Club, depends_on(Join))]
struct JoinTwice {
    email: String,
}

impl Execute for JoinTwice {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        for _ in 0..2 {
            let email = self.email.clone();
            cx.sub(Join { email }).run().await?;
        }
        Ok(())
    }
}

macro_rules! nothing {
    ($($command:ty),*) => {$(
        impl Execute for $command {
            type Output = ();
            type Error = Infallible;

            async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(())
            }
        }
    )*};
}

#[derive(Debug, Command)]
#[command(domain = Club, deletes(Member), reads(Payment))]
struct Expel;

#[derive(Debug, Command)]
#[command(domain = Club, deletes(Member, Payment))]
struct Forget;

#[derive(Debug, Command)]
#[command(domain = Club, reads(Badge), isolation = snapshot, depends_on(Audit))]
struct Look;

#[derive(Debug, Command)]
#[command(domain = Club, isolation = serializable)]
struct Audit;

nothing!(Expel, Forget, Look, Audit);

fn club() -> TestApp {
    let club = App::builder().domain::<Club>(commands![Join, JoinTwice, Forget]);
    TestApp::build(club.storage(MemoryStore::new())).expect("it has no mistakes")
}

#[tokio::test]
async fn a_value_that_is_taken_is_an_error_of_its_input() {
    let club = club();
    let join = || Join {
        email: "kim@example.com".to_owned(),
    };
    given(&club).when(join()).await.then_success(json!(1));
    given(&club)
        .when(join())
        .await
        .then_errors(&["data.email.already_taken"]);
}

#[tokio::test]
async fn a_value_that_is_taken_names_the_sub_command_that_took_it() {
    let twice = JoinTwice {
        email: "kim@example.com".to_owned(),
    };
    given(&club())
        .when(twice)
        .await
        .then_errors(&["club::join>data.email.already_taken"]);
}

#[test]
fn what_is_said_of_references_and_isolation_goes_together() {
    let club = App::builder().domain::<Club>(commands![Expel, Forget, Look, Audit]);
    let errors = TestApp::build(club.storage(MemoryStore::new())).expect_err("there are mistakes");
    let expected = [
        "the app cannot be built: 5 mistakes",
        "`payment` of `Club::Badge` cannot be cleared, for it must be there; make it an `Option`, or let it cascade or restrict",
        "`Club::Expel` deletes `Club::Member`, and with it `Club::Payment`, whose `member` refers to it; add `deletes(Club::Payment)` to its `#[command(..)]`",
        "`Club::Expel` deletes `Club::Member`, and with it `Club::Payment`, whose `collector` refers to it; add `writes(Club::Payment)` to its `#[command(..)]`",
        "`Club::Forget` deletes `Club::Payment`, and with it `Club::Badge`, whose `payment` refers to it; add `writes(Club::Badge)` to its `#[command(..)]`",
        "`Club::Look` runs `Club::Audit`, which is isolated more; add `isolation = serializable` to its `#[command(..)]`",
    ];
    assert_eq!(errors.to_string(), expected.join("\n  - "));
}
