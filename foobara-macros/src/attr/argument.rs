//! What stands behind the word of a rule.

use syn::{
    Error, Ident, Lit, LitFloat, LitInt, LitStr, Result, Token, bracketed, parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use super::{
    pattern,
    rules::{RuleWord, Takes},
    words,
};

/// What one of our rules is given.
#[derive(Debug, Clone)]
pub(crate) enum Argument {
    /// Nothing.
    None,
    /// A number.
    Number(Number),
    /// Two numbers.
    Range(Number, Number),
    /// Text, or a pattern.
    Text(LitStr),
    /// A list of numbers.
    Numbers(Vec<Number>),
    /// A list of texts.
    Texts(Vec<LitStr>),
}

/// A number.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// Whether there is a minus before it.
    pub(crate) is_negative: bool,
    /// The number without its sign.
    pub(crate) magnitude: Magnitude,
}

/// A number without its sign.
#[derive(Debug, Clone)]
pub(crate) enum Magnitude {
    Int(LitInt),
    Float(LitFloat),
}

impl Argument {
    /// Reads what stands behind the word of a rule.
    pub(crate) fn parse(word: &Ident, rule: &RuleWord, input: ParseStream<'_>) -> Result<Self> {
        match rule.takes {
            Takes::Nothing => Ok(Self::None),
            Takes::Bound => bound(word, input).map(Self::Number),
            Takes::Length => whole(input, "expected a length: a whole number that is not negative"),
            Takes::Decimals if !input.peek(Token![=]) => Ok(Self::Number(Number::zero(word))),
            Takes::Decimals => whole(input, "expected a number of decimals"),
            Takes::Range => range(word, input),
            Takes::Text => words::value(input).map(Self::Text),
            Takes::Pattern => {
                let literal = words::value(input)?;
                pattern::check(&literal)?;
                Ok(Self::Text(literal))
            }
            Takes::Part => part(input),
            Takes::Choices => choices(word, input),
        }
    }
}

impl Number {
    fn zero(word: &Ident) -> Self {
        Self {
            is_negative: false,
            magnitude: Magnitude::Int(LitInt::new("0", word.span())),
        }
    }

    fn of(is_negative: bool, literal: Lit) -> Result<Self> {
        let magnitude = match literal {
            Lit::Int(literal) => {
                let magnitude = literal.base10_parse::<i128>()?;
                let number = if is_negative { -magnitude } else { magnitude };
                i64::try_from(number).map_err(|error| Error::new(literal.span(), error))?;
                Magnitude::Int(literal)
            }
            Lit::Float(literal) => Magnitude::Float(literal),
            other => return Err(Error::new(other.span(), "expected a number")),
        };
        Ok(Self {
            is_negative,
            magnitude,
        })
    }
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let is_negative = input.parse::<Option<Token![-]>>()?.is_some();
        Self::of(is_negative, input.parse()?)
    }
}

fn bound(word: &Ident, input: ParseStream<'_>) -> Result<Number> {
    input.parse::<Token![=]>()?;
    if input.peek(LitStr) {
        let message = format!(
            "`{word}` takes a number here; dates and times are compared in a rule of your own, with `rule = ..`"
        );
        return Err(input.error(message));
    }
    input.parse()
}

fn whole(input: ParseStream<'_>, expected: &str) -> Result<Argument> {
    let literal: LitInt = words::value(input)?;
    if literal.base10_parse::<u32>().is_err() {
        return Err(Error::new(literal.span(), expected));
    }
    Ok(Argument::Number(Number {
        is_negative: false,
        magnitude: Magnitude::Int(literal),
    }))
}

fn range(word: &Ident, input: ParseStream<'_>) -> Result<Argument> {
    let span = input.span();
    let mut bounds = words::list::<Number>(input)?.into_iter();
    match (bounds.next(), bounds.next(), bounds.next()) {
        (Some(low), Some(high), None) => Ok(Argument::Range(low, high)),
        _ => Err(Error::new(
            span,
            format!("`{word}` takes two numbers, the lower first: `{word}(0, 10)`"),
        )),
    }
}

fn part(input: ParseStream<'_>) -> Result<Argument> {
    input.parse::<Token![=]>()?;
    if input.peek(LitStr) {
        return input.parse().map(Argument::Text);
    }
    input.parse().map(Argument::Number)
}

/// Reads `= ["a", "b"]` or `("a", "b")`.
fn choices(word: &Ident, input: ParseStream<'_>) -> Result<Argument> {
    let inside;
    if input.parse::<Option<Token![=]>>()?.is_some() {
        bracketed!(inside in input);
    } else {
        parenthesized!(inside in input);
    }
    if inside.is_empty() {
        return Err(Error::new(
            word.span(),
            format!("`{word}` needs at least one value"),
        ));
    }
    if inside.peek(LitStr) {
        return list_of(&inside, <LitStr as Parse>::parse).map(Argument::Texts);
    }
    list_of(&inside, Number::parse).map(Argument::Numbers)
}

fn list_of<T>(inside: ParseStream<'_>, element: fn(ParseStream<'_>) -> Result<T>) -> Result<Vec<T>> {
    Punctuated::<T, Token![,]>::parse_terminated_with(inside, element)
        .map(|elements| elements.into_iter().collect())
}
