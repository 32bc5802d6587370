use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::attributes::preset;
use crate::ast::{Field, Structure};

/// Writes how a struct is decoded, strictly.
pub(crate) fn decode(structure: &Structure) -> TokenStream {
    let (ident, name) = (&structure.subject.ident, &structure.subject.name);
    let fields: Vec<&Field> = structure.attributes().collect();
    let slots = fields.iter().map(|field| slot(field));
    let empty = fields
        .iter()
        .map(|Field { ident, .. }| quote!(#ident: ::core::option::Option::None));
    let names = fields.iter().map(|field| &field.name);
    let positions = (0..fields.len()).map(Literal::usize_unsuffixed);
    let arms = fields.iter().zip(positions.clone()).map(|(Field { name, aliases, .. }, position)| {
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#position))
    });
    let fills = fields.iter().zip(positions).map(|(field, position)| {
        let fill = fill(field);
        quote!(#position => #fill)
    });
    let values = structure.fields.iter().map(value);
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
            const NAMES: &'static [&'static str] = &[#(#names),*];

            fn slot(__name: &str) -> ::core::option::Option<usize> {
                match __name {
                    #(#arms,)*
                    _ => ::core::option::Option::None,
                }
            }

            fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
                __slots: &mut __Slots,
                __slot: usize,
                __map: &mut __A,
            ) -> ::core::result::Result<(), __A::Error> {
                match __slot {
                    #(#fills,)*
                    _ => ::core::result::Result::Err(__foobara::DecodeError::unknown_field("", Self::NAMES)),
                }
            }

            fn build<__E: __foobara::DecodeError>(__slots: __Slots) -> ::core::result::Result<Self, __E> {
                ::core::result::Result::Ok(Self { #(#values),* })
            }
        }

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

/// A slot holds a value that was given; null among them where it stands for the default.
fn slot(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
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
    let value = match preset(field) {
        _ if field.skip => preset(field).unwrap_or_else(|| quote!(::core::default::Default::default())),
        Some(preset) if field.not_null => {
            quote!(::core::option::Option::unwrap_or_else(__slots.#ident, || #preset))
        }
        Some(preset) => quote_spanned!(field.span()=> __foobara::decode::take_or(__slots.#ident, || #preset)),
        None => quote_spanned!(field.span()=> __foobara::decode::take(__slots.#ident, #name)?),
    };
    quote!(#ident: #value)
}
