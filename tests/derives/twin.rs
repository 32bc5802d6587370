//! Everything a derive does can be written by hand; here is one command both ways.

use std::borrow::Cow;

use foobara::{
    __private::{
        Argument, At, Attribute, AttributeList, AttributesType, Declaration, DecodeError, DefaultValue,
        Deserialize, Deserializer, Encode, Fields, MapAccess, RuleSpec, Serialize, SerializeStruct,
        Serializer, Typed, apply, decode, default_value,
    },
    Command, CommandMeta, DeclaredHints, Domain as _, InputErrors, rule,
};
use serde_json::json;

use super::context::Lab;

mod derived {
    use super::*;

    /// Repeats a word
    #[derive(Debug, PartialEq, foobara::Command)]
    #[command(domain = Lab, depends_on(Shout), validate)]
    pub(crate) struct Repeat {
        /// What is said
        #[input(trim, max_length = 5)]
        pub(crate) word: String,
        #[input(min = 1, default = 2)]
        pub(crate) times: i64,
        pub(crate) aside: Option<String>,
    }
}

/// Says it loudly
#[derive(Debug, foobara::Command)]
#[command(domain = Lab)]
struct Shout;

#[derive(Debug, PartialEq)]
struct Repeat {
    word: String,
    times: i64,
    aside: Option<String>,
}

impl Command for Repeat {
    const META: &'static CommandMeta = &CommandMeta {
        name: "Repeat",
        domain: Lab::META,
        description: Some("Repeats a word"),
        returns: None,
        inputs: AttributesType {
            aliases: &[],
            attributes: AttributeList::Borrowed(ATTRIBUTES),
            ignores_unexpected: false,
        },
        depends_on: &[|| Shout::META],
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
    };
    const VALIDATES: bool = true;

    fn check(&mut self, errors: &mut InputErrors) {
        let at = Some(&At::attribute(None, "word"));
        apply(&rule::Trim, &mut self.word, at, errors);
        apply(&rule::MaxLength(5), &mut self.word, at, errors);
        apply(
            &rule::Min(1),
            &mut self.times,
            Some(&At::attribute(None, "times")),
            errors,
        );
    }
}

const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: Cow::Borrowed("word"),
        declaration: Declaration {
            base: String::BASE,
            type_rules: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[
                RuleSpec::new(rule::TRIM, &[]),
                RuleSpec::new(rule::MAX_LENGTH, &[Argument::Int(5)]),
            ]),
            allow_nil: false,
            sensitive: false,
            sensitive_exposed: false,
            named: None,
            source: None,
            description: Some(Cow::Borrowed("What is said")),
        },
        required: true,
        default: None,
    },
    Attribute {
        name: Cow::Borrowed("times"),
        declaration: Declaration {
            base: i64::BASE,
            type_rules: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[RuleSpec::new(rule::MIN, &[Argument::Int(1)])]),
            allow_nil: false,
            sensitive: false,
            sensitive_exposed: false,
            named: None,
            source: None,
            description: None,
        },
        required: false,
        default: Some(DefaultValue::Static(|| default_value::<i64>(2))),
    },
    Attribute {
        name: Cow::Borrowed("aside"),
        declaration: Declaration {
            base: String::BASE,
            type_rules: Cow::Borrowed(&[]),
            rules: Cow::Borrowed(&[]),
            allow_nil: true,
            sensitive: false,
            sensitive_exposed: false,
            named: None,
            source: None,
            description: None,
        },
        required: false,
        default: None,
    },
];

#[derive(Default)]
struct Slots {
    word: Option<String>,
    times: Option<Option<i64>>,
    aside: Option<Option<String>>,
}

impl Fields for Repeat {
    type Slots = Slots;
    const NAME: &'static str = "Repeat";
    const NAMES: &'static [&'static str] = &["word", "times", "aside"];

    fn slot(name: &str) -> Option<usize> {
        Self::NAMES.iter().position(|known| *known == name)
    }

    fn fill<'de, A: MapAccess<'de>>(slots: &mut Slots, slot: usize, map: &mut A) -> Result<(), A::Error> {
        match slot {
            0 => decode::fill(&mut slots.word, map, "word"),
            1 => decode::fill(&mut slots.times, map, "times"),
            _ => decode::fill(&mut slots.aside, map, "aside"),
        }
    }

    fn build<E: DecodeError>(slots: Slots) -> Result<Self, E> {
        Ok(Self {
            word: decode::take(slots.word, "word")?,
            times: decode::take_or(slots.times, || 2),
            aside: decode::take(slots.aside, "aside")?,
        })
    }
}

impl<'de> Deserialize<'de> for Repeat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::decode(deserializer)
    }
}

impl Encode for Repeat {
    const NAME: &'static str = "Repeat";
    const COUNT: usize = 3;

    fn fields<S: SerializeStruct>(&self, output: &mut S) -> Result<(), S::Error> {
        decode::field(output, "word", &self.word)?;
        decode::field(output, "times", &self.times)?;
        decode::field(output, "aside", &self.aside)
    }
}

impl Serialize for Repeat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        decode::encode(self, serializer)
    }
}

#[test]
fn both_have_the_same_description() {
    assert_eq!(
        format!("{:#?}", inputs(Repeat::META)),
        format!("{:#?}", inputs(derived::Repeat::META))
    );
    let others = |meta: &CommandMeta| {
        let callees: Vec<String> = meta
            .depends_on
            .iter()
            .map(|callee| callee().reference())
            .collect();
        (
            meta.reference(),
            meta.description,
            callees,
            meta.reads.len(),
            meta.writes.len(),
            meta.uses.len(),
            meta.concerns.len(),
            meta.is_clone,
        )
    };
    assert_eq!(others(Repeat::META), others(derived::Repeat::META));
    assert_eq!(Repeat::VALIDATES, derived::Repeat::VALIDATES);
    assert_eq!(Repeat::RECORDS, derived::Repeat::RECORDS);
}

/// The inputs as debug output, without the addresses of functions.
fn inputs(meta: &CommandMeta) -> &AttributesType {
    &meta.inputs
}

#[test]
fn both_decode_and_check_alike() {
    for inputs in [
        json!({ "word": " hello " }),
        json!({ "word": "hello, world", "times": 0, "aside": "!" }),
        json!({ "word": "hello", "times": null, "aside": null }),
        json!({ "times": 1 }),
        json!({ "word": "hello", "loud": true }),
    ] {
        let by_hand = serde_json::from_value::<Repeat>(inputs.clone());
        let derived = serde_json::from_value::<derived::Repeat>(inputs);
        let (mut by_hand, mut derived) = match (by_hand, derived) {
            (Ok(by_hand), Ok(derived)) => (by_hand, derived),
            (by_hand, derived) => {
                assert_eq!(by_hand.unwrap_err().to_string(), derived.unwrap_err().to_string());
                continue;
            }
        };
        assert_eq!(
            serde_json::to_string(&by_hand).unwrap(),
            serde_json::to_string(&derived).unwrap()
        );
        let mut errors = [InputErrors::new(), InputErrors::new()];
        by_hand.check(&mut errors[0]);
        derived.check(&mut errors[1]);
        assert_eq!(errors[0], errors[1]);
        assert_eq!(
            (by_hand.word, by_hand.times, by_hand.aside),
            (derived.word, derived.times, derived.aside)
        );
    }
}
