use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ItemFn, Type, spanned::Spanned};

use super::{
    enclose,
    tokens::{domain, here, option},
};
use crate::{ast::Mapper, mistakes::Mistakes};

/// Expands `#[mapper(..)]` on a function.
pub(crate) fn expand(options: &TokenStream, function: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<ItemFn>(function.clone()) {
        Ok(function) => function,
        Err(error) => {
            let mistake = error.into_compile_error();
            return quote!(#mistake #function);
        }
    };
    let mut mistakes = Mistakes::default();
    let mapper = Mapper::parse(options, function, &mut mistakes);
    let structure = structure(&mapper);
    if let Err(error) = mistakes.finish() {
        let mistakes = error.into_compile_error();
        return quote!(#mistakes #structure);
    }
    let implementation = implementation(&mapper);
    let items = enclose(&mapper.container.root(), &implementation);
    quote!(#structure #items)
}

fn structure(mapper: &Mapper) -> TokenStream {
    let Mapper {
        docs, ident, body, ..
    } = mapper;
    let vis = &body.vis;
    quote! {
        #(#docs)*
        #[derive(::core::fmt::Debug)]
        #vis struct #ident;
    }
}

fn implementation(mapper: &Mapper) -> TokenStream {
    let Mapper {
        ident,
        name,
        container,
        from,
        to,
        ..
    } = mapper;
    let error = mapper
        .error
        .as_ref()
        .map_or_else(|| quote!(::core::convert::Infallible), |error| quote!(#error));
    let (domain, description) = (domain(container), option(mapper.description.as_ref()));
    let (from_end, to_end) = (end(from), end(to));
    let mut body = mapper.body.clone();
    body.vis = syn::Visibility::Inherited;
    let function = &body.sig.ident;
    let outcome = if mapper.error.is_some() {
        quote!(#function(__from))
    } else {
        quote!(::core::result::Result::Ok(#function(__from)))
    };
    quote! {
        #[automatically_derived]
        impl __foobara::DomainMapper for #ident {
            type From = #from;
            type To = #to;
            type Error = #error;
            const META: &'static __foobara::MapperMeta = &__foobara::MapperMeta {
                name: #name,
                domain: #domain,
                description: #description,
                from: #from_end,
                to: #to_end,
                errors: __foobara::ErrorSet::of::<#error>(),
            };

            fn map(__from: #from) -> ::core::result::Result<#to, #error> {
                #[allow(clippy::needless_pass_by_value, reason = "a mapper takes what it maps")]
                #body
                #outcome
            }
        }
    }
}

/// Whether a type is a command, the compiler finds out.
fn end(ty: &Type) -> TokenStream {
    quote_spanned! {here(ty.span())=>
        {
            use __foobara::ValueEnd as _;
            __foobara::EndOf::<#ty>::END
        }
    }
}
