//! Records that break a rule of their entity are not written.

use foobara::{FaultKind, StorageError, prelude::*};

use crate::zoo::{FindCapybaras, How, WriteCapybara, open};

const WAYS: [How; 6] = [
    How::Create,
    How::CreateMany,
    How::Update,
    How::UpdateMany,
    How::Put,
    How::PutMany,
];

/// Writes a capybara in every way, and returns why each was refused.
async fn refusals(name: &str, age: Option<u8>, street: Option<&str>) -> Vec<String> {
    let mut refusals = Vec::new();
    for how in WAYS {
        let app = open();
        let written = app.run(WriteCapybara {
            how,
            name: name.to_owned(),
            age,
            street: street.map(str::to_owned),
        });
        match written.await {
            Ok(_) => {}
            Err(Failure::Fault(fault)) => match fault.into_kind() {
                FaultKind::Storage(StorageError::Invalid(why)) => refusals.push(why),
                other => panic!("not invalid: {other:?}"),
            },
            Err(Failure::Own(never)) => match never {},
        }
        let with = crate::zoo::CapybaraWith::default();
        let found = app.run(FindCapybaras { with }).await;
        assert_eq!(
            found.expect("they are found").is_empty(),
            !refusals.is_empty(),
            "{how:?}"
        );
    }
    refusals
}

fn each_way(why: &str) -> Vec<String> {
    vec![why.to_owned(); WAYS.len()]
}

#[tokio::test]
async fn a_rule_is_named_with_its_attribute() {
    assert_eq!(
        refusals(" ", None, None).await,
        each_way("Zoo::Capybara.name: below_minimum_length")
    );
    assert_eq!(
        refusals("Fumiko", Some(41), None).await,
        each_way("Zoo::Capybara.age: max_exceeded")
    );
}

#[tokio::test]
async fn rules_of_models_within_hold() {
    assert_eq!(
        refusals("Fumiko", None, Some("")).await,
        each_way("Zoo::Capybara.home.street: below_minimum_length")
    );
}

#[tokio::test]
async fn attributes_are_looked_at_together() {
    assert_eq!(
        refusals("Fumiko", Some(0), None).await,
        each_way("Zoo::Capybara.keeper: needs_keeper")
    );
}

#[tokio::test]
async fn what_breaks_no_rule_is_written() {
    assert_eq!(
        refusals(" Fumiko ", Some(40), Some("Main Street")).await,
        Vec::<String>::new()
    );
}
