//! `#[input(..)]`: what is asked of an attribute, written from left to right.

use proc_macro2::Span;
use syn::{Attribute, Expr, ExprPath, Ident, Path, Result, Token, parse::ParseStream};

use super::{
    argument::Argument,
    rules::{RULES, RuleWord},
    words::{self, Unknown},
};
use crate::mistakes::Mistakes;

/// The words that are no rules.
const WORDS: &[&str] = &[
    "rule",
    "default",
    "not_null",
    "foreign",
    "nested",
    "private",
    "immutable",
];

/// What the attribute said.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// The rules, in order.
    pub(crate) steps: Vec<Step>,
    /// What the attribute is when it is not given.
    pub(crate) preset: Option<Preset>,
    /// Whether null is refused.
    pub(crate) not_null: Option<Span>,
    /// Whether its type is described elsewhere.
    pub(crate) foreign: Option<Span>,
    /// Whether its type has validations of its own.
    pub(crate) nested: Option<Span>,
    /// Whether it is taken and never shown.
    pub(crate) private: Option<Span>,
    /// Whether it stays as it was made.
    pub(crate) immutable: Option<Span>,
}

/// A rule.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// One of ours, as it was written.
    BuiltIn(Ident, &'static RuleWord, Argument),
    /// The user's own type.
    Custom(Path),
}

/// What an attribute is when it is not given.
#[derive(Debug, Clone)]
pub(crate) enum Preset {
    /// The default of its type.
    Default(Span),
    /// A value.
    Value(Box<Expr>),
    /// What a function returns.
    Function(ExprPath),
}

impl Input {
    /// Reads the attribute.
    pub(crate) fn parse(attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let mut result = Self::default();
        let known: Vec<&str> = RULES
            .iter()
            .map(|rule| rule.word)
            .chain(WORDS.iter().copied())
            .collect();
        words::read(
            attributes,
            "input",
            Unknown::OneOf(&known),
            mistakes,
            |word, input| result.take(word, input),
        );
        result.check_order(mistakes);
        result
    }

    /// Returns whether it is about an attribute at all: something beyond a default.
    pub(crate) fn asks_something(&self) -> bool {
        !self.steps.is_empty() || self.is_marked()
    }

    /// Returns whether there is a word in it that is neither a rule nor a default.
    pub(crate) fn is_marked(&self) -> bool {
        let marks = [
            self.not_null,
            self.foreign,
            self.nested,
            self.private,
            self.immutable,
        ];
        marks.iter().any(Option::is_some)
    }

    fn take(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<bool> {
        let name = word.to_string();
        if let Some(rule) = RuleWord::find(&name) {
            let argument = Argument::parse(word, rule, input)?;
            self.steps.push(Step::BuiltIn(word.clone(), rule, argument));
            return Ok(true);
        }
        match name.as_str() {
            "rule" => self.steps.push(Step::Custom(words::value(input)?)),
            "default" => words::once(&mut self.preset, word, preset(word, input)?)?,
            "not_null" => words::once(&mut self.not_null, word, word.span())?,
            "foreign" => words::once(&mut self.foreign, word, word.span())?,
            "nested" => words::once(&mut self.nested, word, word.span())?,
            "private" => words::once(&mut self.private, word, word.span())?,
            "immutable" => words::once(&mut self.immutable, word, word.span())?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Rules have their turn stage by stage, so that they are written in that order. Of the stage of the user's own
    /// rules only the compiler knows.
    fn check_order(&self, mistakes: &mut Mistakes) {
        let built_in = |step: &Step| match step {
            Step::BuiltIn(word, rule, _) => Some((word.clone(), *rule)),
            Step::Custom(_) => None,
        };
        let written: Vec<(Ident, &RuleWord)> = self.steps.iter().filter_map(built_in).collect();
        for (index, (word, rule)) in written.iter().enumerate() {
            let later = written[..index]
                .iter()
                .find(|(_, before)| before.stage > rule.stage);
            if let Some((before, later)) = later {
                let (verb, other) = (rule.stage.verb(), later.stage.verb());
                mistakes.at(
                    word,
                    format_args!("`{word}` {verb} the value: write it before `{before}`, which {other} it"),
                );
            }
        }
    }
}

fn preset(word: &Ident, input: ParseStream<'_>) -> Result<Preset> {
    if !input.peek(Token![=]) {
        return Ok(Preset::Default(word.span()));
    }
    words::value(input).map(|value| Preset::Value(Box::new(value)))
}
