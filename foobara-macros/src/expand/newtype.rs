use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, FieldsUnnamed, Ident, Result, Type};

use super::{check::on_value, enclose, load, rule, tokens::option};
use crate::{
    ast::{Newtype, Subject},
    mistakes::Mistakes,
};

/// Expands `#[derive(Model)]` for a struct around one value: a type with a name of its own.
pub(crate) fn expand(
    input: &DeriveInput,
    fields: &FieldsUnnamed,
    mut mistakes: Mistakes,
) -> Result<TokenStream> {
    let newtype = Newtype::parse(input, fields, &mut mistakes);
    mistakes.finish()?;
    let Some(newtype) = newtype else {
        return Ok(TokenStream::new());
    };
    let (typed, coded) = (typed(&newtype), coded(&newtype.subject.ident, &newtype.ty));
    let load = load::of_newtype(&newtype.subject.ident, &newtype.ty);
    Ok(enclose(
        &newtype.subject.container.root(),
        &quote!(#typed #coded #load),
    ))
}

fn typed(newtype: &Newtype) -> TokenStream {
    let Newtype { subject, ty, steps } = newtype;
    let Subject {
        ident,
        name,
        description,
        container,
    } = subject;
    let scope = match &container.domain {
        Some(domain) => quote!(<#domain as __foobara::Domain>::META.scope),
        None => quote!(&[]),
    };
    let description = option(description.as_ref().map(|text| quote!(#text)));
    let rules = steps.iter().map(rule::spec);
    let is_checked = if steps.is_empty() {
        quote!(<#ty as __foobara::Typed>::CHECKED)
    } else {
        quote!(true)
    };
    let check = on_value(ty, steps);
    quote! {
        const __RULES: &[__foobara::RuleSpec] = __foobara::rules_around::<#ty>(const { &[#(#rules),*] });

        static __NAMED: ::std::sync::LazyLock<__foobara::NamedType> = ::std::sync::LazyLock::new(|| {
            __foobara::named::<#ty>(#scope, #name, #description, __RULES)
        });

        #[automatically_derived]
        impl __foobara::Typed for #ident {
            const BASE: __foobara::Base = <#ty as __foobara::Typed>::BASE;
            const NAMED: ::core::option::Option<__foobara::Ref<__foobara::NamedType>> =
                ::core::option::Option::Some(__foobara::Ref::Static(|| ::std::sync::LazyLock::force(&__NAMED)));
            const RULES: &'static [__foobara::RuleSpec] = __RULES;
            const SENSITIVE: bool = <#ty as __foobara::Typed>::SENSITIVE;
            const CHECKED: bool = #is_checked;

            fn check(
                &mut self,
                __at: ::core::option::Option<&__foobara::At<'_>>,
                __errors: &mut __foobara::InputErrors,
            ) {
                #check
            }

            fn decode<'__de, __D: __foobara::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                ::core::result::Result::map(<#ty as __foobara::Typed>::decode(__deserializer), Self)
            }
        }
    }
}

fn coded(ident: &Ident, ty: &Type) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __foobara::Serialize for #ident {
            fn serialize<__S: __foobara::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                <#ty as __foobara::Serialize>::serialize(&self.0, __serializer)
            }
        }

        #[automatically_derived]
        impl<'__de> __foobara::Deserialize<'__de> for #ident {
            fn deserialize<__D: __foobara::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                <Self as __foobara::Typed>::decode(__deserializer)
            }
        }
    }
}
