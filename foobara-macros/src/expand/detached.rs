//! Entities that another system keeps.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    enclose, load,
    model::{model, value},
};
use crate::{
    ast::{Access, Structure},
    attr::EntityMarks,
    mistakes::Mistakes,
};

/// Reports what is said of how records are kept that are not.
pub(super) fn check(structure: &Structure, marks: &[EntityMarks], mistakes: &mut Mistakes) {
    let container = &structure.subject.container;
    if container.detached.is_none() {
        return;
    }
    for name in container.subsets.names() {
        mistakes.at(
            name,
            "records of a detached entity are written by another system: there are no structs for that",
        );
    }
    let fields = structure.fields.iter().zip(marks);
    for (field, _) in fields.filter(|(_, marks)| marks.says_how_it_is_kept()) {
        mistakes.at(
            &field.ident,
            "a detached entity is kept by another system: of its fields, only the key is marked",
        );
    }
}

/// Writes a value that is known by its primary key.
pub(super) fn detached(structure: &Structure, access: &Access, key: usize) -> TokenStream {
    let (ident, field) = (&structure.subject.ident, &structure.fields[key]);
    let (key_ident, key_type) = (&field.ident, &field.ty);
    let elsewhere = quote!(__foobara::Kept::ELSEWHERE);
    let base = model(structure, access, Some(&field.name), &elsewhere);
    let value = value(structure, &base);
    let holds_records = load::of_model(structure);
    let items = quote! {
        #value
        #holds_records

        #[automatically_derived]
        impl __foobara::Identified for #ident {
            type Key = <#key_type as __foobara::KeyField>::Key;

            fn declared() -> &'static __foobara::ModelType {
                &__MODEL
            }

            fn identity(&self) -> ::core::option::Option<Self::Key> {
                __foobara::KeyField::key(&self.#key_ident)
            }
        }
    };
    enclose(&structure.subject.container.root(), &items)
}
