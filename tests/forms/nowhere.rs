//! Commands without a domain.

use foobara::{
    BuildError, BuildErrors, CommandDefinition, Exposure, GlobalDomain, NoCredentials, RawInputs, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Lab;

/// Answers
#[foobara::command]
fn ping() -> String {
    "pong".to_owned()
}

#[foobara::command(domain = Lab, depends_on(Ping))]
async fn call(cx: Context<'_, Call>) -> Result<String, Fault> {
    cx.sub(Ping {}).run().await
}

fn app() -> App {
    App::builder()
        .domain::<GlobalDomain>(commands![Ping])
        .domain::<Lab>(commands![Call])
        .build()
        .expect("it is right")
}

#[tokio::test]
async fn they_run_and_every_domain_may_use_them() {
    assert_eq!(app().run(Ping {}).await.ok().as_deref(), Some("pong"));
    assert_eq!(app().run(Call {}).await.ok().as_deref(), Some("pong"));
}

#[tokio::test]
async fn they_are_called_by_their_own_name_alone() {
    let exposure = Exposure::of(&app()).all().build().expect("it is right");
    for name in ["Ping", "::Ping"] {
        let answer = exposure
            .call(foobara::Call::new(name, RawInputs::default(), &NoCredentials))
            .await;
        assert_eq!(answer.as_deref(), Ok(br#""pong""#.as_slice()), "{name}");
    }
}

#[test]
fn manifests_list_them_in_the_global_domain() {
    let exposure = Exposure::of(&app()).all().build().expect("it is right");
    let manifest = exposure.manifest();
    let of = |path: &str| manifest.pointer(path).cloned().unwrap_or(Value::Null);
    assert_eq!(
        json!([
            of("/command/Ping/domain"),
            of("/command/Ping/parent"),
            of("/command/Ping/reference")
        ]),
        json!([
            "global_organization::global_domain",
            ["domain", "global_organization::global_domain"],
            "Ping"
        ])
    );
    assert_eq!(
        of("/domain/global_organization::global_domain/commands"),
        json!(["Ping"])
    );
    assert_eq!(of("/domain/"), Value::Null);
}

#[test]
fn they_use_nothing_of_a_domain() {
    let built = App::builder()
        .domain::<GlobalDomain>(commands![Ping])
        .domain::<Lab>(commands![Call])
        .define(
            CommandDefinition::new("CallBack", |_, cx| {
                Box::pin(async move { cx.run("Lab::Call", json!({})).await })
            })
            .depends_on("Lab::Call"),
        )
        .build();
    let expected = BuildError::GlobalUsesDomain {
        command: "CallBack".to_owned(),
        callee: "Lab::Call".to_owned(),
        domain: "Lab".to_owned(),
    };
    assert_eq!(built.err(), Some(BuildErrors(vec![expected])));
}
