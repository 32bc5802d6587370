use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use super::{enclose, tokens::option};
use crate::{ast::Subject, attr::DOMAIN, mistakes::Mistakes};

/// Expands `#[derive(Domain)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let subject = Subject::parse_unit(input, DOMAIN, &mut mistakes);
    mistakes.finish()?;
    let Subject {
        ident,
        name,
        description,
        container,
    } = subject;
    let description = option(description);
    let organization = container
        .organization
        .as_ref()
        .map(|ty| quote!(<#ty as __foobara::Organization>::META));
    let outer = organization
        .as_ref()
        .map(|organization| quote!(#organization.name,));
    let organization = option(organization);
    let depends_on = &container.depends_on;
    let items = quote! {
        #[automatically_derived]
        impl __foobara::Domain for #ident {
            const META: &'static __foobara::DomainMeta = &__foobara::DomainMeta {
                name: #name,
                organization: #organization,
                scope: &[#outer #name],
                description: #description,
                depends_on: &[#(|| <#depends_on as __foobara::Domain>::META),*],
            };
            const USES: ::core::option::Option<&'static [&'static [&'static str]]> =
                ::core::option::Option::Some(&[#(<#depends_on as __foobara::Domain>::META.scope),*]);
        }
    };
    Ok(enclose(&container.root(), &items))
}
