use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ItemFn, spanned::Spanned};

use super::enclose;
use crate::{
    ast::{Function, Parameter},
    attr::{COMMAND, root_of},
    fallback,
    mistakes::Mistakes,
};

/// Expands `#[command(..)]` on a function.
pub(crate) fn expand(options: &TokenStream, function: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<ItemFn>(function.clone()) {
        Ok(function) => function,
        Err(error) => {
            let mistake = error.into_compile_error();
            return quote!(#mistake #function);
        }
    };
    let root = root_of(options, COMMAND);
    let mut mistakes = Mistakes::default();
    let function = Function::parse(function, &mut mistakes);
    if let Err(error) = mistakes.finish() {
        let mistakes = error.into_compile_error();
        let stand_in = stand_in(&function, options, &root);
        return quote!(#mistakes #stand_in);
    }
    let (structure, execute) = (structure(&function, options, &root), execute(&function, &root));
    quote!(#structure #execute)
}

fn structure(function: &Function, options: &TokenStream, root: &TokenStream) -> TokenStream {
    let Function {
        docs,
        command,
        inputs,
        body,
        ..
    } = function;
    let vis = &body.vis;
    let fields = inputs.iter().map(
        |Parameter {
             ident,
             ty,
             attributes,
         }| {
            let is_described = attributes
                .iter()
                .any(|attribute| attribute.path().is_ident("doc"));
            let undescribed = (!is_described)
                .then(|| quote!(#[allow(missing_docs, reason = "parameters need no documentation")]));
            quote!(#undescribed #(#attributes)* #vis #ident: #ty)
        },
    );
    quote! {
        #(#docs)*
        #[derive(::core::fmt::Debug, #root::Command)]
        #[command(#options)]
        #vis struct #command { #(#fields),* }
    }
}

fn execute(function: &Function, root: &TokenStream) -> TokenStream {
    let Function {
        command,
        output,
        error,
        body,
        inputs,
        ..
    } = function;
    let mut body = body.clone();
    body.vis = syn::Visibility::Inherited;
    let (name, is_async) = (&body.sig.ident, body.sig.asyncness.is_some());
    let error = error
        .as_ref()
        .map_or_else(|| quote!(::core::convert::Infallible), |error| quote!(#error));
    let context = function.takes_context.then(|| quote!(__cx,));
    let inputs = inputs.iter().map(|Parameter { ident, .. }| quote!(self.#ident));
    let wait = is_async.then(|| quote!(.await));
    let span = proc_macro2::Span::call_site().located_at(body.sig.output.span());
    let lenient = (!is_async)
        .then(|| quote!(#[allow(clippy::needless_pass_by_value, reason = "a command is given its inputs")]));
    let call = quote!(#name(#context #(#inputs),*) #wait);
    let outcome = if function.is_fallible {
        quote_spanned!(span=> ::core::result::Result::map_err(#call, ::core::convert::Into::into))
    } else {
        quote!(::core::result::Result::Ok(#call))
    };
    let items = quote! {
        #[automatically_derived]
        impl __foobara::Execute for #command {
            type Output = #output;
            type Error = #error;

            fn execute(
                self,
                __cx: #root::Context<'_, Self>,
            ) -> impl ::core::future::Future<Output = #root::Outcome<Self>> + ::core::marker::Send {
                #lenient
                #body
                async move { #outcome }
            }
        }
    };
    enclose(root, &items)
}

/// Stands in for a function that is no command, so that its name still means one.
fn stand_in(function: &Function, options: &TokenStream, root: &TokenStream) -> TokenStream {
    let Function { command, body, .. } = function;
    let vis = &body.vis;
    let structure = syn::parse_quote! {
        #[command(#options)]
        #vis struct #command;
    };
    let fallback = fallback::command(&structure);
    let execute = quote! {
        impl __foobara::Execute for #command {
            type Output = ();
            type Error = ::core::convert::Infallible;
            async fn execute(self, _: #root::Context<'_, Self>) -> #root::Outcome<Self> { ::core::unreachable!() }
        }
    };
    let execute = enclose(root, &execute);
    quote! {
        #[derive(::core::fmt::Debug)]
        #vis struct #command;
        #fallback
        #execute
    }
}
