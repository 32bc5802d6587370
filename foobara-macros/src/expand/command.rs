use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, Ident, Result, Type, spanned::Spanned};

use super::{
    attributes::attributes,
    check::{check, of_self, together},
    decode::decode,
    enclose,
    encode::encode,
    entities::{Entities, sent},
    flatten, load,
    tokens::{domain, here, option},
};
use crate::{
    ast::{Structure, Subject},
    attr::{COMMAND, Container},
    mistakes::Mistakes,
};

/// Expands `#[derive(Command)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let structure = Structure::parse(input, COMMAND, &mut mistakes);
    mistakes.finish()?;
    let (decode, encode) = (decode(&structure), encode(&structure));
    let command = command(&structure);
    let abilities = abilities(&structure);
    let assertions = flatten::assertions(&structure);
    let noop = noop(&structure);
    Ok(enclose(
        &structure.subject.container.root(),
        &quote!(#decode #encode #command #abilities #assertions #noop),
    ))
}

fn command(structure: &Structure) -> TokenStream {
    let Subject {
        ident,
        name,
        description,
        container,
    } = &structure.subject;
    let description = option(description.as_ref());
    let inputs = attributes(structure.attributes(), container.ignore_unexpected.is_some());
    let domain = domain(container);
    let returns = option(container.returns.as_ref());
    let (depends_on, maps, uses) = (&container.depends_on, &container.maps, &container.uses);
    let loads = &container.loads;
    let (publishes, enqueues) = (&container.publishes, &container.enqueues);
    let Entities {
        reads,
        writes,
        creates,
        deletes,
        ..
    } = &Entities::of(structure);
    let sent = &sent(container);
    let (reads, writes, creates) = (
        reads.iter().chain(sent),
        writes.iter().chain(sent),
        creates.iter().chain(sent),
    );
    let hints = hints(container);
    let none = quote!(::core::option::Option::None);
    let checks = together(
        &container.checks,
        check(structure.attributes(), &none, of_self),
        &quote!(&<Self as __foobara::Command>::META.inputs),
        &none,
    );
    let validates = container.validate.then(|| {
        quote!(
            const VALIDATES: bool = true;
        )
    });
    let load = self::load(structure);
    let concerns = &container.concerns;
    quote! {
        use __foobara::CannotCopy as _;

        #[automatically_derived]
        impl __foobara::Command for #ident {
            const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
                name: #name,
                domain: #domain,
                description: #description,
                returns: #returns,
                inputs: #inputs,
                depends_on: &[#(|| <#depends_on as __foobara::Command>::META),*],
                maps: &[#(|| <#maps as __foobara::DomainMapper>::META),*],
                reads: &[#(<#reads as __foobara::Entity>::model),*],
                writes: &[#(<#writes as __foobara::Entity>::model),*],
                creates: &[#(<#creates as __foobara::Entity>::model),*],
                deletes: &[#(<#deletes as __foobara::Entity>::model),*],
                loads: &[#(#loads),*],
                uses: &[#(__foobara::PortMeta::of::<#uses>()),*],
                publishes: &[#(__foobara::message::<#publishes>()),*],
                enqueues: &[#(|| <#enqueues as __foobara::Command>::META),*],
                concerns: &[#(|| ::std::sync::Arc::new(#concerns)),*],
                is_clone: <__foobara::Copier<'static, #ident>>::IS_CLONE,
                hints: #hints,
                definition: ::core::option::Option::None,
            };
            #validates

            fn duplicate(&self) -> ::core::option::Option<Self> {
                __foobara::Copier(self).copy()
            }

            fn check(&mut self, __errors: &mut __foobara::InputErrors) {
                #checks
            }

            #load
        }
    }
}

fn load(structure: &Structure) -> Option<TokenStream> {
    let held = load::held_in(structure.attributes())?;
    let slots = load::slots(structure.attributes(), &quote!(::core::option::Option::None));
    Some(quote! {
        const RECORDS: bool = #held;

        fn load<'__a>(
            &'__a mut self,
            __storage: __foobara::StorageAccess<'__a>,
            __errors: &'__a mut __foobara::InputErrors,
        ) -> impl ::core::future::Future<Output = ::core::result::Result<(), __foobara::Fault>> + ::core::marker::Send
        {
            let mut __found = __foobara::RecordSlots::new();
            let __slots = &mut __found;
            #slots
            __foobara::load_records(__found, Self::META.loads, __storage, __errors)
        }
    })
}

/// Writes what the compiler holds the command to.
fn abilities(structure: &Structure) -> TokenStream {
    let Subject { ident, container, .. } = &structure.subject;
    let (depends_on, uses) = (&container.depends_on, &container.uses);
    let (publishes, enqueues) = (&container.publishes, &container.enqueues);
    let Entities {
        reads,
        writes,
        changes,
        deletes,
        ..
    } = &Entities::of(structure);
    let maps = container.maps.iter().map(|mapper| maps(ident, mapper));
    let within = within(structure);
    quote! {
        #(#maps)*
        #within
        #(#[automatically_derived] impl __foobara::DependsOn<#depends_on> for #ident {})*
        #(#[automatically_derived] impl __foobara::Reads<#reads> for #ident {})*
        #(#[automatically_derived] impl __foobara::Creates<#writes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Writes<#changes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Deletes<#deletes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Uses<#uses> for #ident {})*
        #(#[automatically_derived] impl __foobara::Publishes<#publishes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Enqueues<#enqueues> for #ident {})*
    }
}

/// Writes that what a command uses belongs to domains that its own depends on.
fn within(structure: &Structure) -> TokenStream {
    let Subject { ident, container, .. } = &structure.subject;
    let domain = container
        .domain
        .as_ref()
        .map_or_else(|| quote!(__foobara::GlobalDomain), |domain| quote!(#domain));
    let assert = |used: &Type, role: TokenStream| {
        let message = elsewhere(ident, used, container.domain.as_ref());
        quote_spanned! {here(used.span())=>
            const _: () =
                __foobara::assert_may_use::<#domain>(<#used as __foobara::#role>::META.domain, #message);
        }
    };
    let callees = container
        .depends_on
        .iter()
        .chain(&container.enqueues)
        .map(|callee| assert(callee, quote!(Command)));
    let mappers = container
        .maps
        .iter()
        .map(|mapper| assert(mapper, quote!(DomainMapper)));
    callees.chain(mappers).collect()
}

fn elsewhere(ident: &Ident, used: &Type, domain: Option<&Type>) -> String {
    let used = used.to_token_stream();
    match domain {
        Some(domain) => format!(
            "`{ident}` uses `{used}`, which belongs to another domain: let `{}` depend on that, by `#[domain(depends_on(..))]`",
            domain.to_token_stream(),
        ),
        None => format!(
            "`{ident}` is in no domain and uses `{used}`, which belongs to one: put it into a domain that depends on that",
        ),
    }
}

/// Writes what a command does that is there for its inputs and for those that look at its runs.
fn noop(structure: &Structure) -> Option<TokenStream> {
    let ident = &structure.subject.ident;
    structure.subject.container.noop.map(|span| {
        quote_spanned! {here(span)=>
            #[automatically_derived]
            impl __foobara::Execute for #ident {
                type Output = ();
                type Error = ::core::convert::Infallible;

                async fn execute(self, _: __foobara::Context<'_, Self>) -> __foobara::Outcome<Self> {
                    ::core::result::Result::Ok(())
                }
            }
        }
    })
}

/// Two mappers of one pair of types are refused by the compiler where the second one is named.
fn maps(ident: &Ident, mapper: &Type) -> TokenStream {
    quote_spanned! {here(mapper.span())=>
        #[automatically_derived]
        impl __foobara::Maps<
            <#mapper as __foobara::DomainMapper>::From,
            <#mapper as __foobara::DomainMapper>::To,
        > for #ident {
            type Mapper = #mapper;
        }
    }
}

fn hints(container: &Container) -> TokenStream {
    if container.destructive.is_none() && container.idempotent.is_none() && container.isolation.is_none() {
        return quote!(__foobara::DeclaredHints::NONE);
    }
    let (destructive, idempotent) = (
        option(container.destructive.as_ref()),
        option(container.idempotent.as_ref()),
    );
    let isolation = option(
        container
            .isolation
            .as_ref()
            .map(|level| quote!(__foobara::Isolation::#level)),
    );
    quote! {
        __foobara::DeclaredHints {
            destructive: #destructive,
            idempotent: #idempotent,
            isolation: #isolation,
        }
    }
}
