//! What follows from what commands declare: their effects, each with its reason, and the call graph.

use std::{
    panic::{self, AssertUnwindSafe},
    pin::Pin,
};

use foobara::{Auto, Effect, Effects, Exposure, Fault, Port, prelude::*};
use foobara_testing::{Commands, TestApp};
use serde_json::{Value, json};

#[derive(Domain)]
struct Accounts;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Accounts)]
struct Account {
    #[entity(key)]
    id: Auto<i64>,
    name: String,
}

macro_rules! ports {
    ($($port:ident: $name:literal, $effect:ident;)*) => {$(
        struct $port;

        impl Port for $port {
            const NAME: &'static str = $name;
            const EFFECT: Effect = Effect::$effect;

            type Call = ();
            type Reply = ();

            fn call<'a>(
                &'a self,
                _call: &'a (),
            ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>> {
                Box::pin(std::future::ready(Ok(())))
            }
        }
    )*};
}

ports! {
    Mailer: "mailer", Write;
    Rates: "rates", Read;
}

/// Commands that do nothing of what they declare, and the app that has them.
macro_rules! accounts {
    ($($command:ident ($($declared:tt)*);)*) => {
        $(
            #[derive(Debug, Command)]
            #[command(domain = Accounts, $($declared)*)]
            struct $command;

            impl Execute for $command {
                type Output = ();
                type Error = Infallible;

                async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                    Ok(())
                }
            }
        )*

        fn app() -> TestApp {
            let app = App::builder()
                .domain::<Accounts>(commands![$($command),*])
                .port(Mailer)
                .port(Rates);
            TestApp::in_memory(app).expect("the app has no mistakes")
        }
    };
}

accounts! {
    Find(reads(Account));
    Convert(uses(Rates));
    Open(creates(Account));
    Rename(writes(Account), idempotent);
    Delete(deletes(Account));
    Notify(uses(Mailer));
    Archive(writes(Account), destructive = false);
    Greet(depends_on(Find, Convert), destructive);
    Register(depends_on(Open, Find));
    Settle(depends_on(Rename, Convert));
    Tidy(depends_on(Archive));
    Close(depends_on(Settle, Delete, Close));
    Leave(depends_on(Close, Notify));
}

#[track_caller]
fn check(command: &str, [read_only, destructive, idempotent, open_world]: [(bool, &str); 4]) {
    let app = app();
    let effects: &Effects = app.effects(command).found().expect("there is such a command");
    let hint = |hint: &foobara::Hint| (hint.value, hint.reason.clone());
    let expected = |(value, reason): (bool, &str)| (value, reason.to_owned());
    assert_eq!(
        [
            hint(&effects.read_only),
            hint(&effects.destructive),
            hint(&effects.idempotent),
            hint(&effects.open_world),
        ],
        [
            expected(read_only),
            expected(destructive),
            expected(idempotent),
            expected(open_world),
        ]
    );
}

const NOTHING: &str = "changes nothing";
const ALONE: (bool, &str) = (false, "calls no port");

#[test]
fn what_only_reads_changes_nothing() {
    check(
        "Find",
        [(true, NOTHING), (false, NOTHING), (true, NOTHING), ALONE],
    );
}

#[test]
fn a_port_that_reads_is_outside_and_changes_nothing() {
    check(
        "Convert",
        [
            (true, NOTHING),
            (false, NOTHING),
            (true, NOTHING),
            (true, "calls the port `rates`"),
        ],
    );
}

#[test]
fn a_port_that_writes_may_do_anything() {
    const CALLS: &str = "calls the port `mailer`, which may change something";
    check(
        "Notify",
        [
            (false, CALLS),
            (true, CALLS),
            (false, CALLS),
            (true, "calls the port `mailer`"),
        ],
    );
}

#[test]
fn creating_adds_and_writing_may_overwrite_and_deleting_deletes() {
    const WRITES: &str = "writes `Accounts::Account`";
    const ADDS: &str = "only adds to what is there";
    check("Open", [(false, WRITES), (false, ADDS), (false, WRITES), ALONE]);
    check(
        "Rename",
        [
            (false, WRITES),
            (true, "may overwrite `Accounts::Account`"),
            (true, "declared"),
            ALONE,
        ],
    );
    check(
        "Delete",
        [
            (false, WRITES),
            (true, "may delete `Accounts::Account`"),
            (false, WRITES),
            ALONE,
        ],
    );
}

#[test]
fn effects_of_what_is_run_are_those_of_who_runs_it() {
    const OPENS: &str = "writes `Accounts::Account` through `Accounts::Open`";
    check(
        "Register",
        [
            (false, OPENS),
            (false, "only adds to what is there"),
            (false, OPENS),
            ALONE,
        ],
    );
    const RENAMES: &str = "writes `Accounts::Account` through `Accounts::Close`, `Accounts::Delete`";
    check(
        "Leave",
        [
            (false, RENAMES),
            (
                true,
                "may delete `Accounts::Account` through `Accounts::Close`, `Accounts::Delete`",
            ),
            (false, RENAMES),
            (true, "calls the port `mailer` through `Accounts::Notify`"),
        ],
    );
}

