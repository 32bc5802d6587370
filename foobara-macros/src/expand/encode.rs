use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::ast::{Field, Structure};

/// Writes how a struct is encoded.
pub(crate) fn encode(structure: &Structure) -> TokenStream {
    let (ident, name) = (&structure.subject.ident, &structure.subject.name);
    let count = structure.attributes().count();
    let fields = structure.attributes().map(|field| {
        let Field { ident, name, .. } = field;
        quote_spanned!(field.span()=> __foobara::decode::field(__output, #name, &self.#ident)?;)
    });
    let count = proc_macro2::Literal::usize_unsuffixed(count);
    quote! {
        #[automatically_derived]
        impl __foobara::Encode for #ident {
            const NAME: &'static str = #name;
            const COUNT: usize = #count;

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
