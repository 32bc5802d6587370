use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use super::rule;
use crate::ast::Field;

/// Writes the steps that check the attributes of `self`, which is at `up`.
pub(crate) fn check<'a>(fields: impl IntoIterator<Item = &'a Field>, up: &TokenStream) -> TokenStream {
    fields
        .into_iter()
        .map(|field| check_attribute(field, up))
        .collect()
}

fn check_attribute(field: &Field, up: &TokenStream) -> TokenStream {
    let Field { ident, ty, name, .. } = field;
    let at = quote!(::core::option::Option::Some(&__foobara::At::attribute(#up, #name)));
    if field.steps.is_empty() {
        return quote! {
            if <#ty as __foobara::Typed>::CHECKED {
                <#ty as __foobara::Typed>::check(&mut self.#ident, #at, __errors);
            }
        };
    }
    let rules = field.steps.iter().map(|step| {
        let rule = rule::step(step);
        quote_spanned!(rule::span(step)=> __foobara::apply(&#rule, &mut self.#ident, __at, __errors);)
    });
    quote! {{
        let __at = #at;
        #(#rules)*
        if <#ty as __foobara::Typed>::CHECKED {
            <#ty as __foobara::Typed>::check(&mut self.#ident, __at, __errors);
        }
    }}
}

/// Writes whether there is anything to check. A type within itself counts as checked, for asking it would not end.
pub(crate) fn is_checked<'a>(fields: impl IntoIterator<Item = &'a Field>) -> TokenStream {
    let mut types: Vec<&Type> = Vec::new();
    for field in fields {
        if field.is_recursive || !field.steps.is_empty() {
            return quote!(true);
        }
        if !types.contains(&&field.ty) {
            types.push(&field.ty);
        }
    }
    if types.is_empty() {
        quote!(false)
    } else {
        quote!(#(<#types as __foobara::Typed>::CHECKED)||*)
    }
}
