//! From the types of one domain to those of another.

use foobara::{BuildErrors, DomainMapper as _, ErrorCollection, Exposure, PossibleErrors, prelude::*};
use serde_json::{Value, json};

#[derive(Domain)]
struct People;

#[derive(Domain)]
#[domain(depends_on(People))]
struct Zoo;

#[derive(Debug, Clone, Model)]
#[model(domain = People)]
struct User {
    first: String,
    last: String,
}

#[derive(Debug, PartialEq, Model)]
#[model(domain = Zoo)]
struct Keeper {
    name: String,
}

#[derive(Debug, PartialEq, Model)]
struct Badge(String);

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum NoKeeper {
    /// A keeper is called by a name
    #[error("{first} has no last name")]
    Nameless { first: String },
}

#[foobara::command(domain = Zoo)]
fn create_keeper(#[input(max_length = 20)] name: String) -> Keeper {
    Keeper { name }
}

/// Users become keepers under their full names
#[foobara::mapper(domain = Zoo)]
fn keeper_of_user(user: User) -> Result<CreateKeeper, NoKeeper> {
    let User { first, last } = user;
    if last.is_empty() {
        return Err(NoKeeper::Nameless { first });
    }
    Ok(CreateKeeper {
        name: format!("{first} {last}"),
    })
}

#[foobara::mapper(domain = Zoo, name = "BadgeOf")]
fn badge_of_keeper(keeper: Keeper) -> Badge {
    Badge(format!("~ {} ~", keeper.name))
}

#[foobara::command(domain = Zoo, depends_on(CreateKeeper), maps(KeeperOfUser, BadgeOfKeeper))]
async fn hire(cx: Context<'_, Hire>, user: User) -> Result<Badge, Fault> {
    cx.run_mapped_to::<CreateKeeper, _>(user).await
}

#[foobara::command(domain = Zoo, depends_on(CreateKeeper), maps(KeeperOfUser, BadgeOfKeeper))]
async fn try_to_hire(cx: Context<'_, TryToHire>, user: User) -> Result<Badge, Fault> {
    match cx.sub_mapped::<CreateKeeper>(user)?.attempt().await {
        Ok(keeper) => cx.map(keeper),
        Err(_) => Ok(Badge(String::new())),
    }
}

#[foobara::command(domain = Zoo, depends_on(Hire))]
async fn open(cx: Context<'_, Open>, user: User) -> Result<Badge, Fault> {
    cx.sub(Hire { user }).run().await
}

fn builder() -> foobara::AppBuilder {
    App::builder().domain::<Zoo>(commands![CreateKeeper, Hire, TryToHire, Open])
}

fn app() -> App {
    builder()
        .mapper::<KeeperOfUser>()
        .mapper::<BadgeOfKeeper>()
        .build()
        .expect("it is right")
}

fn user(first: &str, last: &str) -> User {
    User {
        first: first.to_owned(),
        last: last.to_owned(),
    }
}

fn errors<T, E: foobara::PossibleErrors>(outcome: Result<T, Failure<E>>) -> ErrorCollection {
    outcome.map_or_else(Failure::into_errors, |_| ErrorCollection::new())
}

#[tokio::test]
async fn values_are_mapped_to_commands_and_results_from_them() {
    let user = user("Barbara", "Liskov");
    let badge = app().run(Hire { user: user.clone() }).await.ok();
    assert_eq!(badge, Some(Badge("~ Barbara Liskov ~".to_owned())));
    let badge = app().run(TryToHire { user }).await.ok();
    assert_eq!(badge, Some(Badge("~ Barbara Liskov ~".to_owned())));
}

#[test]
fn mappers_can_be_called_by_themselves() {
    let mapped = KeeperOfUser::map(user("Barbara", "Liskov"));
    assert_eq!(
        mapped.ok().map(|command| command.name).as_deref(),
        Some("Barbara Liskov")
    );
}

