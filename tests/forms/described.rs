//! What is said of things, and where it comes out.

use foobara::{BoxFuture, Exposure, Port, PossibleErrors, openapi, prelude::*};
use serde_json::{Value, json};

/// Makes animals happy
#[derive(Organization)]
struct Acme;

/// Where the animals are
#[derive(Domain)]
#[domain(organization = Acme)]
struct Zoo;

/// A name and an address
#[derive(Debug, Model)]
#[model(domain = Zoo)]
struct Card {
    /// How one is called
    name: String,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum GreetError {
    /// Nobody is awake at night
    #[error("it is {hour} o'clock")]
    Night {
        /// What time it is
        hour: i64,
    },
}

struct Mailer;

impl Port for Mailer {
    const NAME: &'static str = "Mailer";
    const DESCRIPTION: Option<&'static str> = Some("Sends mail");

    type Call = String;
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a String) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async { Ok(()) })
    }
}

/// Greets by mail
#[foobara::command(domain = Zoo, uses(Mailer), returns = "The letter")]
async fn greet(
    cx: Context<'_, Greet>,
    /// Who is greeted
    card: Card,
    /// When
    #[input(max = 23)]
    hour: i64,
) -> Result<String, Failure<GreetError>> {
    if hour < 6 {
        return Err(GreetError::Night { hour }.into());
    }
    let letter = format!("Hello, {}!", card.name);
    cx.port::<Mailer>().call(&letter).await?;
    Ok(letter)
}

fn exposure() -> Exposure {
    let app = App::builder()
        .domain::<Zoo>(commands![Greet])
        .port(Mailer)
        .build()
        .expect("it is right");
    Exposure::of(&app).all().build().expect("it is right")
}

#[track_caller]
fn check(document: &Value, expected: &[(&str, &str)]) {
    for (path, text) in expected {
        assert_eq!(document.pointer(path), Some(&json!(text)), "{path}");
    }
}

#[test]
fn manifests_say_it() {
    check(
        &exposure().manifest(),
        &[
            ("/organization/Acme/description", "Makes animals happy"),
            ("/domain/Acme::Zoo/description", "Where the animals are"),
            ("/type/Acme::Zoo::Card/description", "A name and an address"),
            ("/command/Acme::Zoo::Greet/description", "Greets by mail"),
            ("/command/Acme::Zoo::Greet/result_type/description", "The letter"),
            ("/command/Acme::Zoo::Greet/ports/0/description", "Sends mail"),
            (
                "/command/Acme::Zoo::Greet/inputs_type/element_type_declarations/card/description",
                "Who is greeted",
            ),
            (
                "/error/Acme::Zoo::Greet::NightError/description",
                "Nobody is awake at night",
            ),
            (
                "/error/Acme::Zoo::Greet::NightError/context_type_declaration/element_type_declarations/hour/description",
                "What time it is",
            ),
        ],
    );
}

#[test]
fn schemas_say_it() {
    let exposure = exposure();
    let document = openapi(&exposure, "Zoo", "");
    let operation = "/paths/~1run~1Acme~1Zoo~1Greet/post";
    let at = |rest: &str| document.pointer(&format!("{operation}{rest}")).cloned();
    assert_eq!(
        at("/description").or_else(|| at("/summary")),
        Some(json!("Greets by mail"))
    );
    let text = document.to_string();
    for said in [
        "Who is greeted",
        "When",
        "A name and an address",
        "How one is called",
        "The letter",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
}