#[test]
fn what_is_declared_holds_of_all_that_is_run() {
    check(
        "Greet",
        [
            (true, NOTHING),
            (true, "declared"),
            (true, NOTHING),
            (true, "calls the port `rates` through `Accounts::Convert`"),
        ],
    );
    const ARCHIVES: &str = "writes `Accounts::Account` through `Accounts::Archive`";
    check(
        "Tidy",
        [
            (false, ARCHIVES),
            (false, "only adds to what is there"),
            (false, ARCHIVES),
            ALONE,
        ],
    );
}

#[test]
fn what_a_run_goes_by_says_the_same() {
    let app = app();
    for node in app.graph().nodes() {
        let is_query = node.entry.meta.effect() == Effect::Read;
        assert_eq!(is_query, node.effects.read_only.value, "{:?}", node.entry);
    }
}

#[test]
fn entities_and_ports_are_named_once_in_order() {
    let app = app();
    let effects = app.effects("Leave").found().expect("there is such a command");
    for entities in [&effects.reads, &effects.writes, &effects.deletes] {
        let names: Vec<String> = entities.iter().map(|entity| entity.reference()).collect();
        assert_eq!(names, ["Accounts::Account"]);
    }
    let ports: Vec<&str> = effects.ports.iter().map(|port| port.name).collect();
    assert_eq!(ports, ["mailer", "rates"]);
}

#[test]
fn the_graph_knows_the_shortest_way() {
    let app = app();
    let leave = app.graph().nodes().find(|node| node.entry.meta.name == "Leave");
    let leave = leave.expect("there is such a command");
    let calls: Vec<&str> = leave.calls().map(|command| command.name).collect();
    assert_eq!(calls, ["Close", "Notify"]);
    let way = |name: &str| {
        leave
            .way_to(|command| command.name == name)
            .map(|way| way.to_string())
    };
    assert_eq!(way("Leave").as_deref(), Some("`Accounts::Leave`"));
    assert_eq!(
        way("Convert").as_deref(),
        Some("`Accounts::Leave` > `Accounts::Close` > `Accounts::Settle` > `Accounts::Convert`")
    );
    assert_eq!(way("Open"), None);
}

#[test]
fn the_manifest_says_them_of_each_command() {
    let app = app();
    let exposure = Exposure::of(&app).all().build().expect("it has no mistakes");
    let manifest = exposure.manifest();
    let command = |name: &str| &manifest["command"][format!("Accounts::{name}")];
    assert_eq!(
        command("Settle")["effects"],
        json!({
            "reads": ["Accounts::Account"],
            "writes": ["Accounts::Account"],
            "deletes": [],
            "ports": [{ "name": "rates", "effect": "read" }],
            "read_only": { "value": false, "reason": "writes `Accounts::Account` through `Accounts::Rename`" },
            "destructive": { "value": true, "reason": "may overwrite `Accounts::Account` through `Accounts::Rename`" },
            "idempotent": { "value": false, "reason": "writes `Accounts::Account` through `Accounts::Rename`" },
            "open_world": { "value": true, "reason": "calls the port `rates` through `Accounts::Convert`" },
        })
    );
    assert_eq!(command("Settle")["is_query"], Value::Null);
    assert_eq!(command("Find")["is_query"], true);
    assert_eq!(
        command("Settle")["depends_on"],
        json!(["Accounts::Convert", "Accounts::Rename"])
    );
}

#[track_caller]
fn message(statement: impl FnOnce()) -> String {
    let panic = panic::catch_unwind(AssertUnwindSafe(statement)).expect_err("the statement is wrong");
    *panic.downcast::<String>().expect("it says what is wrong")
}

#[test]
fn statements_that_hold_are_silent() {
    let app = app();
    Commands::of(&app)
        .filter(|command| ["Find", "Convert", "Register"].contains(&command.meta.name))
        .never_reach::<Delete>()
        .never_delete::<Account>()
        .never_call::<Mailer>();
    Commands::of(&app)
        .filter(|command| command.meta.name == "Find")
        .never_write::<Account>()
        .are_read_only();
}

#[test]
fn statements_that_do_not_hold_show_the_way() {
    let app = app();
    let exposure = Exposure::of(&app)
        .command(foobara::Expose::command::<Leave>())
        .command(foobara::Expose::command::<Close>())
        .command(foobara::Expose::command::<Find>())
        .build()
        .expect("it has no mistakes");
    let exposed = || Commands::exposed(&exposure);
    assert_eq!(
        message(|| _ = exposed().never_reach::<Delete>()),
        "`Accounts::Delete` must not be reached, and is: \n  \
         - `Accounts::Close` > `Accounts::Delete`\n  \
         - `Accounts::Leave` > `Accounts::Close` > `Accounts::Delete`"
    );
    assert_eq!(
        message(|| _ = exposed().never_call::<Mailer>()),
        "the port `mailer` must not be called, and is: `Accounts::Leave` > `Accounts::Notify`"
    );
    assert_eq!(
        message(|| _ = exposed()
            .filter(|command| command.meta.name == "Leave")
            .are_read_only()),
        "nothing must be changed, and something is: `Accounts::Leave` writes `Accounts::Account` through \
         `Accounts::Close`, `Accounts::Delete`"
    );
}
