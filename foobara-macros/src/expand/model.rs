use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Result};

use super::{
    attributes::attributes,
    check::{check, is_checked},
    decode::decode,
    enclose,
    encode::encode,
    symbols,
    tokens::{cow, option},
};
use crate::{
    ast::{Structure, Subject},
    attr::MODEL,
    mistakes::Mistakes,
};

/// Expands `#[derive(Model)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    if let Data::Enum(data) = &input.data {
        return symbols::expand(input, data);
    }
    let mut mistakes = Mistakes::default();
    let structure = Structure::parse(input, MODEL, &mut mistakes);
    mistakes.finish()?;
    let base = match structure.subject.container.domain {
        Some(_) => model(&structure, None),
        None => plain(&structure),
    };
    let items = value(&structure, &base);
    Ok(enclose(&structure.subject.container.root(), &items))
}

/// Writes everything that a struct needs to be a value: decoding, encoding, its declaration.
pub(crate) fn value(structure: &Structure, base: &Base) -> TokenStream {
    let ident = &structure.subject.ident;
    let (decode, encode) = (decode(structure), encode(structure));
    let Base { declaration, base } = base;
    let is_checked = is_checked(structure.attributes());
    let checks = check(structure.attributes(), &quote!(__up));
    quote! {
        #declaration
        #decode
        #encode

        #[automatically_derived]
        impl __foobara::Typed for #ident {
            const BASE: __foobara::Base = #base;
            const CHECKED: bool = #is_checked;

            fn check(
                &mut self,
                __up: ::core::option::Option<&__foobara::At<'_>>,
                __errors: &mut __foobara::InputErrors,
            ) {
                #checks
            }
        }
    }
}

/// A declaration at an address of its own, and the base that refers to it.
#[derive(Debug)]
pub(crate) struct Base {
    declaration: TokenStream,
    base: TokenStream,
}

/// Attributes with a name: a model, or an entity.
pub(crate) fn model(structure: &Structure, primary_key: Option<&str>) -> Base {
    let Subject {
        name,
        description,
        container,
        ..
    } = &structure.subject;
    let scope = match &container.domain {
        Some(domain) => quote!(<#domain as __foobara::Domain>::META.scope),
        None => quote!(&[]),
    };
    let (name, description) = (cow(name), option(description.as_deref().map(cow)));
    let attributes = attributes(structure.attributes());
    let primary_key = option(primary_key.map(cow));
    Base {
        declaration: quote! {
            static __MODEL: __foobara::ModelType = __foobara::ModelType {
                name: #name,
                scope: #scope,
                description: #description,
                attributes: #attributes,
                primary_key: #primary_key,
            };
        },
        base: quote!(__foobara::Base::Model(__foobara::Ref::Static(|| &__MODEL))),
    }
}

/// Attributes without a name.
fn plain(structure: &Structure) -> Base {
    let attributes = attributes(structure.attributes());
    Base {
        declaration: quote!(static __ATTRIBUTES: __foobara::AttributesType = #attributes;),
        base: quote!(__foobara::Base::Attributes(__foobara::Ref::Static(|| {
            &__ATTRIBUTES
        }))),
    }
}
