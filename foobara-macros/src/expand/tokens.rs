//! The small pieces that most expansions are made of.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Writes an `Option`.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// Writes borrowed text as a `Cow`.
pub(crate) fn cow(text: &str) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(#text))
}
