//! The small pieces that most expansions are made of.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use crate::attr::Container;

/// Writes an `Option`.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// Writes the description of a domain: the one that is named, or the global one.
pub(crate) fn domain(container: &Container) -> TokenStream {
    match &container.domain {
        Some(domain) => quote!(<#domain as __foobara::Domain>::META),
        None => quote!(<__foobara::GlobalDomain as __foobara::Domain>::META),
    }
}

/// Writes borrowed text as a `Cow`.
pub(crate) fn cow(text: &str) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(#text))
}

/// Returns the place of something the user wrote, for code that is about it.
pub(crate) fn here(span: Span) -> Span {
    Span::call_site().located_at(span)
}
