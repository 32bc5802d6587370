use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Result};

use super::{
    attributes::attributes,
    check::{check, is_checked, of_self, together},
    decode::decode,
    enclose,
    encode::encode,
    flatten, kept, load, newtype, symbols, tagged,
    tokens::{cow, option},
};
use crate::{
    ast::{Access, Mutability, Structure, Subject, Tagged},
    attr::{MODEL, SerdeContainer},
    mistakes::Mistakes,
};

/// Expands `#[derive(Model)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    if let Data::Enum(data) = &input.data {
        let serde = SerdeContainer::parse_enum(&input.attrs, &mut mistakes);
        return if Tagged::is(data, &serde) {
            tagged::expand(input, data, &serde, mistakes)
        } else {
            symbols::expand(input, data, &serde, mistakes)
        };
    }
    if let Data::Struct(data) = &input.data
        && let Fields::Unnamed(fields) = &data.fields
    {
        return newtype::expand(input, fields, mistakes);
    }
    let structure = Structure::parse(input, MODEL, &mut mistakes);
    let is_named = structure.subject.container.domain.is_some();
    let access = Access::parse(&structure, is_named, &mut mistakes);
    mistakes.finish()?;
    let base = if is_named {
        model(&structure, &access, None, &kept::plain())
    } else {
        plain(&structure)
    };
    let value = value(&structure, &base);
    let flatten = flatten::flatten(&structure, &base.attributes);
    let assertions = flatten::assertions(&structure);
    let load = load::of_model(&structure);
    let items = quote!(#value #flatten #load #assertions);
    Ok(enclose(&structure.subject.container.root(), &items))
}

/// Writes everything that a struct needs to be a value: decoding, encoding, its declaration.
pub(crate) fn value(structure: &Structure, base: &Base) -> TokenStream {
    let ident = &structure.subject.ident;
    let (decode, encode) = (decode(structure), encode(structure));
    let Base {
        declaration,
        base,
        attributes,
    } = base;
    let together_checks = &structure.subject.container.checks;
    let is_checked = if together_checks.is_empty() {
        is_checked(structure.attributes(), [])
    } else {
        quote!(true)
    };
    let up = quote!(__up);
    let each = check(structure.attributes(), &up, of_self);
    let checks = together(together_checks, each, attributes, &up);
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
    attributes: TokenStream,
}

impl Base {
    /// Returns the attributes.
    pub(super) const fn attributes(&self) -> &TokenStream {
        &self.attributes
    }
}

/// Attributes with a name: a model, or an entity.
pub(crate) fn model(
    structure: &Structure,
    access: &Access,
    primary_key: Option<&str>,
    kept: &TokenStream,
) -> Base {
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
    let attributes = attributes(structure.attributes(), container.ignore_unexpected.is_some());
    let primary_key = option(primary_key.map(cow));
    let access = self::access(access);
    Base {
        declaration: quote! {
            static __MODEL: __foobara::ModelType = __foobara::ModelType {
                name: #name,
                scope: #scope,
                description: #description,
                attributes: #attributes,
                primary_key: #primary_key,
                access: #access,
                kept: #kept,
            };
        },
        base: quote!(__foobara::Base::Model(__foobara::Ref::Static(|| &__MODEL))),
        attributes: quote!(&__MODEL.attributes),
    }
}

/// Attributes without a name.
pub(super) fn plain(structure: &Structure) -> Base {
    let ignores_unexpected = structure.subject.container.ignore_unexpected.is_some();
    let attributes = attributes(structure.attributes(), ignores_unexpected);
    Base {
        declaration: quote!(static __ATTRIBUTES: __foobara::AttributesType = #attributes;),
        base: quote!(__foobara::Base::Attributes(__foobara::Ref::Static(|| {
            &__ATTRIBUTES
        }))),
        attributes: quote!(&__ATTRIBUTES),
    }
}

fn access(access: &Access) -> TokenStream {
    if access.is_open() {
        return quote!(__foobara::Access::OPEN);
    }
    let mutable = match &access.mutable {
        Mutability::All => quote!(All),
        Mutability::None => quote!(None),
        Mutability::Only(names) => {
            let names = texts(names);
            quote!(Only(#names))
        }
    };
    let private = texts(&access.private);
    let delegates = access.delegates.iter().map(|(name, path)| {
        let (name, path) = (cow(name), texts(path));
        quote!(__foobara::Delegate { name: #name, path: #path, writer: false })
    });
    quote! {
        __foobara::Access {
            mutable: __foobara::Mutability::#mutable,
            private: #private,
            delegates: ::std::borrow::Cow::Borrowed(&[#(#delegates),*]),
        }
    }
}

fn texts(texts: &[String]) -> TokenStream {
    let texts = texts.iter().map(|text| cow(text));
    quote!(::std::borrow::Cow::Borrowed(&[#(#texts),*]))
}
