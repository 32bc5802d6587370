//! A zoo to run commands of.

use std::{borrow::Cow, convert::Infallible};

use foobara_core::{
    App, Command, CommandEntry, CommandMeta, Context, DeclaredHints, Domain, DomainMeta, Execute, Fault,
    FaultKind, Outcome, Refusal, StorageError,
};
use foobara_types::{
    Argument, At, Attribute, AttributesType, Base, Declaration, DefaultValue, ErrorKind, ErrorReport,
    InputErrors, Ref, Rule, RuleSpec, Typed, declaration::AttributeList, rule,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(super) struct Zoo;

impl Domain for Zoo {
    const META: &'static DomainMeta = &DomainMeta {
        name: "Zoo",
        organization: None,
        scope: &["Acme", "Zoo"],
        description: None,
        depends_on: &[],
    };
}

struct Shop;

impl Domain for Shop {
    const META: &'static DomainMeta = &DomainMeta {
        name: "Shop",
        organization: None,
        scope: &["Acme", "Shop"],
        description: None,
        depends_on: &[],
    };
}

const fn meta(
    name: &'static str,
    description: Option<&'static str>,
    domain: &'static DomainMeta,
    inputs: &'static [Attribute],
) -> CommandMeta {
    CommandMeta {
        name,
        domain,
        description,
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
        uses: &[],
        publishes: &[],
        enqueues: &[],
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    }
}

const fn input(name: &'static str, declaration: Declaration, required: bool) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration,
        required,
        default: None,
    }
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct CreateCapybara {
    name: String,
    age: i64,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    loud: bool,
    cfg: Option<Cfg>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Cfg {
    name: Option<String>,
    size: i64,
}

const CFG: &AttributesType = &AttributesType {
    aliases: &[],
    ignores_unexpected: false,
    attributes: AttributeList::Borrowed(
        const {
            &[
                input("name", Declaration::of::<Option<String>>(), false),
                input("size", Declaration::of::<i64>(), true),
            ]
        },
    ),
};

const NOT_NEGATIVE: &[RuleSpec] = &[RuleSpec::new(rule::MIN, const { &[Argument::Int(0)] })];

const INPUTS: &[Attribute] = &[
    input("name", Declaration::of::<String>(), true),
    input("age", declaration(i64::BASE, NOT_NEGATIVE, false), true),
    input("tags", Declaration::of::<Vec<String>>(), false),
    Attribute {
        name: Cow::Borrowed("loud"),
        declaration: Declaration::of::<bool>(),
        required: false,
        default: Some(DefaultValue::Static(|| false.into())),
    },
    input(
        "cfg",
        declaration(Base::Attributes(Ref::Static(|| CFG)), &[], true),
        false,
    ),
];

const fn declaration(base: Base, rules: &'static [RuleSpec], allow_nil: bool) -> Declaration {
    Declaration {
        base,
        named: None,
        source: None,
        sensitive_exposed: false,
        type_rules: Cow::Borrowed(&[]),
        rules: Cow::Borrowed(rules),
        allow_nil,
        sensitive: false,
        description: None,
    }
}

impl Command for CreateCapybara {
    const META: &'static CommandMeta =
        const { &meta("CreateCapybara", Some("Creates a capybara"), Zoo::META, INPUTS) };

    fn check(&mut self, errors: &mut InputErrors) {
        if let Err(issue) = rule::Min(0).process(&mut self.age) {
            errors.push(Some(&At::attribute(None, "age")), *issue);
        }
    }
}

impl Execute for CreateCapybara {
    type Output = Value;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let cfg = self.cfg.map(|cfg| json!({ "name": cfg.name, "size": cfg.size }));
        Ok(json!({ "name": self.name, "age": self.age, "tags": self.tags, "loud": self.loud, "cfg": cfg }))
    }
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fail {
    how: String,
}

impl Command for Fail {
    const META: &'static CommandMeta = const {
        &meta(
            "Fail",
            None,
            Zoo::META,
            const { &[input("how", Declaration::of::<String>(), true)] },
        )
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Fail {
    type Output = Value;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let missing = ErrorReport::runtime("gone", "It is gone\u{202e}").of_kind(ErrorKind::NotFound);
        Err(Fault::from(match self.how.as_str() {
            "nobody" => FaultKind::Refused(Refusal::Unauthenticated),
            "not allowed" => FaultKind::Refused(Refusal::NotAllowed {
                rule: "r".into(),
                explanation: "never".into(),
            }),
            "conflict" => FaultKind::Storage(StorageError::Conflict),
            "gone" => FaultKind::Reported(vec![missing.with_context(json!({ "id": 7 }))]),
            "gone twice" => FaultKind::Reported(vec![missing.clone(), missing]),
            "late" => FaultKind::Timeout,
            "bug" => panic!("a bug"),
            _ => return Ok(Value::Null),
        })
        .into())
    }
}

/// Its name is an action's.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct List {}

impl Command for List {
    const META: &'static CommandMeta = const { &meta("List", None, Zoo::META, &[]) };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for List {
    type Output = Value;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(json!([{ "id": 1, "name": "Bob" }, { "id": 2, "name": "Eve" }]))
    }
}

macro_rules! open {
    ($open:ident, $domain:ty) => {
        #[derive(Debug, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        struct $open {}

        impl Command for $open {
            const META: &'static CommandMeta = const { &meta("OpenGate", None, <$domain>::META, &[]) };

            fn check(&mut self, _errors: &mut InputErrors) {}
        }

        impl Execute for $open {
            type Output = String;
            type Error = Infallible;

            async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(Self::META.reference())
            }
        }
    };
}

open!(OpenZoo, Zoo);
open!(OpenShop, Shop);

pub(super) fn app() -> App {
    let zoo = [
        CommandEntry::of::<CreateCapybara>(),
        CommandEntry::of::<Fail>(),
        CommandEntry::of::<List>(),
        CommandEntry::of::<OpenZoo>(),
    ];
    let app = App::builder()
        .domain::<Zoo>(zoo)
        .domain::<Shop>([CommandEntry::of::<OpenShop>()]);
    app.build().expect("has no mistakes")
}
