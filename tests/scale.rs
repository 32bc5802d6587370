//! Apps of many commands, and chains of many sub-commands.

#![recursion_limit = "512"]

use std::collections::HashSet;

use foobara::{CommandDefinition, CommandEntry, Encoding, RawInputs, RunOptions, prelude::*};
use serde_json::json;

const MANY: usize = 10_000;

/// Returns the name of a command, in one of ten domains.
fn full_name(number: usize) -> String {
    format!("Acme::Part{}::Double{number}", number % 10)
}

fn double(number: usize) -> CommandDefinition {
    CommandDefinition::new(full_name(number), move |inputs, _cx| {
        let doubled = inputs["amount"].as_u64().map(|amount| amount * 2);
        Box::pin(async move { Ok(json!([number, doubled])) })
    })
    .inputs(json!({ "amount": { "type": "integer", "required": true, "max": 100 } }))
}

#[tokio::test]
async fn an_app_of_ten_thousand_commands_finds_each_by_its_name() {
    let app = (0..MANY).fold(App::builder(), |app, number| app.define(double(number)));
    let app = app.build().unwrap();

    let found = |name: &str| app.command(name).found().map(|entry| entry.meta.reference());
    for number in 0..MANY {
        let name = full_name(number);
        assert_eq!(found(&name).as_ref(), Some(&name));
        assert_eq!(found(&format!("Double{number}")), Some(name));
    }
    assert_eq!(found("Acme::Part0::Double1"), None);
    let different: HashSet<String> = app
        .commands()
        .iter()
        .map(|entry| entry.meta.reference())
        .collect();
    assert_eq!(different.len(), MANY);

    let run = app.command("Acme::Part7::Double4567").found().unwrap().run(
        app.clone(),
        RawInputs::json(r#"{"amount": 21}"#),
        RunOptions::default(),
        Encoding::Atomic,
    );
    assert_eq!(run.await.unwrap(), b"[4567,42]");
}

#[derive(Domain)]
struct Tower;

/// Makes a command that runs the next one and adds one to what it returns.
macro_rules! floor {
    ($floor:ident) => {
        #[derive(Debug, Command)]
        #[command(domain = Tower)]
        struct $floor {
            #[input(max = 9)]
            number: u64,
        }

        impl Execute for $floor {
            type Output = u64;
            type Error = Infallible;

            async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(self.number)
            }
        }
    };
    ($floor:ident over $next:ident) => {
        #[derive(Debug, Command)]
        #[command(domain = Tower, depends_on($next))]
        struct $floor {
            number: u64,
        }

        impl Execute for $floor {
            type Output = u64;
            type Error = Infallible;

            async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
                let number = self.number;
                Ok(cx.sub($next { number }).run().await? + 1)
            }
        }
    };
}

floor!(Floor0);
floor!(Floor1 over Floor0);
floor!(Floor2 over Floor1);
floor!(Floor3 over Floor2);
floor!(Floor4 over Floor3);
floor!(Floor5 over Floor4);
floor!(Floor6 over Floor5);
floor!(Floor7 over Floor6);
floor!(Floor8 over Floor7);
floor!(Floor9 over Floor8);
floor!(Floor10 over Floor9);
floor!(Floor11 over Floor10);
floor!(Floor12 over Floor11);
floor!(Floor13 over Floor12);
floor!(Floor14 over Floor13);
floor!(Floor15 over Floor14);
floor!(Floor16 over Floor15);

fn floors() -> [CommandEntry; 17] {
    commands![
        Floor0, Floor1, Floor2, Floor3, Floor4, Floor5, Floor6, Floor7, Floor8, Floor9, Floor10, Floor11,
        Floor12, Floor13, Floor14, Floor15, Floor16
    ]
}

#[tokio::test]
async fn sub_commands_nested_16_deep_run_and_name_every_one_of_them_in_an_error() {
    let app = App::builder().domain::<Tower>(floors()).build().unwrap();

    assert_eq!(app.run(Floor16 { number: 9 }).await.unwrap(), 25);

    let errors = app.run(Floor16 { number: 10 }).await.unwrap_err().into_errors();
    let way: Vec<String> = (0..16)
        .rev()
        .map(|floor| format!("tower::floor{floor}"))
        .collect();
    let keys: Vec<String> = errors.iter().map(|error| error.key().to_string()).collect();
    assert_eq!(keys, [format!("{}>data.number.max_exceeded", way.join(">"))]);
}
