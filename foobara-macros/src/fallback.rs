//! What stands in for code that could not be written, so that one mistake is one message.
//!
//! The mistakes are compile errors already; none of this ever runs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::{
    attr::{COMMAND, Container, ContainerKind, DOMAIN, ENTITY, MODEL, ORGANIZATION, POSSIBLE},
    expand::enclose,
    mistakes::Mistakes,
};

/// Stands in for `Organization`.
pub(crate) fn organization(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let items = quote! {
        impl __foobara::Organization for #ident {
            const META: &'static __foobara::OrganizationMeta =
                &__foobara::OrganizationMeta { name: "", description: ::core::option::Option::None };
        }
    };
    stand_in(input, ORGANIZATION, &items)
}

/// Stands in for `Domain`.
pub(crate) fn domain(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let meta = domain_meta();
    let items = quote! {
        impl __foobara::Domain for #ident {
            const META: &'static __foobara::DomainMeta = &#meta;
        }
    };
    stand_in(input, DOMAIN, &items)
}

/// Stands in for `Model`.
pub(crate) fn model(input: &DeriveInput) -> TokenStream {
    stand_in(input, MODEL, &value(input))
}

/// Stands in for `Entity`.
pub(crate) fn entity(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let value = value(input);
    let items = quote! {
        #value
        impl __foobara::Entity for #ident {
            type Key = i64;
            const KEY: usize = 0;
            fn model() -> &'static __foobara::ModelType { ::core::unreachable!() }
            fn key(&self) -> ::core::option::Option<i64> { ::core::unreachable!() }
            fn to_row(&self) -> __foobara::Row { ::core::unreachable!() }
            fn from_row(_: __foobara::Row) -> ::core::result::Result<Self, __foobara::StorageError> {
                ::core::unreachable!()
            }
        }
    };
    stand_in(input, ENTITY, &items)
}

/// Stands in for `Command`. It may do anything, for what it declares was not understood.
pub(crate) fn command(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (decode, encode, domain) = (decode(input), encode(input), domain_meta());
    let items = quote! {
        #decode
        #encode
        impl __foobara::Command for #ident {
            const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
                name: "",
                domain: &#domain,
                description: ::core::option::Option::None,
                returns: ::core::option::Option::None,
                inputs: __foobara::AttributesType::of(&[], &[], false),
                depends_on: &[],
                maps: &[],
                reads: &[],
                writes: &[],
                creates: &[],
                deletes: &[],
                loads: &[],
                uses: &[],
                publishes: &[],
                enqueues: &[],
                concerns: &[],
                is_clone: true,
                hints: __foobara::DeclaredHints::NONE,
                definition: ::core::option::Option::None,
            };
            fn check(&mut self, _: &mut __foobara::InputErrors) {}
        }
        impl<__S> __foobara::DependsOn<__S> for #ident {}
        impl<__E> __foobara::Reads<__E> for #ident {}
        impl<__E> __foobara::Creates<__E> for #ident {}
        impl<__E> __foobara::Writes<__E> for #ident {}
        impl<__E> __foobara::Deletes<__E> for #ident {}
        impl<__P> __foobara::Uses<__P> for #ident {}
        impl<__M> __foobara::Publishes<__M> for #ident {}
        impl<__S> __foobara::Enqueues<__S> for #ident {}
    };
    stand_in(input, COMMAND, &items)
}

/// Stands in for `PossibleErrors`.
pub(crate) fn possible_errors(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let items = quote! {
        impl __foobara::PossibleErrors for #ident {
            const ALL: &'static [__foobara::PossibleError] = &[];
            fn facts(&self) -> __foobara::Facts { ::core::unreachable!() }
        }
    };
    stand_in(input, POSSIBLE, &items)
}

/// Nothing stands in for a generic type: what is asked of its parameters is not known.
fn stand_in(input: &DeriveInput, kind: &ContainerKind, items: &TokenStream) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    enclose(
        &Container::parse(&input.attrs, kind, &mut Mistakes::default()).root(),
        items,
    )
}

fn encode(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    quote! {
        impl __foobara::Serialize for #ident {
            fn serialize<__S: __foobara::Serializer>(&self, _: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unreachable!()
            }
        }
    }
}

fn value(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (decode, encode) = (decode(input), encode(input));
    quote! {
        #decode
        #encode
        impl __foobara::Typed for #ident {
            const BASE: __foobara::Base = __foobara::Base::Scalar(__foobara::builtin::DUCK);
        }
    }
}

fn decode(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    quote! {
        impl<'__de> __foobara::Deserialize<'__de> for #ident {
            fn deserialize<__D: __foobara::Deserializer<'__de>>(_: __D) -> ::core::result::Result<Self, __D::Error> {
                ::core::unreachable!()
            }
        }
    }
}

fn domain_meta() -> TokenStream {
    quote! {
        __foobara::DomainMeta {
            name: "",
            organization: ::core::option::Option::None,
            scope: &[],
            description: ::core::option::Option::None,
            depends_on: &[],
        }
    }
}
