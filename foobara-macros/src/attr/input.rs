//! `#[input(..)]`: what is asked of an attribute, written from left to right.

use proc_macro2::Span;
use syn::{
    Attribute, Error, Expr, ExprArray, ExprPath, Ident, Lit, LitFloat, LitInt, LitStr, Path, Result, Token,
    parse::{Parse, ParseStream},
};

use super::words::{self, Unknown};
use crate::mistakes::Mistakes;

const WORDS: &[&str] = &[
    "min",
    "max",
    "min_length",
    "max_length",
    "matches",
    "one_of",
    "email",
    "trim",
    "downcase",
    "lowercase",
    "upcase",
    "uppercase",
    "rule",
    "default",
    "not_null",
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
}

/// A rule.
#[derive(Debug)]
pub(crate) enum Step {
    /// One of ours, by its name.
    BuiltIn(Ident, Argument),
    /// The user's own type.
    Custom(Path),
}

/// What one of our rules is given.
#[derive(Debug)]
pub(crate) enum Argument {
    /// Nothing.
    None,
    /// A number, and whether it is negative.
    Number(bool, Number),
    /// A pattern.
    Text(LitStr),
    /// Texts.
    List(Vec<LitStr>),
}

/// A number without its sign.
#[derive(Debug)]
pub(crate) enum Number {
    Int(LitInt),
    Float(LitFloat),
}

/// What an attribute is when it is not given.
#[derive(Debug)]
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
        words::read(
            attributes,
            "input",
            Unknown::OneOf(WORDS),
            mistakes,
            |word, input| result.take(word, input),
        );
        result
    }

    fn take(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<bool> {
        let (name, argument) = match word.to_string().as_str() {
            name @ ("min" | "max") => (name.to_owned(), number(input)?),
            name @ ("min_length" | "max_length") => (name.to_owned(), length(input)?),
            "matches" => ("matches".to_owned(), Argument::Text(words::value(input)?)),
            "one_of" => ("one_of".to_owned(), Argument::List(choices(word, input)?)),
            name @ ("email" | "trim" | "downcase" | "upcase") => (name.to_owned(), Argument::None),
            "lowercase" => ("downcase".to_owned(), Argument::None),
            "uppercase" => ("upcase".to_owned(), Argument::None),
            "rule" => {
                self.steps.push(Step::Custom(words::value(input)?));
                return Ok(true);
            }
            "default" => {
                words::once(&mut self.preset, word, preset(word, input)?)?;
                return Ok(true);
            }
            "not_null" => {
                words::once(&mut self.not_null, word, word.span())?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        self.steps
            .push(Step::BuiltIn(Ident::new(&name, word.span()), argument));
        Ok(true)
    }
}

fn preset(word: &Ident, input: ParseStream<'_>) -> Result<Preset> {
    if !input.peek(Token![=]) {
        return Ok(Preset::Default(word.span()));
    }
    words::value(input).map(|value| Preset::Value(Box::new(value)))
}

fn number(input: ParseStream<'_>) -> Result<Argument> {
    input.parse::<Token![=]>()?;
    let is_negative = input.parse::<Option<Token![-]>>()?.is_some();
    match Lit::parse(input)? {
        Lit::Int(literal) => {
            let magnitude = literal.base10_parse::<i128>()?;
            let number = if is_negative { -magnitude } else { magnitude };
            i64::try_from(number).map_err(|error| Error::new(literal.span(), error))?;
            Ok(Argument::Number(is_negative, Number::Int(literal)))
        }
        Lit::Float(literal) => Ok(Argument::Number(is_negative, Number::Float(literal))),
        other => Err(Error::new(other.span(), "expected a number")),
    }
}

fn length(input: ParseStream<'_>) -> Result<Argument> {
    let literal: LitInt = words::value(input)?;
    if literal.base10_parse::<u32>().is_err() {
        return Err(Error::new(
            literal.span(),
            "expected a length: a whole number that is not negative",
        ));
    }
    Ok(Argument::Number(false, Number::Int(literal)))
}

/// Reads `= ["a", "b"]` or `("a", "b")`.
fn choices(word: &Ident, input: ParseStream<'_>) -> Result<Vec<LitStr>> {
    let choices = if input.peek(Token![=]) {
        let array: ExprArray = words::value(input)?;
        array.elems.into_iter().map(text_of).collect::<Result<Vec<_>>>()?
    } else {
        words::list(input)?
    };
    if choices.is_empty() {
        return Err(Error::new(word.span(), "`one_of` needs at least one text"));
    }
    Ok(choices)
}

fn text_of(element: Expr) -> Result<LitStr> {
    if let Expr::Lit(literal) = &element
        && let Lit::Str(text) = &literal.lit
    {
        return Ok(text.clone());
    }
    Err(Error::new_spanned(element, "expected a text"))
}
