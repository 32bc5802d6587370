//! Inputs that several commands share.

use foobara::{
    __private::Typed as _, Encoding, ErrorCollection, Exposure, PossibleErrors, RawInputs, RunOptions,
    prelude::*,
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Zoo;

/// Which part of a list is wanted
#[derive(Debug, Clone, PartialEq, Model)]
#[model(check = not_too_far)]
struct Paging {
    /// How many at most
    #[input(min = 1, max = 100, default = 10)]
    limit: i64,
    #[serde(alias = "skip")]
    #[input(min = 0, default = 0)]
    offset: i64,
}

fn not_too_far(paging: &Paging) -> Result<(), foobara::Finding> {
    if paging.offset + paging.limit > 1000 {
        return Err(foobara::Finding::at(
            "offset",
            foobara::Issue::text("too_far", "There are 1000 at most"),
        ));
    }
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Model)]
struct Sorting {
    #[input(one_of = ["name", "age"], default = "name")]
    by: String,
    #[serde(flatten)]
    paging: Paging,
}

/// What is wrong with every list
#[derive(Debug, thiserror::Error, PossibleErrors)]
enum ListError {
    /// There is nothing to list
    #[error("there is nothing")]
    Empty,
}

trait List {
    fn sorting(&self) -> &Sorting;

    fn listed(&self, of: &str) -> Result<String, ListError> {
        let Sorting { by, paging } = self.sorting();
        if of.is_empty() {
            return Err(ListError::Empty);
        }
        Ok(format!(
            "{of} {}..{} by {by}",
            paging.offset,
            paging.offset + paging.limit
        ))
    }
}

/// Lists keepers
#[derive(Debug, PartialEq, Command)]
#[command(domain = Zoo)]
struct ListKeepers {
    named: Option<String>,
    #[serde(flatten)]
    sorting: Sorting,
    #[input(not_null)]
    hired: Option<bool>,
}

impl List for ListKeepers {
    fn sorting(&self) -> &Sorting {
        &self.sorting
    }
}

impl Execute for ListKeepers {
    type Output = String;
    type Error = ListError;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.listed(self.named.as_deref().unwrap_or("keepers"))?)
    }
}

#[foobara::command(domain = Zoo)]
fn list_animals(#[serde(flatten)] paging: Paging) -> Paging {
    paging
}

/// The same without anything shared.
#[derive(Debug, Command)]
#[command(domain = Zoo, name = "ListKeepers")]
struct Plain {
    named: Option<String>,
    #[input(one_of = ["name", "age"], default = "name")]
    by: String,
    /// How many at most
    #[input(min = 1, max = 100, default = 10)]
    limit: i64,
    #[input(min = 0, default = 0)]
    offset: i64,
    #[input(not_null)]
    hired: Option<bool>,
}

async fn call(name: &str, inputs: &Value) -> Result<Value, ErrorCollection> {
    let app = App::builder()
        .domain::<Zoo>(commands![ListKeepers, ListAnimals])
        .build()
        .expect("it is right");
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

async fn keys(inputs: Value) -> Vec<String> {
    let errors = call("ListKeepers", &inputs).await.expect_err("it is wrong");
    errors.keys()
}

#[tokio::test]
async fn attributes_are_read_where_the_field_stands() {
    for (inputs, expected) in [
        (json!({}), "keepers 0..10 by name"),
        (json!({ "limit": 5, "named": "zoo" }), "zoo 0..5 by name"),
        (
            json!({ "skip": 7, "by": "age", "hired": true }),
            "keepers 7..17 by age",
        ),
        (json!({ "offset": "7", "limit": null }), "keepers 7..17 by name"),
    ] {
        assert_eq!(
            call("ListKeepers", &inputs).await,
            Ok(json!(expected)),
            "{inputs}"
        );
    }
}

#[tokio::test]
async fn results_have_them_at_the_same_level() {
    let answer = call("ListAnimals", &json!({ "limit": 5 })).await;
    assert_eq!(answer, Ok(json!({ "limit": 5, "offset": 0 })));
    let sorting = Sorting {
        by: "age".to_owned(),
        paging: Paging { limit: 1, offset: 2 },
    };
    let written = serde_json::to_value(&sorting).expect("it can be written");
    assert_eq!(written, json!({ "by": "age", "limit": 1, "offset": 2 }));
    assert_eq!(serde_json::from_value::<Sorting>(written).ok(), Some(sorting));
}

#[tokio::test]
async fn errors_are_at_the_paths_of_the_attributes() {
    assert_eq!(
        keys(json!({ "limit": 0, "offset": -1, "by": "size" })).await,
        [
            "data.by.value_not_valid",
            "data.limit.below_minimum",
            "data.offset.below_minimum"
        ]
    );
    assert_eq!(
        keys(json!({ "limit": "many", "hired": null })).await,
        ["data.limit.cannot_cast", "data.hired.cannot_cast"]
    );
    assert_eq!(keys(json!({ "offset": 995 })).await, ["data.offset.too_far"]);
    assert_eq!(keys(json!({ "limits": 1 })).await, ["data.unexpected_attributes"]);
    assert_eq!(
        keys(json!({ "skip": 1, "offset": 1 })).await,
        ["data.duplicate_attributes"]
    );
}

#[test]
fn descriptions_do_not_tell_what_is_shared() {
    let described = |app: &App| {
        let exposure = Exposure::of(app).all().build().expect("it is right");
        let mut manifest = exposure.manifest();
        manifest["metadata"].take();
        manifest
    };
    let build = |entry: foobara::CommandEntry| {
        App::builder()
            .domain::<Zoo>([entry])
            .build()
            .expect("it is right")
    };
    let shared = described(&build(foobara::CommandEntry::of::<ListKeepers>()));
    let inputs = shared.pointer("/command/Zoo::ListKeepers/inputs_type").cloned();
    let plain = <Plain as foobara::Command>::META.inputs.to_strict();
    assert_eq!(inputs, Some(plain));
    assert_eq!(
        Sorting::BASE
            .attributes()
            .map(|all| all.names().collect::<Vec<_>>()),
        Some(vec!["by", "limit", "offset"])
    );
}
