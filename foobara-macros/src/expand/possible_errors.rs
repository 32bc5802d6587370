use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Result, ext::IdentExt, spanned::Spanned};

use super::{
    attributes::attributes,
    enclose,
    flatten::put_together,
    tokens::{here, option},
};
use crate::{
    ast::{ErrorSetVariant, Field, PossibleSet, PossibleVariant},
    mistakes::Mistakes,
};

/// Expands `#[derive(PossibleErrors)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let set = PossibleSet::parse(input, &mut mistakes);
    mistakes.finish()?;
    let ident = &set.subject.ident;
    let all = set.errors.iter().map(possible_error);
    let shared = shared(&set.sets);
    let facts = facts(&set);
    let items = quote! {
        #[automatically_derived]
        impl __foobara::PossibleErrors for #ident {
            const ALL: &'static [__foobara::PossibleError] = &[#(#all),*];
            #shared

            fn facts(&self) -> __foobara::Facts {
                #facts
            }
        }
    };
    Ok(enclose(&set.subject.container.root(), &items))
}

fn facts(set: &PossibleSet) -> TokenStream {
    let sets = set
        .sets
        .iter()
        .map(|ErrorSetVariant { ident, .. }| quote!(Self::#ident(__set)));
    if set.errors.is_empty() {
        return if set.sets.is_empty() {
            quote!(match *self {})
        } else {
            quote!(match self { #(#sets => __foobara::PossibleErrors::facts(__set),)* })
        };
    }
    let arms = set
        .errors
        .iter()
        .enumerate()
        .map(|(index, error)| arm(index, error));
    let has_facts = set.errors.iter().any(|error| !error.facts.is_empty());
    let mutable = has_facts.then(|| quote!(mut));
    quote! {
        let #mutable __context = __foobara::Map::new();
        let __index: usize = match self {
            #(#arms)*
            #(#sets => return __foobara::PossibleErrors::facts(__set),)*
        };
        __foobara::Facts { possible: &<Self as __foobara::PossibleErrors>::ALL[__index], context: __context }
    }
}

/// Writes the errors of the sets within.
fn shared(sets: &[ErrorSetVariant]) -> Option<TokenStream> {
    let types = sets.iter().map(|ErrorSetVariant { ty, .. }| {
        quote_spanned!(here(ty.span())=> &[<#ty as __foobara::PossibleErrors>::ALL], <#ty as __foobara::PossibleErrors>::SHARED)
    });
    let parts = quote!(&[#(#types),*]);
    let all = put_together(&quote!(&'static [__foobara::PossibleError]), &parts, &quote!(&[]));
    (!sets.is_empty()).then(|| {
        quote! {
            const SHARED: &'static [&'static [__foobara::PossibleError]] = #all;
        }
    })
}

fn possible_error(error: &PossibleVariant) -> TokenStream {
    let PossibleVariant {
        symbol,
        is_fatal,
        is_retryable,
        ..
    } = error;
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
