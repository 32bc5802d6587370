//! Fields whose attributes stand in their place.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use super::{
    attributes::{aliases, attribute},
    load,
};
use crate::ast::{Field, Structure};

/// Writes the declaration of attributes some of which are those of flattened fields.
pub(super) fn attributes(fields: &[&Field], ignores_unexpected: bool) -> TokenStream {
    let parts = fields
        .chunk_by(|one, other| one.flatten.is_none() && other.flatten.is_none())
        .map(part);
    let all = all_aliases(fields);
    quote! {
        {
            fn __attributes() -> &'static [__foobara::Attribute] {
                static __ALL: ::std::sync::OnceLock<::std::vec::Vec<__foobara::Attribute>> =
                    ::std::sync::OnceLock::new();
                __foobara::decode::together(&__ALL, &[#(#parts),*])
            }
            __foobara::AttributesType::flattened(__attributes, #all, #ignores_unexpected)
        }
    }
}

fn part(fields: &[&Field]) -> TokenStream {
    match fields {
        [
            Field {
                ty, flatten: Some(_), ..
            },
        ] => {
            quote!(__foobara::decode::Part::Flat(<#ty as __foobara::decode::Flatten>::attributes))
        }
        own => {
            let own = own.iter().map(|field| attribute(field));
            quote!(__foobara::decode::Part::Own(const { &[#(#own),*] }))
        }
    }
}

/// Writes the other names of attributes, those of flattened fields among them.
fn all_aliases(fields: &[&Field]) -> TokenStream {
    let own = aliases(fields);
    let mut flattened = fields.iter().filter(|field| field.flatten.is_some()).peekable();
    if flattened.peek().is_none() {
        return quote!(&[#(#own),*]);
    }
    let types = flattened.map(|field| &field.ty);
    let parts = quote!(&[&[#(#own),*], #(<#types as __foobara::decode::Flatten>::ALIASES),*]);
    put_together(&quote!((&'static str, &'static str)), &parts, &quote!(("", "")))
}

/// Writes the names of attributes, those of flattened fields last.
pub(super) fn names(own: &[&Field], flattened: &[&Field]) -> TokenStream {
    let own = own.iter().map(|field| &field.name);
    if flattened.is_empty() {
        return quote!(&[#(#own),*]);
    }
    let types = flattened.iter().map(|field| &field.ty);
    let parts = quote!(&[&[#(#own),*], #(<#types as __foobara::Fields>::NAMES),*]);
    put_together(&quote!(&'static str), &parts, &quote!(""))
}

/// Writes a list of the parts of several, known when the program is compiled.
pub(super) fn put_together(of: &TokenStream, parts: &TokenStream, filler: &TokenStream) -> TokenStream {
    quote! {
        {
            const __PARTS: &[&[#of]] = #parts;
            const __ALL: &[#of; __foobara::decode::count(__PARTS)] =
                &__foobara::decode::concat(__PARTS, #filler);
            __ALL
        }
    }
}

/// Writes an empty slot.
pub(super) fn empty(field: &Field) -> TokenStream {
    let ident = &field.ident;
    quote!(#ident: ::core::default::Default::default())
}

/// Writes which slot an attribute of a flattened field has: those of the struct itself come first.
pub(super) fn slot(own: usize, flattened: &[&Field]) -> TokenStream {
    if flattened.is_empty() {
        return quote!(::core::option::Option::None);
    }
    let own = Literal::usize_unsuffixed(own);
    let finds = flattened.iter().map(|Field { ty, .. }| {
        quote! {
            if let ::core::option::Option::Some(__slot) = <#ty as __foobara::Fields>::slot(__name) {
                return ::core::option::Option::Some(__before + __slot);
            }
            let __before = __before + <#ty as __foobara::Fields>::NAMES.len();
        }
    });
    quote! {
        {
            let __before: usize = #own;
            #(#finds)*
            let _ = __before;
            ::core::option::Option::None
        }
    }
}

/// Writes how the slot of an attribute of a flattened field is filled.
pub(super) fn fill(own: usize, flattened: &[&Field]) -> TokenStream {
    let unknown = quote!(::core::result::Result::Err(
        __foobara::DecodeError::unknown_field("", Self::NAMES)
    ));
    if flattened.is_empty() {
        return unknown;
    }
    let own = Literal::usize_unsuffixed(own);
    let fills = flattened.iter().map(|Field { ident, ty, .. }| {
        quote! {
            if __slot < <#ty as __foobara::Fields>::NAMES.len() {
                return <#ty as __foobara::Fields>::fill(&mut __slots.#ident, __slot, __map);
            }
            let __slot = __slot - <#ty as __foobara::Fields>::NAMES.len();
        }
    });
    quote! {
        {
            let __slot = __slot - #own;
            #(#fills)*
            let _ = __slot;
            #unknown
        }
    }
}

/// Writes how the value of a flattened field is put together.
pub(super) fn build(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    quote_spanned!(field.span()=> #ident: <#ty as __foobara::Fields>::build(__slots.#ident)?)
}

/// Writes what lets a model be flattened into others.
pub(super) fn flatten(structure: &Structure, attributes: &TokenStream) -> TokenStream {
    let ident = &structure.subject.ident;
    let fields: Vec<&Field> = structure.attributes().collect();
    let aliases = all_aliases(&fields);
    let holds_records = load::held_in(fields.iter().copied()).unwrap_or_else(|| quote!(false));
    let flattened = structure.flattened().map(|field| &field.ty);
    quote! {
        #[automatically_derived]
        impl __foobara::decode::Flatten for #ident {
            const ALIASES: &'static [(&'static str, &'static str)] = #aliases;
            const RECORDS: bool = #holds_records #(|| <#flattened as __foobara::decode::Flatten>::RECORDS)*;

            fn attributes() -> &'static __foobara::AttributesType {
                #attributes
            }
        }
    }
}

/// Writes what must hold of flattened fields, which only the compiler can see.
pub(super) fn assertions(structure: &Structure) -> TokenStream {
    let mut fields = structure.flattened().peekable();
    let Some(first) = fields.peek() else {
        return TokenStream::new();
    };
    let ident: &Ident = &structure.subject.ident;
    let all: Vec<&Field> = structure.attributes().collect();
    let aliases = all_aliases(&all);
    let distinct = quote_spanned! {first.span()=>
        const _: () = __foobara::decode::assert_distinct(<#ident as __foobara::Fields>::NAMES, #aliases);
    };
    let without_records = fields.map(|field| {
        let ty = &field.ty;
        quote_spanned!(field.span()=> const _: () = __foobara::decode::assert_no_records::<#ty>();)
    });
    quote!(#distinct #(#without_records)*)
}
