use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, LitFloat, LitInt, LitStr, spanned::Spanned};

use super::tokens::{cow, here};
use crate::attr::{Argument, Magnitude, Number, Stage, Step};

/// Writes a rule as data.
pub(crate) fn spec(step: &Step) -> TokenStream {
    match step {
        Step::Custom(_) => {
            let kind = kind(step);
            quote!(__foobara::RuleSpec::new(#kind, &[]))
        }
        Step::BuiltIn(_, _, argument) => {
            let (kind, arguments) = (kind(step), arguments(argument));
            quote!(__foobara::RuleSpec::new(#kind, &[#(#arguments),*]))
        }
    }
}

/// Writes the constant that describes a rule.
pub(crate) fn kind(step: &Step) -> TokenStream {
    match step {
        Step::Custom(rule) => quote!(<#rule as __foobara::rule::CustomRule<_>>::KIND),
        Step::BuiltIn(_, rule, _) => {
            let kind = Ident::new(&rule.rule.to_shouty_snake_case(), Span::call_site());
            quote!(__foobara::rule::#kind)
        }
    }
}

/// Writes a rule as the step on a Rust value; casters have none.
pub(crate) fn step(step: &Step) -> Option<TokenStream> {
    let span = span(step);
    match step {
        Step::Custom(rule) => Some(quote_spanned!(span=> <#rule as ::core::default::Default>::default())),
        Step::BuiltIn(_, rule, _) if rule.stage == Stage::Cast => None,
        Step::BuiltIn(_, rule, argument) => {
            let rule = Ident::new(&rule.rule.to_upper_camel_case(), Span::call_site());
            let given = given(argument);
            Some(quote_spanned!(span=> __foobara::rule::#rule #given))
        }
    }
}

/// Returns whether a rule may look at the elements of a collection, and so has to wait for them.
pub(crate) fn may_wait(step: &Step) -> bool {
    match step {
        Step::Custom(_) => true,
        Step::BuiltIn(_, rule, _) => rule.looks_inside,
    }
}

fn given(argument: &Argument) -> TokenStream {
    match argument {
        Argument::None => TokenStream::new(),
        Argument::Number(number) => {
            let number = signed(number);
            quote!((#number))
        }
        Argument::Range(low, high) => {
            let (low, high) = (signed(low), signed(high));
            quote!((#low, #high))
        }
        Argument::Text(text) => quote!((#text)),
        Argument::Numbers(numbers) => {
            let numbers = numbers.iter().map(signed);
            quote!((&[#(#numbers),*]))
        }
        Argument::Texts(texts) => quote!((&[#(#texts),*])),
    }
}

/// Returns where a rule is written, for code that is about it.
pub(crate) fn span(step: &Step) -> Span {
    here(match step {
        Step::BuiltIn(word, ..) => word.span(),
        Step::Custom(rule) => rule.span(),
    })
}

fn arguments(argument: &Argument) -> Vec<TokenStream> {
    match argument {
        Argument::None => Vec::new(),
        Argument::Number(number) => vec![number_argument(number)],
        Argument::Range(low, high) => vec![number_argument(low), number_argument(high)],
        Argument::Text(text) => vec![text_argument(text)],
        Argument::Numbers(numbers) => numbers.iter().map(number_argument).collect(),
        Argument::Texts(texts) => texts.iter().map(text_argument).collect(),
    }
}

fn number_argument(number: &Number) -> TokenStream {
    let kind = match number.magnitude {
        Magnitude::Int(_) => quote!(Int),
        Magnitude::Float(_) => quote!(Float),
    };
    let number = signed(number);
    quote!(__foobara::Argument::#kind(#number))
}

fn text_argument(text: &LitStr) -> TokenStream {
    let text = cow(&text.value());
    quote!(__foobara::Argument::Text(#text))
}

/// Returns the number without a suffix, so that it is of the type of what it is compared with.
fn signed(number: &Number) -> TokenStream {
    let literal = match &number.magnitude {
        Magnitude::Int(number) => LitInt::new(number.base10_digits(), number.span()).into_token_stream(),
        Magnitude::Float(number) => LitFloat::new(number.base10_digits(), number.span()).into_token_stream(),
    };
    if number.is_negative {
        quote_spanned!(here(literal.span())=> -#literal)
    } else {
        literal
    }
}