#[tokio::test]
async fn errors_of_mappers_name_them_in_the_run_time_path() {
    let nameless = user("Barbara", "");
    let found = errors(app().run(Open { user: nameless }).await);
    assert_eq!(found.keys(), ["zoo::hire>zoo::keeper_of_user>runtime.nameless"]);
    assert_eq!(found.to_sentence(), "Barbara has no last name");
}

#[tokio::test]
async fn what_is_mapped_is_checked_as_other_inputs_are() {
    let long = user("Barbara", "of the very long name");
    let found = errors(app().run(Hire { user: long }).await);
    assert_eq!(found.keys(), ["zoo::create_keeper>data.name.max_length_exceeded"]);
}

#[test]
fn manifests_describe_mappers_and_their_errors() {
    let exposure = Exposure::of(&app()).all().build().expect("it is right");
    let manifest = exposure.manifest();
    let of = |path: &str| manifest.pointer(path).cloned().unwrap_or(Value::Null);
    assert_eq!(
        of("/domain_mapper/Zoo::KeeperOfUser"),
        json!({
            "scoped_path": ["KeeperOfUser"],
            "scoped_name": "KeeperOfUser",
            "scoped_short_name": "KeeperOfUser",
            "scoped_prefix": null,
            "scoped_full_path": ["Zoo", "KeeperOfUser"],
            "scoped_full_name": "Zoo::KeeperOfUser",
            "scoped_category": "domain_mapper",
            "reference": "Zoo::KeeperOfUser",
            "domain": "Zoo",
            "organization": "global_organization",
            "parent": ["domain", "Zoo"],
            "from": "People::User",
            "to": "Zoo::CreateKeeper",
            "inputs_type": {
                "type": "attributes",
                "element_type_declarations": { "from": "People::User" },
                "required": ["from"],
            },
            "result_type": {
                "type": "attributes",
                "element_type_declarations": { "name": { "type": "string", "max_length": 20 } },
                "required": ["name"],
            },
            "possible_errors": {
                "runtime.nameless": {
                    "category": "runtime",
                    "symbol": "nameless",
                    "key": "runtime.nameless",
                    "error": "Zoo::KeeperOfUser::NamelessError",
                },
            },
            "description": "Users become keepers under their full names",
        })
    );
    assert_eq!(
        of("/command/Zoo::Hire/depends_on"),
        json!(["Zoo::BadgeOf", "Zoo::CreateKeeper", "Zoo::KeeperOfUser"])
    );
    assert_eq!(
        of("/command/Zoo::Open/possible_errors/zoo::hire>zoo::keeper_of_user>runtime.nameless/runtime_path"),
        json!(["zoo::hire", "zoo::keeper_of_user"])
    );
    assert_eq!(
        of("/error/Zoo::KeeperOfUser::NamelessError/description"),
        json!("A keeper is called by a name")
    );
}

mod mistakes {
    use super::*;

    #[foobara::mapper(domain = Zoo)]
    fn other_badge(keeper: Keeper) -> Badge {
        Badge(keeper.name)
    }

    #[foobara::mapper(domain = Zoo, name = "Hire")]
    fn called_as_a_command(badge: Badge) -> String {
        badge.0
    }

    #[test]
    fn every_one_is_reported_when_the_app_is_built() {
        let built = builder()
            .mapper::<BadgeOfKeeper>()
            .mapper::<OtherBadge>()
            .mapper::<CalledAsACommand>()
            .build();
        let expected = [
            "the app cannot be built: 4 mistakes",
            "two mappers or commands are called `Zoo::Hire`; rename one of them, or add it once",
            "`Zoo::BadgeOf` and `Zoo::OtherBadge` both map `Zoo::Keeper` to `Badge`; nobody could tell which is meant: \
             remove one of them",
            "`Zoo::Hire` uses the mapper `Zoo::KeeperOfUser`, which is not in the app; add `.mapper::<..>()` to the \
             builder",
            "`Zoo::TryToHire` uses the mapper `Zoo::KeeperOfUser`, which is not in the app; add `.mapper::<..>()` to \
             the builder",
        ];
        let said = built.map_or_else(|errors: BuildErrors| errors.to_string(), |_| String::new());
        assert_eq!(said, expected.join("\n  - "));
    }
}
