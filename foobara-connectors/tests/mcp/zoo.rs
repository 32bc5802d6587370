//! Commands whose results are of every form.

use std::{borrow::Cow, collections::BTreeMap, convert::Infallible};

use foobara_core::{
    Command, CommandMeta, Context, DeclaredHints, Domain, DomainMeta, Execute, Outcome, ports::PortMeta,
};
use foobara_types::{Attribute, AttributesType, Declaration, InputErrors, Typed, declaration::AttributeList};
use serde::{Deserialize, Serialize};

pub(crate) struct Zoo;

impl Domain for Zoo {
    const META: &'static DomainMeta = &DomainMeta {
        name: "Zoo",
        organization: None,
        scope: &["Zoo"],
        description: None,
        depends_on: &[],
    };
}

pub(crate) const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

pub(crate) const fn meta(
    name: &'static str,
    inputs: &'static [Attribute],
    uses: &'static [PortMeta],
) -> CommandMeta {
    CommandMeta {
        name,
        domain: Zoo::META,
        description: Some("Does as it is called"),
        returns: None,
        inputs: AttributesType {
            aliases: &[],
            ignores_unexpected: false,
            attributes: AttributeList::Borrowed(inputs),
        },
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[],
        creates: &[],
        deletes: &[],
        loads: &[],
        uses,
        publishes: &[],
        enqueues: &[],
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    }
}

/// Adds two numbers: a result that is no object.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    a: i64,
    b: i64,
}

impl Command for Add {
    const META: &'static CommandMeta = {
        const INPUTS: &[Attribute] = &[attribute::<i64>("a"), attribute::<i64>("b")];
        &meta("Add", INPUTS, &[])
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Add {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.a + self.b)
    }
}

/// Counts words: a result that is an object.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Count {
    words: Vec<String>,
}

impl Command for Count {
    const META: &'static CommandMeta = {
        const INPUTS: &[Attribute] = &[attribute::<Vec<String>>("words")];
        &meta("Count", INPUTS, &[])
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Count {
    type Output = BTreeMap<String, i64>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let mut counts = BTreeMap::new();
        for word in self.words {
            *counts.entry(word).or_default() += 1;
        }
        Ok(counts)
    }
}

/// Panics.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Panic {}

impl Command for Panic {
    const META: &'static CommandMeta = &meta("Panic", &[], &[]);

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Panic {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        panic!("as asked");
    }
}
