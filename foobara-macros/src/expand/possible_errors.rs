use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{DeriveInput, Result, ext::IdentExt};

use super::{attributes::attributes, enclose, tokens::option};
use crate::{
    ast::{Field, PossibleSet, PossibleVariant},
    mistakes::Mistakes,
};

/// Expands `#[derive(PossibleErrors)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let set = PossibleSet::parse(input, &mut mistakes);
    mistakes.finish()?;
    let ident = &set.subject.ident;
    let all = set.errors.iter().map(possible_error);
    let arms = set
        .errors
        .iter()
        .enumerate()
        .map(|(index, error)| arm(index, error));
    let facts = if set.errors.is_empty() {
        quote!(match *self {})
    } else {
        let has_facts = set.errors.iter().any(|error| !error.facts.is_empty());
        let mutable = has_facts.then(|| quote!(mut));
        quote! {
            let #mutable __context = __foobara::Map::new();
            let __index: usize = match self { #(#arms)* };
            __foobara::Facts { possible: &<Self as __foobara::PossibleErrors>::ALL[__index], context: __context }
        }
    };
    let items = quote! {
        #[automatically_derived]
        impl __foobara::PossibleErrors for #ident {
            const ALL: &'static [__foobara::PossibleError] = &[#(#all),*];

            fn facts(&self) -> __foobara::Facts {
                #facts
            }
        }
    };
    Ok(enclose(&set.subject.container.root(), &items))
}

fn possible_error(error: &PossibleVariant) -> TokenStream {
    let PossibleVariant { symbol, is_fatal, is_retryable, .. } = error;
    let (input, description) = (option(error.input.as_ref()), option(error.description.as_ref()));
    let context = attributes(&error.facts, false);
    quote! {
        __foobara::PossibleError {
            symbol: #symbol,
            input: #input,
            is_fatal: #is_fatal,
            is_retryable: #is_retryable,
            description: #description,
            context: #context,
        }
    }
}

fn arm(index: usize, error: &PossibleVariant) -> TokenStream {
    let (variant, index) = (&error.ident, Literal::usize_unsuffixed(index));
    let bindings: Vec<Ident> = error
        .facts
        .iter()
        .map(|Field { ident, .. }| format_ident!("__{}", ident.unraw()))
        .collect();
    let idents = error.facts.iter().map(|Field { ident, .. }| ident);
    let names = error.facts.iter().map(|Field { name, .. }| name);
    quote! {
        Self::#variant { #(#idents: #bindings,)* .. } => {
            #(__foobara::fact(&mut __context, #names, #bindings);)*
            #index
        }
    }
}
