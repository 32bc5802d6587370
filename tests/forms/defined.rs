//! Commands that are made at run time, beside the same ones derived.

use foobara::{
    Auto, BuildErrors, CommandDefinition, Encoding, Entity as _, ErrorCollection, ErrorDefinition, Expose,
    Exposure, MemoryStore, PossibleErrors, RawInputs, Record, RunOptions, prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Capybara {
    #[entity(key)]
    id: Auto<i64>,
    name: String,
    age: i64,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum AgeError {
    /// Nobody gets as old
    #[error("{age} is too old")]
    TooOld { age: i64 },
    #[error("{by} is not odd")]
    #[possible(input = "by")]
    NotOdd { by: i64 },
}

#[foobara::command(domain = Zoo, writes(Capybara))]
async fn create_capybara(cx: Context<'_, CreateCapybara>, name: String, age: i64) -> Result<i64, Fault> {
    let capybara = cx
        .write::<Capybara>()
        .create(Capybara {
            id: Auto::unassigned(),
            name,
            age,
        })
        .await?;
    Ok(capybara.key().unwrap_or_default())
}

/// Says how old it will be
#[foobara::command(domain = Zoo, reads(Capybara))]
async fn foresee(
    cx: Context<'_, Foresee>,
    /// Who gets older
    capybara: Record<Capybara>,
    #[input(max = 50, default = 1)] by: i64,
    #[input(trim, downcase)] greeting: String,
) -> Result<String, AgeError> {
    if by % 2 == 0 {
        cx.report(AgeError::NotOdd { by });
    }
    let age = capybara.age + by;
    if age > 100 {
        return Err(AgeError::TooOld { age });
    }
    Ok(format!("{greeting}, {}: {age}", capybara.name))
}

/// The same, made of data.
fn defined_foresee(name: &str) -> CommandDefinition {
    CommandDefinition::new(name, |inputs, cx| {
        Box::pin(async move {
            let by = inputs["by"].as_i64().unwrap_or_default();
            if by % 2 == 0 {
                cx.report("not_odd", json!({ "by": by }))?;
            }
            let age = inputs["capybara"]["age"].as_i64().unwrap_or_default() + by;
            if age > 100 {
                return Err(cx.error("too_old", json!({ "age": age })));
            }
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let (greeting, name) = (text(&inputs["greeting"]), text(&inputs["capybara"]["name"]));
            Ok(json!(format!("{greeting}, {name}: {age}")))
        })
    })
    .description("Says how old it will be")
    .inputs(json!({
        "type": "attributes",
        "element_type_declarations": {
            "capybara": { "type": "Zoo::Capybara", "description": "Who gets older" },
            "by": { "type": "integer", "max": 50 },
            "greeting": { "type": "string", "trim": true, "downcase": true },
        },
        "required": ["capybara", "greeting"],
        "defaults": { "by": 1 },
    }))
    .result(json!("string"))
    .error(
        ErrorDefinition::new("too_old", "{age} is too old")
            .description("Nobody gets as old")
            .context(json!({ "age": { "type": "integer", "required": true } })),
    )
    .error(
        ErrorDefinition::new("not_odd", "{by} is not odd")
            .about("by")
            .context(json!({ "by": { "type": "integer", "required": true } })),
    )
    .reads(Capybara::model)
}

fn builder() -> foobara::AppBuilder {
    App::builder()
        .domain::<Zoo>(commands![CreateCapybara, Foresee])
        .storage(MemoryStore::default())
}

async fn call(app: &App, name: &str, inputs: impl Into<String>) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.into());
    let run = command.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn both_answer_the_same() {
    let app = builder()
        .define(defined_foresee("Zoo::Predict"))
        .build()
        .expect("it is right");
    for (name, age) in [("Barbara", 7), ("Old Fritz", 99)] {
        call(
            &app,
            "CreateCapybara",
            json!({ "name": name, "age": age }).to_string(),
        )
        .await
        .expect("it is new");
    }
    for inputs in [
        r#"{"capybara": 1, "greeting": " Hi "}"#,
        r#"{"capybara": "1", "by": "3", "greeting": 5}"#,
        r#"{"capybara": 1, "by": null, "greeting": "hi"}"#,
        r#"{"capybara": 1, "by": 2, "greeting": "hi"}"#,
        r#"{"capybara": 2, "by": 3, "greeting": "hi"}"#,
        r#"{"capybara": 2, "by": 4, "greeting": "hi"}"#,
        r#"{"capybara": 3, "greeting": "hi"}"#,
        r#"{"capybara": 1, "by": 51, "greeting": "hi"}"#,
        r#"{"capybara": 1, "by": "51", "greeting": null}"#,
        r#"{"capybara": 1, "by": 1.5, "greeting": []}"#,
        r#"{"capybara": {"id": 1}, "greeting": "hi"}"#,
        r#"{"capybara": 1, "greeting": "hi", "greetings": "hi"}"#,
        r#"{"capybara": 1, "greeting": "hi", "greeting": "ho"}"#,
        r#"{"by": 1}"#,
        r#"{"by": 184467440737095516150, "capybara": 1, "greeting": "hi"}"#,
        r"[]",
        r"null",
        r"",
        r#"{"capybara""#,
    ] {
        let derived = call(&app, "Foresee", inputs).await;
        assert_eq!(call(&app, "Predict", inputs).await, derived, "{inputs}");
    }
}

#[test]
fn both_are_described_alike() {
    let app = builder()
        .define(defined_foresee("Zoo::Predict"))
        .build()
        .expect("it is right");
    let exposure = Exposure::of(&app).all().build().expect("it is right");
    let described = |name: &str| {
        let mut described = exposure.describe_command(name).expect("it is there");
        described["metadata"].take();
        let renamed = described.to_string().replace("Foresee", "Predict");
        serde_json::from_str::<Value>(&renamed).expect("it is JSON")
    };
    assert_eq!(described("Zoo::Predict"), described("Zoo::Foresee"));
}

#[tokio::test]
async fn they_run_others_and_are_run_within_one_unit_of_work() {
    let twins = CommandDefinition::new("Zoo::CreateTwins", |inputs, cx| {
        Box::pin(async move {
            let mut keys = Vec::new();
            for name in ["One", "Two"] {
                keys.push(
                    cx.run("CreateCapybara", json!({ "name": name, "age": inputs["age"] }))
                        .await?,
                );
            }
            cx.run("Zoo::Foresee", json!({ "capybara": keys[0], "greeting": "hi" }))
                .await?;
            Ok(json!(keys))
        })
    });
    let twins = twins
        .inputs(json!({ "age": "integer" }))
        .depends_on("CreateCapybara")
        .depends_on("Foresee");
    let above = CommandDefinition::new("Acme::Farm::CreateHerd", |inputs, cx| {
        Box::pin(async move { cx.run("CreateTwins", json!({ "age": inputs["age"] })).await })
    });
    let above = above
        .inputs(json!({ "age": "integer" }))
        .result(json!(["integer"]))
        .depends_on("Zoo::CreateTwins");
    let app = builder()
        .define(above)
        .define(twins)
        .build()
        .expect("it is right");
    assert_eq!(call(&app, "CreateHerd", r#"{"age": 5}"#).await, Ok(json!([1, 2])));
    let errors = call(&app, "CreateHerd", r#"{"age": 100}"#)
        .await
        .expect_err("it is too old");
    assert_eq!(errors.keys(), ["zoo::create_twins>zoo::foresee>runtime.too_old"]);
    let undone = call(&app, "Foresee", r#"{"capybara": 3, "greeting": "hi"}"#).await;
    assert_eq!(
        undone.expect_err("it is undone").keys(),
        ["data.capybara.not_found"]
    );
    let herd = app.command("CreateHerd").found().expect("it is there");
    let exposure = Exposure::of(&app).command(Expose::entry(herd)).build();
    let manifest = exposure.expect("it is right").manifest();
    let of = |path: &str| manifest.pointer(path).cloned().unwrap_or(Value::Null);
    assert_eq!(
        json!([
            of("/command/Acme::Farm::CreateHerd/depends_on"),
            of("/command/Acme::Farm::CreateHerd/is_query"),
            of("/domain/Acme::Farm/organization"),
            of("/organization/Acme/domains"),
        ]),
        json!([["Zoo::CreateTwins"], null, "Acme", ["Acme::Farm"]])
    );
}

#[tokio::test]
async fn what_is_not_declared_is_a_bug() {
    let undeclared = CommandDefinition::new("Sneak", |inputs, cx| {
        Box::pin(async move {
            match inputs["how"].as_str() {
                Some("run") => cx.run("CreateCapybara", json!({})).await,
                Some("error") => Err(cx.error("nosuch", json!({}))),
                Some("read") => cx.reading(Capybara::model).map(|_| Value::Null),
                _ => Ok(json!("not a number")),
            }
        })
    });
    let undeclared = undeclared
        .inputs(json!({ "how": "string" }))
        .result(json!("integer"));
    let app = builder().define(undeclared).build().expect("it is right");
    for how in ["run", "error", "read", "result"] {
        let inputs = json!({ "how": how }).to_string();
        let errors = call(&app, "::Sneak", inputs).await.expect_err("it is a bug");
        assert_eq!(errors.keys(), ["runtime.unknown"], "{how}");
    }
}

#[tokio::test]
async fn secrets_are_kept_out_of_results() {
    let safe = CommandDefinition::new("Safe", |_, _| {
        Box::pin(async move { Ok(json!([{ "code": "1234", "name": "mine" }])) })
    });
    let safe = safe.result(json!([{ "code": { "type": "string", "sensitive": true }, "name": "string" }]));
    let app = builder().define(safe).build().expect("it is right");
    assert_eq!(call(&app, "Safe", "").await, Ok(json!([{ "name": "mine" }])));
}

#[test]
fn mistakes_of_definitions_are_reported_when_the_app_is_built() {
    let nothing = |name: &str| CommandDefinition::new(name, |_, _| Box::pin(async move { Ok(Value::Null) }));
    let built = App::builder()
        .domain::<Zoo>(commands![Foresee, CreateCapybara])
        .storage(MemoryStore::default())
        .define(
            nothing("Zoo::Wrong")
                .inputs(json!("integer"))
                .result(json!("intger"))
                .error(ErrorDefinition::new("odd", "Odd").context(json!({ "by": "strin" }))),
        )
        .define(nothing("zoo::lower"))
        .define(nothing("Zoo::Unread").inputs(json!({ "capybara": "Zoo::Capybara" })))
        .define(nothing("Zoo::Lonely").depends_on("Nobody"))
        .define(nothing("Zoo::Foresee"))
        .define(nothing("Zoo::Input").error(ErrorDefinition::new("odd", "Odd").about("by")))
        .build();
    let expected = [
        "the app cannot be built: 8 mistakes",
        "the definition of `Zoo::Wrong` is wrong: the inputs: they are attributes: an object of declarations by name",
        "the definition of `Zoo::Wrong` is wrong: the result: the declaration has 1 mistake\n  - no type is called \
         `intger`; did you mean `integer`?",
        "the definition of `Zoo::Wrong` is wrong: the context of `odd`: the declaration has 1 mistake\n  - at \
         element_type_declarations.by: no type is called `strin`; did you mean `string`?",
        "the definition of `zoo::lower` is wrong: the name: it is `Organization::Domain::Command`, \
         `Domain::Command` or `Command`, in camel case",
        "the definition of `Zoo::Unread` is wrong: the inputs: `capybara` is a record of `Zoo::Capybara`; add \
         `.reads(Capybara::model)`",
        "`Zoo::Lonely` depends on `Nobody`, which is not in the app; add it to `commands![..]` of its domain",
        "two commands are called `Zoo::Foresee`; rename one of them",
        "the error `odd` of `Zoo::Input` is about the input `by`, which the command does not have",
    ];
    let said = built.map_or_else(|errors: BuildErrors| errors.to_string(), |_| String::new());
    assert_eq!(said, expected.join("\n  - "));
}
