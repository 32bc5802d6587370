use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Result, Type};

use super::{
    attributes::attributes,
    check::{check, of_self, together},
    decode::decode,
    enclose,
    encode::encode,
    tokens::option,
};
use crate::{
    ast::{Field, Structure, Subject, records},
    attr::{COMMAND, Container, add_missing},
    mistakes::Mistakes,
};

/// Expands `#[derive(Command)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let structure = Structure::parse(input, COMMAND, &mut mistakes);
    let Some(domain) = &structure.subject.container.domain else {
        let ident = &structure.subject.ident;
        mistakes.at(
            ident,
            format_args!("`{ident}` is in no domain; add `#[command(domain = ..)]`"),
        );
        return Err(mistakes
            .finish()
            .err()
            .unwrap_or_else(|| syn::Error::new_spanned(ident, "no domain")));
    };
    mistakes.finish()?;
    let (decode, encode) = (decode(&structure), encode(&structure));
    let command = command(&structure, domain);
    let abilities = abilities(&structure);
    Ok(enclose(
        &structure.subject.container.root(),
        &quote!(#decode #encode #command #abilities),
    ))
}

fn command(structure: &Structure, domain: &Type) -> TokenStream {
    let Subject {
        ident,
        name,
        description,
        container,
    } = &structure.subject;
    let description = option(description.as_ref());
    let inputs = attributes(structure.attributes(), container.ignore_unexpected.is_some());
    let (depends_on, uses) = (&container.depends_on, &container.uses);
    let Entities {
        reads,
        writes,
        creates,
        deletes,
        ..
    } = &Entities::of(structure);
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
    let load = load(structure);
    let concerns = &container.concerns;
    quote! {
        use __foobara::CannotCopy as _;

        #[automatically_derived]
        impl __foobara::Command for #ident {
            const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
                name: #name,
                domain: <#domain as __foobara::Domain>::META,
                description: #description,
                inputs: #inputs,
                depends_on: &[#(|| <#depends_on as __foobara::Command>::META),*],
                reads: &[#(<#reads as __foobara::Entity>::model),*],
                writes: &[#(<#writes as __foobara::Entity>::model),*],
                creates: &[#(<#creates as __foobara::Entity>::model),*],
                deletes: &[#(<#deletes as __foobara::Entity>::model),*],
                uses: &[#(__foobara::PortMeta::of::<#uses>()),*],
                concerns: &[#(|| ::std::sync::Arc::new(#concerns)),*],
                is_clone: <__foobara::Copier<'static, #ident>>::IS_CLONE,
                hints: #hints,
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
    let fields: Vec<&Field> = structure
        .attributes()
        .filter(|field| !records(&field.ty).is_empty())
        .collect();
    let loads = fields.iter().map(|field| {
        let Field { ident, name, .. } = field;
        let at = quote!(&__foobara::At::attribute(::core::option::Option::None, #name));
        quote_spanned! {field.span()=>
            __foobara::LoadRecords::load_records(&mut self.#ident, #at, __storage, __errors).await?;
        }
    });
    (!fields.is_empty()).then(|| {
        quote! {
            const RECORDS: bool = true;

            fn load<'__a>(
                &'__a mut self,
                __storage: __foobara::StorageAccess<'__a>,
                __errors: &'__a mut __foobara::InputErrors,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<(), __foobara::Fault>> + ::core::marker::Send
            {
                async move {
                    #(#loads)*
                    ::core::result::Result::Ok(())
                }
            }
        }
    })
}

/// Writes what the compiler holds the command to.
fn abilities(structure: &Structure) -> TokenStream {
    let Subject { ident, container, .. } = &structure.subject;
    let (depends_on, uses) = (&container.depends_on, &container.uses);
    let Entities {
        reads,
        writes,
        changes,
        deletes,
        ..
    } = &Entities::of(structure);
    quote! {
        #(#[automatically_derived] impl __foobara::DependsOn<#depends_on> for #ident {})*
        #(#[automatically_derived] impl __foobara::Reads<#reads> for #ident {})*
        #(#[automatically_derived] impl __foobara::Creates<#writes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Writes<#changes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Deletes<#deletes> for #ident {})*
        #(#[automatically_derived] impl __foobara::Uses<#uses> for #ident {})*
    }
}

/// The entities of a command by what it may do with them.
struct Entities<'a> {
    /// All: what is said to be read, what is written, and the records among the inputs.
    reads: Vec<Type>,
    /// What is created, changed or deleted.
    writes: Vec<Type>,
    /// What is created only.
    creates: Vec<Type>,
    /// What is changed or deleted.
    changes: Vec<Type>,
    /// What is deleted.
    deletes: &'a [Type],
}

impl<'a> Entities<'a> {
    fn of(structure: &'a Structure) -> Self {
        let container = &structure.subject.container;
        let mut changes = container.writes.clone();
        add_missing(&mut changes, container.deletes.iter().cloned());
        let mut writes = changes.clone();
        add_missing(&mut writes, container.creates.iter().cloned());
        let mut reads = container.reads.clone();
        add_missing(&mut reads, writes.iter().cloned());
        add_missing(
            &mut reads,
            structure.attributes().flat_map(|field| records(&field.ty)),
        );
        let is_created_only = |entity: &&Type| !changes.contains(entity);
        Self {
            creates: writes.iter().filter(is_created_only).cloned().collect(),
            reads,
            writes,
            changes,
            deletes: &container.deletes,
        }
    }
}

fn hints(container: &Container) -> TokenStream {
    if container.destructive.is_none() && container.idempotent.is_none() {
        return quote!(__foobara::DeclaredHints::NONE);
    }
    let (destructive, idempotent) = (
        option(container.destructive.as_ref()),
        option(container.idempotent.as_ref()),
    );
    quote!(__foobara::DeclaredHints { destructive: #destructive, idempotent: #idempotent })
}
