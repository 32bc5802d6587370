use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, LitFloat, LitInt, LitStr, spanned::Spanned};

use super::tokens::cow;
use crate::attr::{Argument, Number, Step};

/// Writes a rule as data.
pub(crate) fn spec(step: &Step) -> TokenStream {
    match step {
        Step::Custom(rule) => quote! {
            __foobara::RuleSpec::new(<#rule as __foobara::rule::CustomRule<_>>::KIND, &[])
        },
        Step::BuiltIn(name, argument) => {
            let kind = Ident::new(&name.to_string().to_shouty_snake_case(), Span::call_site());
            let arguments = arguments(argument);
            quote!(__foobara::RuleSpec::new(__foobara::rule::#kind, &[#(#arguments),*]))
        }
    }
}

/// Writes a rule as the step on a Rust value.
pub(crate) fn step(step: &Step) -> TokenStream {
    let (name, argument) = match step {
        Step::Custom(rule) => {
            let span = here(rule.span());
            return quote_spanned!(span=> <#rule as ::core::default::Default>::default());
        }
        Step::BuiltIn(name, argument) => (name, argument),
    };
    let rule = Ident::new(&name.to_string().to_upper_camel_case(), Span::call_site());
    let given = match argument {
        Argument::None => TokenStream::new(),
        Argument::Number(is_negative, number) => {
            let number = signed(*is_negative, number);
            quote!((#number))
        }
        Argument::Text(text) => quote!((#text)),
        Argument::List(texts) => quote!((&[#(#texts),*])),
    };
    let span = here(name.span());
    quote_spanned!(span=> __foobara::rule::#rule #given)
}

/// Returns where a rule is written, for code that is about it.
pub(crate) fn span(step: &Step) -> Span {
    here(match step {
        Step::BuiltIn(name, _) => name.span(),
        Step::Custom(rule) => rule.span(),
    })
}

fn here(span: Span) -> Span {
    Span::call_site().located_at(span)
}

fn arguments(argument: &Argument) -> Vec<TokenStream> {
    match argument {
        Argument::None => Vec::new(),
        Argument::Number(is_negative, number) => {
            let kind = match number {
                Number::Int(_) => quote!(Int),
                Number::Float(_) => quote!(Float),
            };
            let number = signed(*is_negative, number);
            vec![quote!(__foobara::Argument::#kind(#number))]
        }
        Argument::Text(text) => vec![text_argument(text)],
        Argument::List(texts) => texts.iter().map(text_argument).collect(),
    }
}

fn text_argument(text: &LitStr) -> TokenStream {
    let text = cow(&text.value());
    quote!(__foobara::Argument::Text(#text))
}

/// Returns the number without a suffix, so that it is of the type of what it is compared with.
fn signed(is_negative: bool, number: &Number) -> TokenStream {
    let literal = match number {
        Number::Int(number) => LitInt::new(number.base10_digits(), number.span()).into_token_stream(),
        Number::Float(number) => LitFloat::new(number.base10_digits(), number.span()).into_token_stream(),
    };
    if is_negative {
        quote_spanned!(here(literal.span())=> -#literal)
    } else {
        literal
    }
}
