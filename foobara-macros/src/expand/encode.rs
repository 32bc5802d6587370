use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::foreign::wire_type;
use crate::ast::{Field, Structure};

/// Writes how a struct is encoded.
pub(crate) fn encode(structure: &Structure) -> TokenStream {
    let (ident, name) = (&structure.subject.ident, &structure.subject.name);
    let shown = || structure.attributes().filter(|field| field.private.is_none());
    let own = shown().filter(|field| field.flatten.is_none()).count();
    let flattened: Vec<_> = structure.flattened().map(|field| &field.ty).collect();
    let fields = shown().map(|field| {
        let ident = &field.ident;
        encode_field(field, &quote!(__output), &quote!(&self.#ident))
    });
    let own = proc_macro2::Literal::usize_unsuffixed(own);
    quote! {
        #[automatically_derived]
        impl __foobara::Encode for #ident {
            const NAME: &'static str = #name;
            const COUNT: usize = #own #(+ <#flattened as __foobara::Encode>::COUNT)*;

            fn fields<__S: __foobara::SerializeStruct>(
                &self,
                __output: &mut __S,
            ) -> ::core::result::Result<(), __S::Error> {
                #(#fields)*
                ::core::result::Result::Ok(())
            }
        }

        #[automatically_derived]
        impl __foobara::Serialize for #ident {
            fn serialize<__S: __foobara::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __foobara::decode::encode(self, __serializer)
            }
        }
    }
}

/// Writes how a field is encoded.
pub(crate) fn encode_field(field: &Field, output: &TokenStream, value: &TokenStream) -> TokenStream {
    let name = &field.name;
    if field.flatten.is_some() {
        return quote_spanned!(field.span()=> __foobara::Encode::fields(#value, #output)?;);
    }
    if field.foreign {
        let wrapper = wire_type(field);
        return quote_spanned! {field.span()=>
            <#wrapper as __foobara::Wrapper>::encode(#value, #name, #output)?;
        };
    }
    quote_spanned!(field.span()=> __foobara::decode::field(#output, #name, #value)?;)
}
