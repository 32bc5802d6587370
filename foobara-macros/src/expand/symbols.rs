use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Ident, Result};

use super::enclose;
use crate::{
    ast::{Subject, Symbol, Symbols},
    attr::{ENUM, SerdeContainer},
    mistakes::Mistakes,
};

/// Expands `#[derive(Model)]` for an enum of names.
pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataEnum,
    serde: &SerdeContainer,
    mut mistakes: Mistakes,
) -> Result<TokenStream> {
    let Subject { ident, container, .. } = Subject::parse(input, ENUM, &mut mistakes);
    let Symbols(symbols) = Symbols::parse(data, &ident, serde.rename_all, &mut mistakes);
    mistakes.finish()?;
    let items = names(&ident, &symbols);
    let (typed, coded, stored) = (typed(&ident, &symbols), coded(&ident), stored(&ident));
    let items = quote!(#items #typed #coded #stored);
    Ok(enclose(&container.root(), &items))
}

/// Writes the names, and both ways between them and the variants.
fn names(ident: &Ident, symbols: &[Symbol]) -> TokenStream {
    let (variants, names): (Vec<_>, Vec<_>) =
        symbols.iter().map(|symbol| (&symbol.ident, &symbol.name)).unzip();
    let arms = symbols.iter().map(|symbol| {
        let (variant, names) = (&symbol.ident, symbol.names());
        quote!(#(#names)|* => ::core::option::Option::Some(#ident::#variant))
    });
    quote! {
        const __NAMES: &[&str] = &[#(#names),*];
        const __ARGUMENTS: &[__foobara::Argument] = &[#(__foobara::Argument::text(#names)),*];

        fn __name(__value: &#ident) -> &'static str {
            match __value { #(#ident::#variants => #names,)* }
        }

        fn __named(__name: &str) -> ::core::option::Option<#ident> {
            match __name {
                #(#arms,)*
                _ => ::core::option::Option::None,
            }
        }
    }
}

fn typed(ident: &Ident, symbols: &[Symbol]) -> TokenStream {
    let aliases: Vec<TokenStream> = symbols.iter().flat_map(aliases).collect();
    let (pairs, rule) = if aliases.is_empty() {
        (None, None)
    } else {
        (
            Some(quote!(const __ALIASES: &[__foobara::Argument] = &[#(#aliases),*];)),
            Some(quote!(__foobara::RuleSpec::new(
                __foobara::rule::ALIASES,
                __ALIASES
            ),)),
        )
    };
    quote! {
        #pairs

        #[automatically_derived]
        impl __foobara::Typed for #ident {
            const BASE: __foobara::Base = __foobara::Base::Scalar(__foobara::builtin::SYMBOL);
            const RULES: &'static [__foobara::RuleSpec] =
                &[#rule __foobara::RuleSpec::new(__foobara::rule::ONE_OF, __ARGUMENTS)];
        }
    }
}

/// Writes the other names of a variant, each before its own.
fn aliases(symbol: &Symbol) -> impl Iterator<Item = TokenStream> {
    let name = &symbol.name;
    symbol
        .aliases
        .iter()
        .map(move |alias| quote!(__foobara::Argument::text(#alias), __foobara::Argument::text(#name)))
}

fn coded(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __foobara::Serialize for #ident {
            fn serialize<__S: __foobara::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __foobara::Serializer::serialize_str(__serializer, __name(self))
            }
        }

        #[automatically_derived]
        impl<'__de> __foobara::Deserialize<'__de> for #ident {
            fn deserialize<__D: __foobara::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let __text = <::std::string::String as __foobara::Deserialize>::deserialize(__deserializer)?;
                ::core::option::Option::ok_or_else(
                    __named(&__text),
                    || __foobara::DecodeError::unknown_variant(&__text, __NAMES),
                )
            }
        }
    }
}

fn stored(ident: &Ident) -> TokenStream {
    let corrupt = format!("text that is no {ident}");
    quote! {
        #[automatically_derived]
        impl __foobara::Field for #ident {
            fn to_datum(&self) -> __foobara::Datum {
                __foobara::Datum::Text(::std::borrow::ToOwned::to_owned(__name(self)))
            }

            fn from_datum(__datum: __foobara::Datum) -> ::core::result::Result<Self, __foobara::StorageError> {
                let __text = <::std::string::String as __foobara::Field>::from_datum(__datum)?;
                ::core::option::Option::ok_or_else(
                    __named(&__text),
                    || __foobara::StorageError::Corrupt(::std::borrow::ToOwned::to_owned(#corrupt)),
                )
            }
        }
    }
}
