use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

/// Runs a derive; when it fails, reports its mistakes and puts the fallback in its place.
pub(crate) fn derive(
    input: TokenStream,
    expand: fn(&DeriveInput) -> Result<TokenStream>,
    fallback: fn(&DeriveInput) -> TokenStream,
) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    expand(&input).unwrap_or_else(|error| {
        let mistakes = error.into_compile_error();
        let fallback = fallback(&input);
        quote!(#mistakes #fallback)
    })
}

/// Gives items a scope of their own, in which `__foobara` is what derived code may name.
pub(crate) fn enclose(root: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            use #root::__private as __foobara;
            #items
        };
    }
}
