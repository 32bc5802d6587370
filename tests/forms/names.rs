//! Names under which commands and types are found, and what is said of others.

use foobara::{Call, ErrorCollection, Exposure, NoCredentials, RawInputs, prelude::*};

#[derive(Organization)]
struct Acme;

#[derive(Domain)]
#[domain(organization = Acme)]
struct Zoo;

#[derive(Domain)]
#[domain(organization = Acme)]
struct Shop;

#[derive(Debug, Model)]
#[model(domain = Zoo)]
struct Gate {
    name: String,
}

#[derive(Debug, Model)]
#[model(domain = Shop, name = "Gate")]
struct Door {
    name: String,
}

#[foobara::command(domain = Zoo)]
fn open(gate: Gate) -> String {
    gate.name
}

#[foobara::command(domain = Shop, name = "Open")]
fn open_shop(door: Door) -> String {
    door.name
}

#[foobara::command(domain = Shop)]
fn close() {}

fn exposure() -> Exposure {
    let app = App::builder()
        .domain::<Zoo>(commands![Open])
        .domain::<Shop>(commands![OpenShop, Close])
        .build()
        .expect("it is right");
    Exposure::of(&app).all().build().expect("it is right")
}

fn said<T>(outcome: Result<T, ErrorCollection>) -> String {
    outcome.map_or_else(|errors| errors.to_sentence(), |_| "it is there".to_owned())
}

async fn call(name: &str) -> String {
    said(
        exposure()
            .call(Call::new(name, RawInputs::json(r"{}"), &NoCredentials))
            .await,
    )
}

#[tokio::test]
async fn commands_that_are_not_there_are_answered_with_those_that_are() {
    for (name, expected) in [
        ("Close", "it is there"),
        ("Shop/Close", "it is there"),
        (
            "Clsoe",
            "There is no command called \"Clsoe\". Did you mean Acme::Shop::Close?",
        ),
        (
            "Zoo::Close",
            "There is no command called \"Zoo::Close\". Did you mean Acme::Shop::Close?",
        ),
        (
            "::Close",
            "There is no command called \"::Close\". Did you mean Acme::Shop::Close?",
        ),
        (
            "Open",
            "Several commands are called \"Open\". Did you mean Acme::Shop::Open or Acme::Zoo::Open?",
        ),
        ("Whatever", "There is no command called \"Whatever\""),
    ] {
        assert_eq!(call(name).await, expected);
    }
}

#[test]
fn types_and_both_are_answered_alike() {
    let exposure = exposure();
    for (name, expected) in [
        ("Zoo::Gate", "it is there"),
        ("integer", "it is there"),
        (
            "Gate",
            "Several types are called \"Gate\". Did you mean Acme::Shop::Gate or Acme::Zoo::Gate?",
        ),
        (
            "intger",
            "There is no type called \"intger\". Did you mean integer?",
        ),
        (
            "Gaet",
            "There is no type called \"Gaet\". Did you mean Acme::Shop::Gate or Acme::Zoo::Gate?",
        ),
        ("Whatever", "There is no type called \"Whatever\""),
    ] {
        assert_eq!(said(exposure.describe_type(name)), expected);
    }
    for (name, expected) in [
        ("Close", "it is there"),
        (
            "Clos",
            "There is no command or type called \"Clos\". Did you mean Acme::Shop::Close?",
        ),
        (
            "Open",
            "There is no command or type called \"Open\". Did you mean Acme::Shop::Open or Acme::Zoo::Open?",
        ),
    ] {
        assert_eq!(said(exposure.describe(name)), expected);
    }
}
