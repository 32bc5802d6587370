//! The time that records are given is that of the app's clock, and of a plan where there is one.

use std::time::Duration;

use foobara::RunOptions;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::zoo::{
    CapybaraChanges, ChangeCapybara, CreateCapybara, DeleteCapybara, How, WriteCapybara, new_capybara, open,
};

fn create() -> CreateCapybara {
    CreateCapybara {
        capybara: new_capybara(),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("it is within the range")
}

#[tokio::test]
async fn the_time_is_that_of_the_clock() {
    let app = open();
    app.clock().advance(Duration::from_secs(5));
    let created = app.run(create()).await.expect("a capybara");
    assert_eq!((created.created_at, created.updated_at), (at(5), at(5)));
    app.clock().advance(Duration::from_secs(60));
    let changes = CapybaraChanges {
        name: "Barbara".to_owned().into(),
        ..CapybaraChanges::of(1)
    };
    let changed = app.run(ChangeCapybara { changes }).await.expect("a capybara");
    assert_eq!((changed.created_at, changed.updated_at), (at(5), at(65)));
}

#[tokio::test]
async fn a_plan_that_is_applied_writes_the_time_of_the_plan() {
    let app = open();
    app.clock().advance(Duration::from_secs(5));
    let write = WriteCapybara {
        how: How::Create,
        name: "Fumiko".to_owned(),
        age: None,
        street: None,
    };
    let plan = app.plan(write).await.expect("a plan");
    let planned = plan.changes[0].after.as_ref().expect("it is created");
    assert_eq!(planned["created_at"], "1970-01-01T00:00:05.000000000Z");
    app.clock().advance(Duration::from_secs(60));
    let token = plan.token.expect("a token");
    let applied = app.apply(token.as_str(), RunOptions::default()).await;
    let applied: Value = serde_json::from_slice(&applied.expect("it is as planned")).expect("it is JSON");
    assert_eq!(applied[0]["created_at"], "1970-01-01T00:00:05Z");
}

#[tokio::test]
async fn a_plan_shows_that_a_record_is_marked() {
    let app = open();
    app.run(create()).await.expect("a capybara");
    app.clock().advance(Duration::from_secs(7));
    let plan = app.plan(DeleteCapybara { id: 1 }).await.expect("a plan");
    let change = json!(plan.changes[0]);
    assert_eq!(change["kind"], "updated");
    assert_eq!(change["changed"], json!(["updated_at", "deleted_at", "version"]));
    assert_eq!(change["after"]["deleted_at"], "1970-01-01T00:00:07.000000000Z");
}
