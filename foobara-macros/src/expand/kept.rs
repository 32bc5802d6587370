//! What the records of an entity are held to where they are kept.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::option;
use crate::{
    ast::{Field, Structure},
    attr::{EntityMarks, OnDelete, Stamp},
};

/// Returns the constant for a model that is no entity.
pub(crate) fn plain() -> TokenStream {
    quote!(__foobara::Kept::PLAIN)
}

/// Returns the constant for an entity.
pub(crate) fn kept(structure: &Structure, marks: &[EntityMarks]) -> TokenStream {
    let fields: Vec<(&Field, &EntityMarks)> = structure.fields.iter().zip(marks).collect();
    let named = |is_meant: fn(&EntityMarks) -> bool| -> Vec<&str> {
        let meant = fields.iter().filter(|(_, marks)| is_meant(marks));
        meant.map(|(field, _)| field.name.as_str()).collect()
    };
    let version = named(|marks| marks.version.is_some());
    let unique = named(|marks| marks.unique.is_some());
    let indexed = named(|marks| marks.indexed.is_some());
    let searched = named(|marks| marks.searched.is_some());
    let references = references(&fields);
    let stamps = stamps(&fields);
    let names = [&version, &unique, &indexed, &searched];
    if names.iter().all(|names| names.is_empty()) && references.is_empty() && stamps.is_empty() {
        return plain();
    }
    let version = option(version.first().map(|name| quote!(#name)));
    quote! {
        __foobara::Kept {
            elsewhere: false,
            version: #version,
            unique: &[#(&[#unique]),*],
            indexed: &[#(&[#indexed]),*],
            searched: &[#(#searched),*],
            references: &[#(#references),*],
            stamps: &[#(#stamps),*],
        }
    }
}

fn stamps(fields: &[(&Field, &EntityMarks)]) -> Vec<TokenStream> {
    let stamped = fields
        .iter()
        .filter_map(|(field, marks)| Some((&field.name, marks.stamp?.1)));
    stamped
        .map(|(name, stamp)| {
            let stamp = match stamp {
                Stamp::Created => quote!(Created),
                Stamp::Updated => quote!(Updated),
                Stamp::Deleted => quote!(Deleted),
                Stamp::Archived => quote!(Archived),
            };
            quote!((#name, __foobara::Stamp::#stamp))
        })
        .collect()
}

fn references(fields: &[(&Field, &EntityMarks)]) -> Vec<TokenStream> {
    let referring = fields
        .iter()
        .filter_map(|(field, marks)| Some((&field.name, marks.on_delete?.1)));
    referring
        .map(|(name, on_delete)| {
            let on_delete = match on_delete {
                OnDelete::Restrict => quote!(Restrict),
                OnDelete::Cascade => quote!(Cascade),
                OnDelete::Clear => quote!(Clear),
            };
            quote!((#name, __foobara::OnDelete::#on_delete))
        })
        .collect()
}
