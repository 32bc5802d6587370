//! Commands made at run time that use mappers, beside the same ones derived.

use foobara::{
    BuildErrors, CommandDefinition, Encoding, ErrorCollection, Exposure, PossibleErrors, RawInputs,
    RunOptions, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Model)]
#[model(domain = Zoo)]
struct User {
    first: String,
    last: String,
}

#[derive(Debug, Model)]
#[model(domain = Zoo)]
struct Keeper {
    name: String,
    /// What the secret code begins with.
    initial: String,
}

#[derive(Debug, Model)]
struct Badge(String);

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum NoKeeper {
    #[error("{first} has no last name")]
    Nameless { first: String },
}

#[foobara::command(domain = Zoo)]
fn create_keeper(#[input(max_length = 20)] name: String, code: Sensitive<String>) -> Keeper {
    let initial = code.expose().chars().take(1).collect();
    Keeper { name, initial }
}

#[foobara::mapper(domain = Zoo)]
fn keeper_of_user(user: User) -> Result<CreateKeeper, NoKeeper> {
    let User { first, last } = user;
    if last.is_empty() {
        return Err(NoKeeper::Nameless { first });
    }
    let name = format!("{first} {last}");
    let code = Sensitive::new(name.clone());
    Ok(CreateKeeper { name, code })
}

#[foobara::mapper(domain = Zoo)]
fn badge_of_user(user: User) -> Badge {
    Badge(format!("~ {} ~", user.last))
}

#[foobara::command(domain = Zoo, depends_on(CreateKeeper), maps(KeeperOfUser, BadgeOfUser))]
async fn hire(cx: Context<'_, Hire>, user: User) -> Result<(Badge, Keeper), Fault> {
    let keeper = cx.run_mapped::<CreateKeeper>(user.clone()).await?;
    Ok((cx.map(user)?, keeper))
}

/// The same, made of data.
fn engage() -> CommandDefinition {
    CommandDefinition::new("Zoo::Engage", |inputs, cx| {
        Box::pin(async move {
            let keeper = cx.run_mapped::<KeeperOfUser>(inputs["user"].clone()).await?;
            Ok(json!([cx.map::<BadgeOfUser>(inputs["user"].clone())?, keeper]))
        })
    })
    .inputs(json!({ "user": { "type": "Zoo::User", "required": true } }))
    .result(json!({ "type": "tuple", "element_type_declarations": ["string", "Zoo::Keeper"] }))
    .depends_on("CreateKeeper")
    .maps::<KeeperOfUser>()
    .maps::<BadgeOfUser>()
}

fn builder() -> foobara::AppBuilder {
    App::builder()
        .domain::<Zoo>(commands![CreateKeeper, Hire])
        .mapper::<KeeperOfUser>()
        .mapper::<BadgeOfUser>()
}

async fn call(app: &App, name: &str, inputs: &'static str) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let options = RunOptions::default();
    let run = command.run(app.clone(), RawInputs::json(inputs), options, Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn both_map_alike() {
    let app = builder().define(engage()).build().expect("it is right");
    let hired = Ok(json!(["~ Liskov ~", { "name": "Barbara Liskov", "initial": "B" }]));
    let barbara = r#"{"user":{"first":"Barbara","last":"Liskov"}}"#;
    assert_eq!(call(&app, "Hire", barbara).await, hired);
    assert_eq!(call(&app, "Engage", barbara).await, hired);
    for (inputs, key) in [
        (
            r#"{"user":{"first":"Barbara","last":""}}"#,
            "zoo::keeper_of_user>runtime.nameless",
        ),
        (
            r#"{"user":{"first":"Barbara","last":"of the very long name"}}"#,
            "zoo::create_keeper>data.name.max_length_exceeded",
        ),
    ] {
        let (derived, defined) = (
            call(&app, "Hire", inputs).await,
            call(&app, "Engage", inputs).await,
        );
        assert_eq!(
            derived.as_ref().map_err(ErrorCollection::keys),
            Err(vec![key.to_owned()])
        );
        assert_eq!(defined, derived);
    }
}

#[test]
fn both_are_described_alike() {
    let app = builder().define(engage()).build().expect("it is right");
    let exposure = Exposure::of(&app).all().build().expect("it is right");
    let described = |name: &str| {
        let described = exposure.describe_command(name).expect("it is there");
        json!([described["depends_on"], described["possible_errors"]])
    };
    let engage = described("Zoo::Engage");
    let mappers = json!(["Zoo::BadgeOfUser", "Zoo::CreateKeeper", "Zoo::KeeperOfUser"]);
    assert_eq!(engage[0], mappers);
    assert_eq!(engage, described("Zoo::Hire"));
}

#[tokio::test]
async fn what_is_not_declared_or_of_another_type_is_a_bug() {
    let sneak = CommandDefinition::new("Zoo::Sneak", |inputs, cx| {
        Box::pin(async move {
            let user = json!({ "first": "Ada", "last": "Lovelace" });
            match inputs["how"].as_str() {
                Some("mapper") => cx.map::<BadgeOfUser>(user),
                Some("command") => cx.run_mapped::<KeeperOfUser>(user).await,
                _ => cx.map::<KeeperOfUser>(json!({ "first": "Ada" })),
            }
        })
    });
    let sneak = sneak.inputs(json!({ "how": "string" })).maps::<KeeperOfUser>();
    let app = builder().define(sneak).build().expect("it is right");
    for inputs in [r#"{"how":"mapper"}"#, r#"{"how":"command"}"#, r#"{"how":"type"}"#] {
        let errors = call(&app, "Sneak", inputs).await.expect_err("it is a bug");
        assert_eq!(errors.keys(), ["runtime.unknown"], "{inputs}");
    }
}

#[test]
fn mappers_that_are_not_in_the_app_are_reported_when_it_is_built() {
    let built = App::builder()
        .domain::<Zoo>(commands![CreateKeeper, Hire])
        .define(engage())
        .build();
    let said = built.map_or_else(|errors: BuildErrors| errors.to_string(), |_| String::new());
    assert!(
        said.contains("`Zoo::Engage` uses the mapper `Zoo::KeeperOfUser`, which is not in the app"),
        "{said}"
    );
}
