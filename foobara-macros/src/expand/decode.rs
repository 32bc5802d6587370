use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use super::{
    attributes::preset,
    flatten,
    foreign::{unwrapped, wire_type, wrapped},
};
use crate::ast::{Field, Structure, Subject};

/// Writes how a struct is decoded, strictly.
pub(crate) fn decode(structure: &Structure) -> TokenStream {
    let Subject {
        ident,
        name,
        container,
        ..
    } = &structure.subject;
    let ignores_unexpected = container.ignore_unexpected.is_some();
    let fields = decode_fields(ident, name, &structure.fields, ignores_unexpected);
    quote! {
        #fields

        #[automatically_derived]
        impl<'__de> __foobara::Deserialize<'__de> for #ident {
            fn deserialize<__D: __foobara::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __foobara::decode::decode(__deserializer)
            }
        }
    }
}

/// Writes how a struct called `ident` is put together from its fields.
pub(crate) fn decode_fields(
    ident: &Ident,
    name: &str,
    all: &[Field],
    ignores_unexpected: bool,
) -> TokenStream {
    let (flattened, fields): (Vec<&Field>, Vec<&Field>) = all
        .iter()
        .filter(|field| !field.skip)
        .partition(|field| field.flatten.is_some());
    let ignores = ignores_unexpected.then(|| {
        quote!(
            const IGNORES_UNEXPECTED: bool = true;
        )
    });
    let slots = fields.iter().chain(&flattened).map(|field| slot(field));
    let empty = fields
        .iter()
        .map(|Field { ident, .. }| quote!(#ident: ::core::option::Option::None))
        .chain(flattened.iter().map(|field| flatten::empty(field)));
    let names = flatten::names(&fields, &flattened);
    let positions = (0..fields.len()).map(Literal::usize_unsuffixed);
    let arms = fields.iter().zip(positions.clone()).map(|(Field { name, aliases, .. }, position)| {
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#position))
    });
    let fills = fields.iter().zip(positions).map(|(field, position)| {
        let fill = fill(field);
        quote!(#position => #fill)
    });
    let (elsewhere, fills_elsewhere) = (
        flatten::slot(fields.len(), &flattened),
        flatten::fill(fields.len(), &flattened),
    );
    let values = all.iter().map(value);
    quote! {
        #[doc(hidden)]
        pub struct __Slots { #(#slots),* }

        #[automatically_derived]
        impl ::core::default::Default for __Slots {
            fn default() -> Self {
                Self { #(#empty),* }
            }
        }

        #[automatically_derived]
        impl __foobara::Fields for #ident {
            type Slots = __Slots;
            const NAME: &'static str = #name;
            const NAMES: &'static [&'static str] = #names;
            #ignores

            fn slot(__name: &str) -> ::core::option::Option<usize> {
                match __name {
                    #(#arms,)*
                    _ => #elsewhere,
                }
            }

            fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
                __slots: &mut __Slots,
                __slot: usize,
                __map: &mut __A,
            ) -> ::core::result::Result<(), __A::Error> {
                match __slot {
                    #(#fills,)*
                    _ => #fills_elsewhere,
                }
            }

            fn build<__E: __foobara::DecodeError>(__slots: __Slots) -> ::core::result::Result<Self, __E> {
                ::core::result::Result::Ok(Self { #(#values),* })
            }
        }
    }
}

/// A slot holds a value that was given; null among them where it stands for the default.
fn slot(field: &Field) -> TokenStream {
    let (ident, ty) = (&field.ident, wire_type(field));
    if field.flatten.is_some() {
        return quote!(#ident: <#ty as __foobara::Fields>::Slots);
    }
    if field.preset.is_some() && !field.not_null {
        quote!(#ident: ::core::option::Option<::core::option::Option<#ty>>)
    } else {
        quote!(#ident: ::core::option::Option<#ty>)
    }
}

fn fill(field: &Field) -> TokenStream {
    let Field { ident, name, .. } = field;
    let fill = if field.not_null {
        quote!(fill_present)
    } else {
        quote!(fill)
    };
    quote_spanned!(field.span()=> __foobara::decode::#fill(&mut __slots.#ident, __map, #name))
}

fn value(field: &Field) -> TokenStream {
    let Field { ident, name, .. } = field;
    if field.flatten.is_some() {
        return flatten::build(field);
    }
    let preset = preset(field);
    if field.skip {
        let preset = preset.unwrap_or_else(|| quote!(::core::default::Default::default()));
        return quote!(#ident: #preset);
    }
    let value = match preset.map(|preset| wrapped(field, preset)) {
        Some(preset) if field.not_null => {
            quote!(::core::option::Option::unwrap_or_else(__slots.#ident, || #preset))
        }
        Some(preset) => quote_spanned!(field.span()=> __foobara::decode::take_or(__slots.#ident, || #preset)),
        None => quote_spanned!(field.span()=> __foobara::decode::take(__slots.#ident, #name)?),
    };
    let value = unwrapped(field, value);
    quote!(#ident: #value)
}
