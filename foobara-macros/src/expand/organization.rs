use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use super::{enclose, tokens::option};
use crate::{ast::Subject, attr::ORGANIZATION, mistakes::Mistakes};

/// Expands `#[derive(Organization)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let subject = Subject::parse_unit(input, ORGANIZATION, &mut mistakes);
    mistakes.finish()?;
    let Subject {
        ident,
        name,
        description,
        container,
    } = subject;
    let description = option(description);
    let items = quote! {
        #[automatically_derived]
        impl __foobara::Organization for #ident {
            const META: &'static __foobara::OrganizationMeta =
                &__foobara::OrganizationMeta { name: #name, description: #description };
        }
    };
    Ok(enclose(&container.root(), &items))
}
